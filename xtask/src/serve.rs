//! Serves the page on this machine: the release site, or with `--dev` one that is rebuilt and reloaded on every change.

use crate::args::Args;
use crate::failure::Result;
use crate::http::{Site, take_port};
use crate::{dev, project, site};

/// `cargo xtask serve`
pub fn command(args: &Args) -> Result<()> {
    let port = args.number("--port", 8080u16, 0, u16::MAX)?;
    // First of all, so that a taken port is said before anything is built.
    let listener = take_port(port)?;
    if args.has("--dev") {
        return dev::serve(listener);
    }
    site::build()?;
    let site = Site::serve(&project::dist(), "/", listener)?;
    println!("Lifeline is at {} (Ctrl-C stops it)", site.address);
    site.for_ever();
    Ok(())
}
