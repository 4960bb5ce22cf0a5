//! A static host for `dist/` on this machine only. It sends what a good host would send: types, compressed copies,
//! lasting caching for files with a checksum in their name, leave for other sites to load it. Not meant to face a network.

use std::fs::{self, File};
use std::net::Ipv4Addr;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::UNIX_EPOCH;

use tiny_http::{Header, Method, Request, Response, ResponseBox, Server, StatusCode};

use crate::finish::{self, beside, kind};
use crate::say::{Done, Failure};

const WORKERS: usize = 4;
const TRIES: u16 = 50;

/// Listens on `port`, or on the next free one. Port 0 takes any.
pub fn bind(port: u16) -> Done<(Server, u16)> {
    for port in port..=port.saturating_add(if port == 0 { 0 } else { TRIES }) {
        if let Ok(server) = Server::http((Ipv4Addr::LOCALHOST, port)) {
            let port = server.server_addr().to_ip().map_or(port, |address| address.port());
            return Ok((server, port));
        }
    }
    Err(Failure::new(format!("port {port} and the {TRIES} after it are taken; choose another with --port")))
}

/// Answers requests until the server is unblocked, with the files of the first folder that has them.
pub fn run(server: &Server, folders: &[PathBuf]) {
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| server.incoming_requests().for_each(|request| answer(request, folders)));
        }
    });
}

/// A server in the background, stopped when dropped.
pub struct Running {
    server: Arc<Server>,
    /// Where it is.
    pub address: String,
}

/// Serves `folder` on a free port while the value lives.
pub fn start(folder: PathBuf) -> Done<Running> {
    let (server, port) = bind(0)?;
    Ok(start_on(server, port, vec![folder]))
}

/// Serves these folders on a port that was bound, while the value lives.
pub fn start_on(server: Server, port: u16, folders: Vec<PathBuf>) -> Running {
    let server = Arc::new(server);
    let background = Arc::clone(&server);
    thread::spawn(move || run(&background, &folders));
    Running { server, address: format!("http://127.0.0.1:{port}/") }
}

impl Drop for Running {
    fn drop(&mut self) {
        (0..WORKERS).for_each(|_| self.server.unblock());
    }
}

fn answer(request: Request, folders: &[PathBuf]) {
    // A visitor who has left is no failure of ours.
    let _ = match reply(&request, folders) {
        Ok(response) => request.respond(response),
        Err(status) => request.respond(Response::from_string(status.default_reason_phrase()).with_status_code(status)),
    };
}

fn reply(request: &Request, folders: &[PathBuf]) -> Result<ResponseBox, StatusCode> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return Err(StatusCode(405));
    }
    let file = folders.iter().find_map(|folder| locate(folder, request.url())).ok_or(StatusCode(404))?;
    let accepts = field(request, "Accept-Encoding").unwrap_or_default();
    let (mut encoding, body) = variant(&file, accepts);
    let tag = tag(&body).ok_or(StatusCode(404))?;
    let unchanged = field(request, "If-None-Match").is_some_and(|known| known.split(',').any(|one| one.trim() == tag));
    // What has no copy, as it may be edited at any time, is packed on its way out.
    let packs = encoding.is_none() && takes(accepts, "gzip") && kind(&file) == "json";
    let mut response = if unchanged {
        Response::empty(304).boxed()
    } else if packs {
        encoding = Some("gzip");
        let packed = fs::read(&file).and_then(|bytes| finish::gzip(&bytes)).map_err(|_| StatusCode(404))?;
        Response::from_data(packed).with_chunked_threshold(usize::MAX).boxed()
    } else {
        let opened = File::open(&body).map_err(|_| StatusCode(404))?;
        Response::from_file(opened).with_chunked_threshold(usize::MAX).boxed()
    };
    let lasting = if is_hashed(&file) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let fields = [
        ("Content-Type", media_type(kind(&file))),
        ("Cache-Control", lasting),
        ("ETag", &tag),
        ("Vary", "Accept-Encoding"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        // Nothing here is anybody's own: pages of other sites load the script that embeds the widget.
        ("Access-Control-Allow-Origin", "*"),
    ];
    let encoding = encoding.map(|name| ("Content-Encoding", name));
    for (name, value) in fields.into_iter().chain(encoding) {
        response.add_header(Header::from_bytes(name, value).map_err(|()| StatusCode(500))?);
    }
    Ok(response)
}

