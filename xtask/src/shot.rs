//! Takes pictures of the built site in headless Chromium, which the tests' own harness drives in a program of its own.

use crate::browser::CHROMIUM;
use crate::flags;
use crate::http::{Site, take_port};
use crate::run::{cargo, run};
use crate::{project, site};
use anyhow::{Context, Result};

/// `cargo xtask shot`
pub fn command(flags: &flags::Shot) -> Result<()> {
    let browser = CHROMIUM.ready()?;
    if !flags.no_build {
        site::build()?;
    }
    let out = &flags.out;
    std::fs::create_dir_all(out).with_context(|| format!("making {}", out.display()))?;
    let out = std::path::absolute(out).with_context(|| format!("finding {}", out.display()))?;
    let site = Site::serve(&project::dist(), "/", take_port(0)?)?;

    let mut shot = cargo();
    shot.args(["run", "--quiet", "--package", site::PAGE, "--example", "shot", "--"]);
    shot.arg(format!("out={}", out.display()));
    shot.arg(format!("width={}", flags.width.unwrap_or(1280)));
    shot.arg(format!("height={}", flags.height.unwrap_or(800)));
    shot.args(flags.dark.then_some("dark")).args(flags.full.then_some("full"));
    shot.args(flags.click.iter().map(|selector| format!("click={selector}")));
    let start = [String::new()];
    let links = if flags.links.is_empty() { &start[..] } else { &flags.links };
    shot.args(links.iter().map(|link| format!("link={link}")));
    shot.env("LIFELINE_SITE", &site.address).envs(browser.places);
    run(&mut shot)
}
