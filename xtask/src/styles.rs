//! Puts the page's stylesheets together into one file: one request instead of one for each, while each stays a short file
//! in the repository. In a release those of the call come with the rest of the program, which a call cannot begin without, and
//! the others stand in the page: what is to be read first does not share the net with the program.

use std::fs;
use std::path::Path;

use crate::checks;
use crate::html;
use crate::say::{Done, Explain, Failure};

/// The sheets of what cannot be seen before the rest of the program is there. They stand last in `index.html`.
pub const LATE: &[&str] = &["call", "prompt", "listen", "tools", "when", "wrapup", "palette", "data", "lock"];

/// Replaces the stylesheets of the page in `folder` by one that holds them all, in their order, but for the `late` ones: these
/// are returned beside the page.
pub fn merge(page: &str, folder: &Path, late: &[&str]) -> Done<(String, String)> {
    let is_sheet = |tag: &html::Tag| tag.attribute("rel") == Some("stylesheet");
    let sheets: Vec<_> = html::tags(page, "link").into_iter().filter(is_sheet).collect();
    let [first, .., _] = sheets.as_slice() else {
        return Ok((page.to_owned(), String::new()));
    };
    let (mut css, mut later, mut found) = (String::new(), String::new(), 0);
    for sheet in &sheets {
        let name = sheet.attribute("href").unwrap_or_default().trim_start_matches("./");
        let file = folder.join(name);
        let is_late = name.rsplit_once('-').is_some_and(|(name, _)| late.contains(&name));
        found += usize::from(is_late);
        let into = if is_late { &mut later } else { &mut css };
        into.push_str(&fs::read_to_string(&file).explain(file.display())?);
        into.push('\n');
    }
    if found != late.len() {
        return Err(Failure::new("the page lacks a stylesheet that is to come late"));
    }
    for sheet in &sheets {
        let name = sheet.attribute("href").unwrap_or_default().trim_start_matches("./");
        let file = folder.join(name);
        // Two links to one file are not worth a failed build.
        let _ = fs::remove_file(file);
    }
    let name = format!("styles-{}.css", &checks::hex(css.as_bytes())[..16]);
    fs::write(folder.join(&name), &css).explain(&name)?;
    // In a sandbox that takes the page's origin away, a checksum is only checked on what was asked for across origins.
    let one = format!(
        r#"<link rel="stylesheet" href="./{name}" integrity="{}" crossorigin="anonymous">"#,
        checks::sha384(css.as_bytes())
    );
    let mut merged = page.to_owned();
    for sheet in sheets.iter().rev() {
        merged.replace_range(sheet.range.clone(), if sheet.range == first.range { &one } else { "" });
    }
    Ok((merged, later))
}

/// The page with the one stylesheet in it, instead of in a file of `folder`.
pub fn put_in(page: &str, folder: &Path) -> Done<String> {
    let mut sheets = html::tags(page, "link").into_iter().filter(|tag| tag.attribute("rel") == Some("stylesheet"));
    let Some(sheet) = sheets.next() else { return Ok(page.to_owned()) };
    let file = folder.join(sheet.attribute("href").unwrap_or_default().trim_start_matches("./"));
    let css = fs::read_to_string(&file).explain(file.display())?;
    if css.contains("</style") {
        return Err(Failure::new("the styles would end inside of the page"));
    }
    fs::remove_file(&file).explain(file.display())?;
    Ok(format!("{}<style>{}</style>{}", &page[..sheet.range.start], css.trim_end(), &page[sheet.range.end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_leaves_one_link() {
        let folder = std::env::temp_dir().join(format!("callflow-styles-{}", std::process::id()));
        assert!(fs::create_dir_all(&folder).is_ok());
        let page = "<link rel=stylesheet href=./b-1.css><i><link rel=\"stylesheet\" href=\"./a-1.css\">\
            <link rel=icon href=x><link rel=stylesheet href=./c-d-1.css>";
        let merged = |late: &[&str]| {
            for name in ["a", "b", "c-d"] {
                assert!(fs::write(folder.join(format!("{name}-1.css")), format!("{name}{{}}")).is_ok());
            }
            merge(page, &folder, late).ok()
        };
        for (late, css, later) in [(&[][..], "b{}\na{}\nc-d{}\n", ""), (&["c-d"], "b{}\na{}\n", "c-d{}\n")] {
            let name = format!("styles-{}.css", &checks::hex(css.as_bytes())[..16]);
            let (page, rest) = merged(late).unwrap_or_default();
            assert!(page.matches("stylesheet").count() == 1 && page.contains(&name), "{page}");
            assert!(page.ends_with("<i><link rel=icon href=x>"), "{page}");
            assert_eq!(fs::read_to_string(folder.join(name)).ok().as_deref(), Some(css));
            assert_eq!(rest, later);
            let page = put_in(&page, &folder).unwrap_or_default();
            assert_eq!(page, format!("<style>{}</style><i><link rel=icon href=x>", css.trim_end()));
        }
        assert_eq!(merged(&["d"]), None);
        let _ = fs::remove_dir_all(folder);
    }
}
