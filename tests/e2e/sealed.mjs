// docs/lock.md, followed to the letter by another cipher than the browser's.
import { webcrypto } from "node:crypto";

const bytes = (base64) => new Uint8Array(Buffer.from(base64, "base64"));
const utf8 = (text) => new TextEncoder().encode(text);

export const isSealed = (text) => text.startsWith('{"format":4,') || text.startsWith('{"format":2,');

// What opens the records, from the record of the lock and the passphrase. Fails if that is another.
export async function opener(lockText, passphrase) {
  const { key, wrapped } = JSON.parse(lockText).data;
  const open = async (key, name, sealed) =>
    new Uint8Array(await webcrypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.subarray(0, 12), additionalData: utf8(name) }, key, sealed.subarray(12)));
  let raw = bytes(key);
  if (wrapped) {
    const base = await webcrypto.subtle.importKey("raw", utf8(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(wrapped.salt), iterations: wrapped.rounds };
    raw = await open(await webcrypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]), "lock", raw);
  }
  const dataKey = await webcrypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  return async (key, text) => {
    if (!isSealed(text)) return text;
    const { format, version, stamp, sealed } = JSON.parse(text);
    const name = format === 2 ? [key, stamp] : [key, version, stamp];
    return new TextDecoder().decode(await open(dataKey, name.join("\n"), bytes(sealed)));
  };
}
