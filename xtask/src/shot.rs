//! Takes pictures of the built site in headless Chromium. The browser is driven by the tests' own harness, in a program
//! of its own, so that this one needs no WebDriver and compiles quickly.

use crate::args::Args;
use crate::browser::CHROMIUM;
use crate::failure::{Doing, Failure, Result};
use crate::http::{Site, take_port};
use crate::run::{cargo, run};
use crate::{project, site};

/// `cargo xtask shot`
pub fn command(args: &Args) -> Result<()> {
    let Some(out) = args.value("--out") else {
        return Err(Failure::new("`shot` needs a folder for the pictures: --out DIR"));
    };
    let width = args.number("--width", 1280u32, 100, 10_000)?;
    let height = args.number("--height", 800u32, 100, 10_000)?;
    let browser = CHROMIUM.ready()?.map_err(Failure::new)?;
    if !args.has("--no-build") {
        site::build()?;
    }
    std::fs::create_dir_all(out).doing(|| format!("making {out}"))?;
    let out = std::path::absolute(out).doing(|| format!("finding {out}"))?;
    let site = Site::serve(&project::dist(), "/", take_port(0)?)?;

    let mut shot = cargo();
    shot.args(["run", "--quiet", "--package", "lifeline", "--example", "shot", "--"]);
    shot.arg(format!("out={}", out.display())).arg(format!("width={width}")).arg(format!("height={height}"));
    for (flag, word) in [("--dark", "dark"), ("--full", "full")] {
        if args.has(flag) {
            shot.arg(word);
        }
    }
    shot.args(args.all("--click").map(|css| format!("click={css}")));
    let start = [String::new()];
    let links = if args.rest().is_empty() { &start } else { args.rest() };
    shot.args(links.iter().map(|link| format!("link={link}")));
    shot.env("LIFELINE_SITE", &site.address).envs(browser.places);
    run(&mut shot)
}
