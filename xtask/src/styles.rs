//! Puts the page's stylesheets together into one file: one request instead of one for each,
//! while each stays a short file in the repository.

use std::fs;
use std::path::Path;

use crate::checks;
use crate::html;
use crate::say::{Done, Explain};

/// Replaces the stylesheets of the page in `folder` by one that holds them all, in their order.
pub fn merge(page: &str, folder: &Path) -> Done<String> {
    let is_sheet = |tag: &html::Tag| tag.attribute("rel") == Some("stylesheet");
    let sheets: Vec<_> = html::tags(page, "link").into_iter().filter(is_sheet).collect();
    let [first, .., _] = sheets.as_slice() else {
        return Ok(page.to_owned());
    };
    let mut css = String::new();
    for sheet in &sheets {
        let name = sheet.attribute("href").unwrap_or_default().trim_start_matches("./");
        let file = folder.join(name);
        css.push_str(&fs::read_to_string(&file).explain(file.display())?);
        css.push('\n');
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
    Ok(merged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_and_leaves_one_link() {
        let folder = std::env::temp_dir().join(format!("callflow-styles-{}", std::process::id()));
        assert!(fs::create_dir_all(&folder).is_ok());
        assert!(fs::write(folder.join("a.css"), "a{}").is_ok() && fs::write(folder.join("b.css"), "b{}").is_ok());
        let page =
            "<link rel=stylesheet href=./b.css><i><link rel=\"stylesheet\" href=\"./a.css\"><link rel=icon href=x>";
        let merged = merge(page, &folder);
        let name = format!("styles-{}.css", &checks::hex(b"b{}\na{}\n")[..16]);
        assert!(merged.is_ok_and(|page| page.matches("stylesheet").count() == 1
            && page.contains(&name)
            && page.ends_with("<i><link rel=icon href=x>")));
        assert_eq!(fs::read_to_string(folder.join(name)).ok().as_deref(), Some("b{}\na{}\n"));
        let _ = fs::remove_dir_all(folder);
    }
}
