//! Renders the documents of `docs/` into the built site, so that the page's help leads to what the site is able to do.

use crate::project;
use anyhow::{Context, Result};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// The recipes' own pages lie deeper.
const DEPTH: usize = 2;
const STYLE: &str = include_str!("docs.css");

/// Writes `docs/<name>.html` into the site for each document.
pub fn render(site: &Path) -> Result<()> {
    let docs = project::root().join("docs");
    for entry in WalkDir::new(&docs).max_depth(DEPTH).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
            let page = site.join("docs").join(path.strip_prefix(&docs)?).with_extension("html");
            let home = if path.parent() == Some(&docs) { "../" } else { "../../" };
            fs::create_dir_all(page.parent().unwrap_or(site))?;
            fs::write(&page, document(&text, home)).with_context(|| format!("writing {}", page.display()))?;
        }
    }
    Ok(())
}

/// A document as a page: its headings can be linked to, and its links to other documents lead to their pages.
fn document(text: &str, home: &str) -> String {
    let mut events: Vec<Event<'_>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
    let mut title = String::new();
    for place in 0..events.len() {
        let words = words(&events[place..]);
        match &mut events[place] {
            Event::Start(Tag::Heading { id, .. }) => {
                *id = Some(anchor(&words).into());
                if title.is_empty() {
                    title = words;
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => *dest_url = address(dest_url),
            _ => {}
        }
    }
    let mut body = String::new();
    html::push_html(&mut body, events.into_iter());
    let mut heading = String::new();
    html::push_html(&mut heading, [Event::Text(title.into())].into_iter());
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{heading} · Lifeline</title>\n<style>\n{STYLE}</style>\n\
         <header><a href=\"{home}\">Lifeline</a></header>\n<main>\n{body}</main>\n</html>\n"
    )
}

/// The words of the heading that begins here; nothing where none does.
fn words(events: &[Event<'_>]) -> String {
    if !matches!(events.first(), Some(Event::Start(Tag::Heading { .. }))) {
        return String::new();
    }
    let inside = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let said = inside.filter_map(|event| match event {
        Event::Text(words) | Event::Code(words) => Some(&**words),
        _ => None,
    });
    said.collect()
}

/// What a heading is linked to by, as the usual readers of Markdown have it.
fn anchor(words: &str) -> String {
    let kept = words.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
    kept.map(|letter| if letter == ' ' { '-' } else { letter }).flat_map(char::to_lowercase).collect()
}

/// Where a link leads in the site.
fn address<'a>(link: &CowStr<'a>) -> CowStr<'a> {
    let (path, anchor) = link.split_once('#').map_or((&**link, ""), |(path, anchor)| (path, anchor));
    match path.strip_suffix(".md").filter(|path| !path.contains(':')) {
        Some(path) if anchor.is_empty() => format!("{path}.html").into(),
        Some(path) => format!("{path}.html#{anchor}").into(),
        None => link.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::document;

    #[test]
    fn headings_can_be_linked_to_and_links_lead_to_pages() {
        let page =
            document("# A `model`\n\n[x](links.md#the-short-form) [y](https://a.b/c.md) [z](#more)\n\n## More", "../");
        for part in [
            "<title>A model · Lifeline</title>",
            "<h1 id=\"a-model\">A <code>model</code></h1>",
            "href=\"links.html#the-short-form\"",
            "href=\"https://a.b/c.md\"",
            "<h2 id=\"more\">",
            "<a href=\"../\">Lifeline</a>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
    }
}
