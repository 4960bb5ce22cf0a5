//! The whole desk as one file, `callflow.html`, that opens from a disk by double click: no server, nothing beside it.
//!
//! The program travels compressed in a data block, and so do the flows and how Chinese is read: a page from a disk may not
//! fetch. `shell/flows` looks into the page before it asks a server.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::checks;
use crate::finish::{files, kind, squeeze};
use crate::html;
use crate::policy;
use crate::say::{Done, Explain, Failure};

/// What starts the program: takes it out of its data block.
const START: &str =
    "const packed = Uint8Array.from(atob(document.getElementById(\"program\").textContent), (c) => c.charCodeAt(0));
const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream(\"gzip\"));
await INIT({ module_or_path: await new Response(unpacked).arrayBuffer() });";

/// Writes `callflow.html` into a build; `page` is its page, `late` are the styles that come late to it, and the program in
/// `folder` is not yet cut in two.
pub fn write(page: &str, folder: &Path, late: &str) -> Done {
    let (scripts, wasm, css) = (one(folder, "js")?, one(folder, "wasm")?, one(folder, "css")?);
    let (script, css) = (text(&scripts)?, text(&css)? + late);
    let start = START.replace("INIT", init(&script).ok_or_else(|| Failure::new("the program's script has no start"))?);
    if script.contains("</script") || css.contains("</style") {
        return Err(Failure::new("the program's script or styles would end inside of the page"));
    }
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&fs::read(&wasm).explain(wasm.display())?).explain(wasm.display())?;
    let program = checks::base64(&gzip.finish().explain(wasm.display())?);

    let mut blocks = block("program", "text/plain", &program);
    for entry in fs::read_dir(folder.join("flows")).explain("flows/")?.flatten().filter(|entry| entry.path().is_dir()) {
        let flow = squeeze(&text(&entry.path().join("first-call.json"))?);
        let id = format!("flow-{}", entry.file_name().to_string_lossy());
        // A data block ends at the first `<`, whatever it holds.
        blocks.push_str(&block(&id, "application/json", &flow.replace('<', "\\u003c")));
    }
    blocks.push_str(&block("sounds", "text/plain", &text(&folder.join("assets").join("pinyin.txt"))?));

    let page = without_links_and_modules(page);
    let page = html::before(&page, "</head>", &format!("<style>{css}</style>"));
    let page = html::before(&page, "</body>", &format!("{blocks}<script type=\"module\">{script}\n{start}</script>"));
    let file = folder.join("callflow.html");
    fs::write(&file, policy::put_single(&page, &css)).explain(file.display())
}

fn block(id: &str, kind: &str, content: &str) -> String {
    format!(r#"<script type="{kind}" id="{id}">{content}</script>"#)
}

/// The only file of a kind at the top of a build.
fn one(folder: &Path, wanted: &str) -> Done<std::path::PathBuf> {
    let here = |file: &std::path::PathBuf| file.parent() == Some(folder) && kind(file) == wanted;
    let mut found = files(folder)?.into_iter().filter(here);
    match (found.next(), found.next()) {
        (Some(file), None) => Ok(file),
        _ => Err(Failure::new(format!("a build has one .{wanted} at its top"))),
    }
}

fn text(file: &Path) -> Done<String> {
    fs::read_to_string(file).explain(file.display())
}

/// The name under which a script knows what starts the program: what it exports as `default`.
fn init(script: &str) -> Option<&str> {
    let (before, _) = script[script.rfind("export")?..].split_once(" as default")?;
    before.rsplit([',', '{', ' ']).find(|name| !name.is_empty())
}

/// The page without what would be fetched: its links, and the module that starts the program.
fn without_links_and_modules(page: &str) -> String {
    let mut page = page.to_owned();
    let modules = html::tags(&page, "script").into_iter().filter(|tag| tag.attribute("type") == Some("module"));
    let end = |from: usize| page[from..].find("</script>").map_or(page.len(), |at| from + at + "</script>".len());
    let modules = modules.map(|tag| tag.range.start..end(tag.range.end)).collect::<Vec<_>>();
    let links = html::tags(&page, "link").into_iter().map(|tag| tag.range);
    let mut away: Vec<_> = links.chain(modules).collect();
    away.sort_by_key(|range| range.start);
    away.into_iter().rev().for_each(|range| page.replace_range(range, ""));
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_start_is_found_in_small_scripts_and_in_plain_ones() {
        assert_eq!(init("export function x(){}\nlet y;export{J as bring_rest,X as default,$ as initSync};"), Some("X"));
        assert_eq!(init("export { initSync, __wbg_init as default };"), Some("__wbg_init"));
        assert_eq!(init("let x;"), None);
    }

    #[test]
    fn nothing_is_left_to_fetch() {
        let page = "<head><link rel=icon href=a><script>kept()</script><script type=module>import x</script></head><body><p></p></body>";
        assert_eq!(without_links_and_modules(page), "<head><script>kept()</script></head><body><p></p></body>");
    }
}
