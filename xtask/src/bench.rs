//! Measures what the project has budgets for: the page's size, the core's speed, the page's work in a real browser, and its peers' beside it.

use crate::args::Args;
use crate::bench_peers::Peers;
use crate::bench_table::Table;
use crate::browser::CHROMIUM;
use crate::failure::{Failure, Result};
use crate::http::{Site, take_port};
use crate::nearest::nearest;
use crate::run::cargo;
use crate::{project, site, sizes};

const PARTS: [&str; 4] = ["size", "core", "page", "peers"];

/// `cargo xtask bench`
pub fn command(args: &Args) -> Result<()> {
    if let Some(unknown) = args.rest().iter().find(|part| !PARTS.contains(&part.as_str())) {
        let meant = nearest(unknown, PARTS).map(|n| format!(" (did you mean `{n}`?)")).unwrap_or_default();
        return Err(Failure::new(format!("there is no part `{unknown}`{meant}; the parts are {}", PARTS.join(", "))));
    }
    let is_wanted = |part: &str| args.rest().is_empty() || args.rest().iter().any(|wanted| wanted == part);
    let mut table = Table::default();
    if PARTS.iter().any(|part| *part != "core" && is_wanted(part)) {
        site::build()?;
        println!();
    }
    let size = if is_wanted("size") { sizes::print() } else { Ok(()) };
    if is_wanted("core") {
        println!("Speed: the core, native, on this machine\n");
        table.follow(cargo().args(["bench", "--quiet", "--package", "lifeline-core", "--bench", "*"]))?;
    }
    if is_wanted("page") || is_wanted("peers") {
        in_browser(&mut table, is_wanted("page"), is_wanted("peers"))?;
    }
    println!();
    size.and(table.close())
}

/// Measures the built site in a browser, which is driven by a program of its own, as the pictures of `cargo xtask shot` are.
fn in_browser(table: &mut Table, page: bool, peers: bool) -> Result<()> {
    let browser = CHROMIUM.ready()?.map_err(Failure::new)?;
    let fetched = Peers::fetch(peers)?;
    let site = Site::serve(&project::dist(), "/", take_port(0)?)?;
    let blank = Site::serve(&fetched.folder, "/", take_port(0)?)?;
    let mut measure = |part: &[&str]| {
        let mut bench = cargo();
        bench.args(["run", "--quiet", "--package", "lifeline", "--example", "bench", "--", &blank.address]).args(part);
        bench.env("LIFELINE_SITE", &site.address).envs(browser.places.clone());
        table.follow(&mut bench)
    };
    if page {
        println!("\nSpeed: the page, in headless Chromium on this machine");
        measure(&["page"])?;
    }
    if peers && !fetched.names.is_empty() {
        println!("\nSpeed: the page beside its peers, in one browser, drawing the same messages");
        measure(&[&["peers"], fetched.names.as_slice()].concat())?;
    }
    Ok(())
}
