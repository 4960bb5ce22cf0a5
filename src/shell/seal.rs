//! Sealing texts, by the browser's own cipher: AES-GCM with a key of 256 bits, and PBKDF2 with SHA-256 to make one of a
//! passphrase. Knows texts and names, not what they mean.

use js_sys::{Array, ArrayBuffer, JsString, Object, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto, Window};

const CIPHER: &str = "AES-GCM";
const BITS: u32 = 256;
/// The bytes drawn for each text, NIST SP 800-38D.
const DRAWN: usize = 12;

/// A key nobody can read. `None`: the browser refuses, or the bytes are none of a key.
pub async fn key(bytes: &[u8]) -> Option<CryptoKey> {
    import(CIPHER, bytes, &["encrypt", "decrypt"]).await
}

/// The key that a passphrase makes.
pub async fn key_of(passphrase: &str, salt: &[u8], rounds: i64) -> Option<CryptoKey> {
    // However it was typed, it is the same.
    let passphrase = String::from(JsString::from(passphrase).normalize("NFKC"));
    let base = import("PBKDF2", passphrase.as_bytes(), &["deriveKey"]).await?;
    let how = object(&[
        ("name", &"PBKDF2".into()),
        ("hash", &"SHA-256".into()),
        ("salt", &Uint8Array::from(salt)),
        ("iterations", &JsValue::from_f64(rounds as f64)),
    ]);
    let what = object(&[("name", &CIPHER.into()), ("length", &BITS.into())]);
    let uses = words(&["encrypt", "decrypt"]);
    come(subtle()?.derive_key_with_object_and_object(&how, &base, &what, false, &uses)).await?.dyn_into().ok()
}

/// Random bytes.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    crypto()?.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// Seals bytes under a name: what is drawn for it, and what comes of it, in base64. Begun at once, so that many are sealed
/// side by side.
pub fn seal(key: &CryptoKey, name: &str, bytes: &[u8]) -> Option<impl Future<Output = Option<String>> + use<>> {
    let drawn = random::<DRAWN>()?;
    let sealed = subtle()?.encrypt_with_object_and_u8_array(&how(&drawn, name), key, bytes).ok()?;
    let sealed = JsFuture::from(sealed);
    Some(async move {
        let mut all = drawn.to_vec();
        all.extend(bytes_of(sealed.await.ok()?)?);
        to_base64(&all)
    })
}

/// Opens what was sealed under this name; it opens only whole. Begun at once as well.
pub fn unseal(key: &CryptoKey, name: &str, sealed: &str) -> Option<impl Future<Output = Option<Vec<u8>>> + use<>> {
    let bytes = from_base64(sealed)?;
    let (drawn, rest) = bytes.split_at_checked(DRAWN)?;
    let opened = subtle()?.decrypt_with_object_and_u8_array(&how(drawn, name), key, rest).ok()?;
    let opened = JsFuture::from(opened);
    Some(async move { bytes_of(opened.await.ok()?) })
}

/// Bytes as letters.
pub fn to_base64(bytes: &[u8]) -> Option<String> {
    let letters: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    window()?.btoa(&letters).ok()
}

/// Letters as bytes.
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let letters = window()?.atob(text).ok()?;
    letters.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect()
}

async fn import(kind: &str, bytes: &[u8], uses: &[&str]) -> Option<CryptoKey> {
    let bytes = Uint8Array::from(bytes);
    come(subtle()?.import_key_with_str("raw", &bytes, kind, false, &words(uses))).await?.dyn_into().ok()
}

fn how(drawn: &[u8], name: &str) -> Object {
    let (drawn, name) = (Uint8Array::from(drawn), Uint8Array::from(name.as_bytes()));
    object(&[("name", &CIPHER.into()), ("iv", &drawn), ("additionalData", &name)])
}

fn object(fields: &[(&str, &JsValue)]) -> Object {
    let entries: Array = fields.iter().map(|(name, value)| Array::of2(&(*name).into(), value)).collect();
    // Pairs of a name and a value always make an object.
    Object::from_entries(&entries).unwrap_or_default()
}

fn words(words: &[&str]) -> JsValue {
    words.iter().map(|word| JsValue::from_str(word)).collect::<Array>().into()
}

async fn come(asked: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(asked.ok()?).await.ok()
}

fn bytes_of(buffer: JsValue) -> Option<Vec<u8>> {
    let buffer: ArrayBuffer = buffer.dyn_into().ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

fn window() -> Option<Window> {
    web_sys::window()
}

fn crypto() -> Option<Crypto> {
    window()?.crypto().ok()
}

/// `None` where the page was not loaded safely.
fn subtle() -> Option<SubtleCrypto> {
    let subtle = crypto()?.subtle();
    (!subtle.is_undefined()).then_some(subtle)
}
