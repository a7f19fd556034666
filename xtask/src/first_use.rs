//! Finds out what of the app the first use of the page enters, and keeps the list that its parts are made by.

use crate::args::Args;
use crate::browser::CHROMIUM;
use crate::failure::{Doing, Failure, Result};
use crate::finish::NOTED;
use crate::http::{Site, take_port};
use crate::run::{self, cargo};
use crate::{project, site, used};

/// `cargo xtask first-use`
pub fn command(_: &Args) -> Result<()> {
    let browser = CHROMIUM.ready()?.map_err(Failure::new)?;
    site::build_with(Some((NOTED, "1")))?;
    println!("Using it in Chromium, to see what of it is entered");
    let site = Site::serve(&project::dist(), "/", take_port(0)?)?;
    let mut noted = cargo();
    noted.args(["run", "--quiet", "--package", "lifeline", "--example", "noted"]).env("LIFELINE_SITE", &site.address);
    noted.envs(browser.places);
    let (mut names, mut count) = (HEAD.to_owned(), 0);
    run::lines(&mut noted, |line| {
        names.extend([line, "\n"]);
        count += 1;
    })?;
    let list = project::root().join(used::LIST);
    std::fs::write(&list, names).doing(|| format!("writing {}", list.display()))?;
    println!("It calls {count} functions; now in {}", used::LIST);
    drop(site);
    site::build()
}

const HEAD: &str = "\
# What of the app the first use of the page enters (tests/journeys/first_use.rs): a line for each function that it calls, with a 1 for each of its
# points that it passes (xtask/src/used.rs). That is loaded first, all else right after, or when it is called before. Written by `cargo xtask first-use`.
";
