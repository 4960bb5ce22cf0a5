//! The page's content security policy. It stands in the page itself, so that it holds on any static host;
//! what stands in the page, scripts and styles, is allowed by its checksum, which is only known after the build.

use crate::checks;
use crate::html;

/// Puts the policy into the page, right after the character set and before anything it governs.
pub fn put(page: &str) -> String {
    put_before(page, &policy(page))
}

/// The same for a page that holds everything: it may not fetch anything at all.
pub fn put_single(page: &str, css: &str) -> String {
    let policy = format!(
        "default-src 'none'; script-src 'wasm-unsafe-eval'{}; style-src '{}'; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hashes(&inline(page, "script")),
        checks::sha256(css.as_bytes())
    );
    put_before(page, &policy)
}

fn put_before(page: &str, policy: &str) -> String {
    let meta = format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#);
    let charset = html::tags(page, "meta").into_iter().find(|tag| tag.attribute("charset").is_some());
    let place = charset.or_else(|| html::tags(page, "head").into_iter().next());
    let at = place.map_or(0, |tag| tag.range.end);
    format!("{}{meta}{}", &page[..at], &page[at..])
}

/// Takes the checksum from preloads of `fetch`: no browser checks it there, and Chromium warns about each.
pub fn drop_idle_checksums(page: &str) -> String {
    let mut page = page.to_owned();
    let idle = |tag: &html::Tag| tag.attribute("rel") == Some("preload") && tag.attribute("as") == Some("fetch");
    let places: Vec<_> = html::tags(&page, "link").into_iter().filter(idle).map(|tag| tag.range).collect();
    for place in places.into_iter().rev() {
        let tag = &page[place.clone()];
        let kept: Vec<&str> =
            tag.trim_end_matches('>').split_whitespace().filter(|word| !word.starts_with("integrity=")).collect();
        let tag = format!("{}>", kept.join(" "));
        page.replace_range(place, &tag);
    }
    page
}

/// Checksums, each with a blank before it.
fn hashes(texts: &[&str]) -> String {
    texts.iter().map(|text| format!(" '{}'", checks::sha256(text.as_bytes()))).collect()
}

fn policy(page: &str) -> String {
    let (scripts, styles) = (hashes(&inline(page, "script")), hashes(&inline(page, "style")));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types callflow"
    )
}

/// What stands in the elements of a name, but for data.
fn inline<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let inline = html::tags(page, name)
        .into_iter()
        .filter(|tag| tag.attribute("src").is_none() && matches!(tag.attribute("type"), None | Some("module")));
    let end = format!("</{name}");
    inline.filter_map(|tag| page[tag.range.end..].split_once(&end).map(|(text, _)| text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allows_each_inline_script_and_style_by_its_checksum_and_no_other() {
        let page = "<html><head><meta charset=utf-8><style>p{}</style><script>a()</script><script src=x.js></script></head><script type=module>b()</script>";
        let page = put(page);
        assert!(page.starts_with("<html><head><meta charset=utf-8><meta http-equiv="));
        assert_eq!(page.matches("sha256-").count(), 3);
        assert!(page.contains(&format!("style-src 'self' '{}'", checks::sha256(b"p{}"))));
        assert!(page.contains(&checks::sha256(b"a()")) && page.contains(&checks::sha256(b"b()")));
        assert!(!page.contains("unsafe-inline"));
    }
    #[test]
    fn only_a_checksum_nobody_checks_goes() {
        let script = "<link rel=modulepreload href=a.js integrity=sha384-a>";
        let page = format!("<link as=fetch href=./b.wasm integrity=sha384-b rel=preload>{script}");
        assert_eq!(drop_idle_checksums(&page), format!("<link as=fetch href=./b.wasm rel=preload>{script}"));
    }
}