fn field<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request.headers().iter().find(|header| header.field.equiv(name)).map(|header| header.value.as_str())
}

/// The file for a request, if it lies in the folder.
fn locate(folder: &Path, url: &str) -> Option<PathBuf> {
    let path = url.split(['?', '#']).next().unwrap_or_default().trim_start_matches('/');
    let path = decode(path)?;
    if path.contains(['\\', ':', '\0']) {
        return None;
    }
    let inside = Path::new(&path).components().all(|part| matches!(part, Component::Normal(_)));
    let mut file = inside.then(|| folder.join(&path))?;
    if file.is_dir() {
        file.push("index.html");
    }
    // A link may still lead out.
    let (real, home) = (file.canonicalize().ok()?, folder.canonicalize().ok()?);
    (real.is_file() && real.starts_with(home)).then_some(file)
}

fn decode(path: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::new(), path.as_bytes());
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte == b'%' {
            let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &rest[2..];
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// The compressed copy the visitor can read, if it is not older than the file.
fn variant(file: &Path, accepts: &str) -> (Option<&'static str>, PathBuf) {
    let changed = |file: &Path| fs::metadata(file).and_then(|meta| meta.modified()).ok();
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        let copy = beside(file, ending);
        if takes(accepts, encoding) && changed(&copy).is_some_and(|time| Some(time) >= changed(file)) {
            return (Some(encoding), copy);
        }
    }
    (None, file.to_path_buf())
}

fn takes(accepts: &str, encoding: &str) -> bool {
    accepts.split(',').any(|one| {
        let (name, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        let refused = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()) == Some(0.0);
        name.trim().eq_ignore_ascii_case(encoding) && !refused
    })
}

fn tag(file: &Path) -> Option<String> {
    let meta = file.metadata().ok()?;
    let time = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("\"{:x}-{:x}\"", time.as_nanos(), meta.len()))
}

/// Does the name carry a checksum, as in `callflow-0123456789abcdef_bg.wasm`?
fn is_hashed(file: &Path) -> bool {
    let stem =
        file.file_name().and_then(|name| name.to_str()).and_then(|name| name.split('.').next()).unwrap_or_default();
    let last = stem.rsplit('-').next().unwrap_or_default();
    last.len() < stem.len() && last.chars().take_while(char::is_ascii_hexdigit).count() >= 12
}

fn media_type(kind: &str) -> &'static str {
    match kind {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_in_the_folder_are_found() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(locate(here, "/Cargo.toml?x=../y").is_some());
        assert!(locate(here, "/src/%6dain.rs").is_some());
        for url in [
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..%2fCargo.toml",
            "//etc/passwd",
            "/src/../../Cargo.toml",
            "/%00",
            "/%f",
            "/src",
            "/c:/x",
            "/..\\x",
        ] {
            assert!(locate(here, url).is_none(), "{url}");
        }
    }

    #[test]
    fn encodings_are_sent_only_when_asked_for() {
        assert!(takes("gzip, deflate, br;q=0.9", "br"));
        assert!(!takes("gzip, br;q=0", "br"));
        assert!(!takes("", "gzip"));
    }

    #[test]
    fn only_names_with_a_checksum_last() {
        assert!(is_hashed(Path::new("callflow-dba5c8b6f2b1ec9c_bg.wasm")));
        assert!(is_hashed(Path::new("styles-0123456789abcdef.css")));
        for name in ["index.html", "first-call.json", "deadbeefdeadbeef.json", "face-cafe.js"] {
            assert!(!is_hashed(Path::new(name)), "{name}");
        }
    }
}
