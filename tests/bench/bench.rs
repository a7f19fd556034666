//! Measures the page and its peers in headless Chromium, for `cargo xtask bench`: one line for each figure.

#[path = "../journeys/browsers.rs"]
mod browsers;
#[path = "../../core/benches/common/mod.rs"]
mod common;
#[path = "../journeys/driver.rs"]
mod driver;
mod exploring;
#[path = "../journeys/harness.rs"]
mod harness;
mod load;
mod meter;
mod page;
mod peers;
#[path = "../journeys/proxy.rs"]
mod proxy;
mod runs;
mod size;
#[path = "../journeys/surroundings.rs"]
mod surroundings;

use harness::Page;
use meter::Meter;

/// Takes the names of the parts to measure.
fn main() -> Result<(), String> {
    for part in std::env::args().skip(1) {
        match part.as_str() {
            "explore" => exploring::measure(&Meter(&Page::new())),
            "size" => size::measure()?,
            "load" => load::measure()?,
            "page" => page::measure(&Meter(&Page::new()), &driver::named("LIFELINE_BLANK")?),
            "peers" => peers::measure(&Meter(&Page::new()), &driver::named("LIFELINE_BLANK")?),
            // Cargo says that this is a bench.
            "--bench" => {}
            _ => return Err(format!("there is no part {part}")),
        }
    }
    Ok(())
}
