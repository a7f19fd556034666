//! Serves the page on this machine: the release site, or with `--dev` one that is rebuilt and reloaded on every change.

use crate::flags;
use crate::http::{Site, take_port};
use crate::{dev, project, site};
use anyhow::Result;

/// `cargo xtask serve`
pub fn command(flags: &flags::Serve) -> Result<()> {
    // First of all, so that a taken port is said before anything is built.
    let listener = take_port(flags.port.unwrap_or(8080))?;
    if flags.dev {
        return dev::serve(listener);
    }
    site::build()?;
    let site = Site::serve(&project::dist(), "/", listener)?;
    println!("Lifeline is at {} (Ctrl-C stops it)", site.address);
    site.for_ever();
    Ok(())
}
