//! Takes the pictures for `cargo xtask shot`, with the journeys' harness: one for each link, named after it.

mod browsers;
mod driver;
mod harness;
mod proxy;
mod surroundings;

use harness::Page;
use std::path::PathBuf;

fn main() {
    let mut out = PathBuf::from(".");
    let (mut width, mut height) = (1280, 800);
    let (mut dark, mut full) = (false, false);
    let (mut clicks, mut links) = (Vec::new(), Vec::new());
    for word in std::env::args().skip(1) {
        match word.split_once('=').unwrap_or((&word, "")) {
            ("out", folder) => out = PathBuf::from(folder),
            ("width", n) => width = n.parse().unwrap_or(width),
            ("height", n) => height = n.parse().unwrap_or(height),
            ("dark", _) => dark = true,
            ("full", _) => full = true,
            ("click", css) => clicks.push(css.to_owned()),
            ("link", link) => links.push(link.to_owned()),
            _ => eprintln!("not understood: {word}"),
        }
    }
    let page = Page::new();
    page.resize(width, height);
    if dark {
        page.prefer(&[("prefers-color-scheme", "dark")]);
    }
    for link in &links {
        page.open(link);
        clicks.iter().for_each(|css| page.click(css));
        page.settle();
        let file = out.join(format!("{}-{width}{}.png", name_of(link), if dark { "-dark" } else { "" }));
        if full {
            page.screenshot_whole(&file)
        } else {
            page.screenshot(&file)
        }
        println!("{}", file.display());
    }
    for line in page.console() {
        eprintln!("console: {line}");
    }
}

/// A file name that tells which link it was: `#registration/not-valid` becomes `registration-not-valid`.
fn name_of(link: &str) -> String {
    let words: Vec<&str> = link.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { "start".to_owned() } else { words.join("-").chars().take(100).collect() }
}
