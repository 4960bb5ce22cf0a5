//! What is done to a build after Trunk: one stylesheet, the content security policy, small JSON, compressed copies.
//! Trunk calls this as a hook, so that a plain `trunk build` gives the same `dist/`.

use std::env;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::cover;
use crate::early;
use crate::headers;
use crate::offline;
use crate::places;
use crate::policy;
use crate::program;
use crate::say::{Done, Explain, Failure};
use crate::scripts;
use crate::single;
use crate::styles;

const COMPRESSIBLE: &[&str] = &["html", "js", "wasm", "css", "json", "svg", "txt", "webmanifest"];

/// `cargo xtask finish [folder]`; without a folder, the one Trunk is building in.
pub fn command(args: &[String]) -> Done {
    let staging = args.first().map(PathBuf::from).or_else(|| env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from));
    let folder = staging.ok_or_else(|| Failure::new("`finish` is called by Trunk; by hand it needs a folder"))?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let index = folder.join("index.html");
    let page = fs::read_to_string(&index).explain(index.display())?;
    let page = scripts::put(&page, &folder, release)?;
    let (page, late) = styles::merge(&page, &folder, if release { styles::LATE } else { &[] })?;
    let covers = cover::all(&folder)?;
    let mut page = cover::put(&page, &covers);
    if release {
        single::write(&page, &folder, &late)?;
        page = styles::put_in(&program::put(&page, &folder, &late)?, &folder)?;
        page = early::put(&page, &covers)?;
    }
    let page = policy::put(&policy::drop_idle_checksums(&page));
    fs::write(&index, page).explain(index.display())?;
    drop_notes(&folder.join("flows"))?;
    copy_embed(&folder.join("embed"))?;
    headers::write(&folder)?;
    let files = files(&folder)?;
    for file in files.iter().filter(|file| kind(file) == "json") {
        let text = fs::read_to_string(file).explain(file.display())?;
        serde_json::from_str::<serde_json::Value>(&text).explain(format_args!("{} is no JSON", file.display()))?;
        fs::write(file, squeeze(&text)).explain(file.display())?;
    }
    if !release {
        return Ok(());
    }
    offline::write(&folder)?;
    compress(&self::files(&folder)?)
}

/// What lies beside the languages' folders is for those who write flows, not for the app.
fn drop_notes(flows: &Path) -> Done {
    for entry in fs::read_dir(flows).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if entry.is_file() {
            fs::remove_file(&entry).explain(entry.display())?;
        }
    }
    Ok(())
}

/// What pages load that embed the widget, and the adapters: as they are, so that they can be read where they are used.
fn copy_embed(to: &Path) -> Done {
    fs::create_dir_all(to).explain(to.display())?;
    for file in fs::read_dir(places::root().join("embed")).explain("embed/")?.flatten().map(|entry| entry.path()) {
        if let (true, Some(name)) = (matches!(kind(&file), "js" | "html" | "ts"), file.file_name()) {
            fs::copy(&file, to.join(name)).explain(file.display())?;
        }
    }
    Ok(())
}

/// All files below `folder`, in a fixed order.
pub fn files(folder: &Path) -> Done<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).explain(folder.display())? {
            let path = entry.explain(folder.display())?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// A file's extension.
pub fn kind(file: &Path) -> &str {
    file.extension().and_then(|kind| kind.to_str()).unwrap_or_default()
}

/// The file's compressed copy: `x.js` → `x.js.br`.
pub fn beside(file: &Path, kind: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(kind);
    PathBuf::from(name)
}

/// Valid JSON without the white space between its tokens. The order of keys stays.
pub fn squeeze(json: &str) -> String {
    let (mut text, mut quoted, mut escaped) = (String::with_capacity(json.len()), false, false);
    for c in json.chars() {
        if quoted {
            quoted = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
        } else if c.is_ascii_whitespace() {
            continue;
        } else {
            quoted = c == '"';
        }
        text.push(c);
    }
    text
}

fn compress(files: &[PathBuf]) -> Done {
    let worth = |file: &&PathBuf| COMPRESSIBLE.contains(&kind(file));
    thread::scope(|scope| {
        let jobs: Vec<_> = files.iter().filter(worth).map(|file| scope.spawn(move || compress_one(file))).collect();
        jobs.into_iter().try_for_each(|job| job.join().unwrap_or_else(|_| Err(Failure::new("compressing failed"))))
    })
}

fn compress_one(file: &Path) -> Done {
    let bytes = fs::read(file).explain(file.display())?;
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut bytes.as_slice(), &mut packed, &params).explain(file.display())?;
    fs::write(beside(file, "br"), packed).explain(file.display())?;
    let gzip = File::create(beside(file, "gz")).explain(file.display())?;
    let mut gzip = GzEncoder::new(gzip, Compression::best());
    gzip.write_all(&bytes).and_then(|()| gzip.finish().map(drop)).explain(file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squeezing_leaves_strings_alone() {
        let json = "{\n  \"b\": \"two  \\\"words\\\\\",\n  \"a\" : [ 1, \"\\\\\" ]\n}\n";
        assert_eq!(squeeze(json), "{\"b\":\"two  \\\"words\\\\\",\"a\":[1,\"\\\\\"]}");
    }
}
