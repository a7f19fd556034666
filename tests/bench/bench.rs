//! Measures the page in headless Chromium, and its peers beside it, for `cargo xtask bench`: one line for each figure.

#[path = "../journeys/browsers.rs"]
mod browsers;
#[path = "../../core/benches/common/mod.rs"]
mod common;
#[path = "../journeys/driver.rs"]
mod driver;
#[path = "../journeys/harness.rs"]
mod harness;
mod meter;
mod page;
mod peers;
#[path = "../journeys/proxy.rs"]
mod proxy;
mod runs;
#[path = "../journeys/surroundings.rs"]
mod surroundings;

use harness::Page;
use meter::Meter;

/// Takes the address of an empty page, the part to measure, and the names of the peers whose files are beside that page.
fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let page = Page::new();
    let meter = Meter(&page);
    match words.as_slice() {
        [blank, part] if part == "page" => page::measure(&meter, blank),
        [blank, part, there @ ..] if part == "peers" => peers::measure(&meter, blank, there),
        _ => eprintln!("not understood: {}", words.join(" ")),
    }
}
