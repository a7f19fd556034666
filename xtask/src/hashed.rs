//! Puts files into the site under names that change with what is in them, so that no browser takes an old one for a new one.

use crate::failure::{Doing, Failure, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// Puts a file into the site, as `begin-0123456789abcdef.end`, and gives that name.
pub fn put(staging: &Path, (begin, end): (&str, &str), content: &[u8]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let name = format!("{begin}-{:016x}.{end}", hasher.finish());
    let to = staging.join(&name);
    fs::write(&to, content).doing(|| format!("writing {}", to.display()))?;
    Ok(name)
}

/// The same with a file that the page names, as `begin.end`; it has the new name then.
pub fn put_named(staging: &Path, (begin, end): (&str, &str), content: &[u8]) -> Result<()> {
    let name = put(staging, (begin, end), content)?;
    let page = staging.join("index.html");
    let html = fs::read_to_string(&page).doing(|| format!("reading {}", page.display()))?;
    let html = replaced("index.html", &html, &format!("{begin}.{end}"), &name)?;
    fs::write(&page, html).doing(|| format!("writing {}", page.display()))
}

/// The text with the one name in it replaced.
pub fn replaced(what: &str, text: &str, name: &str, with: &str) -> Result<String> {
    match text.matches(name).count() {
        1 => Ok(text.replacen(name, with, 1)),
        count => Err(Failure::new(format!("{what} should name {name} once, and does {count} times"))),
    }
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn the_real_page_names_once_what_is_loaded_later_and_there_only() {
        let html = include_str!("../../index.html");
        for name in ["reader.js", "later.css"] {
            let named = replaced("index.html", html, name, "other-0123456789abcdef").unwrap_or_default();
            let later = named.split("<noscript>").nth(1).and_then(|rest| rest.split("</noscript>").next());
            assert!(later.is_some_and(|later| later.contains("./other-0123456789abcdef")), "{named}");
        }
        assert!(replaced("index.html", "<p>no name</p>", "reader.js", "x").is_err());
    }
}
