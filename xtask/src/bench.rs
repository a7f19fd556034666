//! Measures what the project has budgets for: the page's size, and the core's speed.

use crate::args::Args;
use crate::failure::Result;
use crate::run::{cargo, run};
use crate::{project, site, sizes};

/// `cargo xtask bench`
pub fn command(_: &Args) -> Result<()> {
    site::build()?;
    println!();
    let sizes = sizes::print();
    if project::root().join("core/benches").is_dir() {
        println!("Speed: the core, native, on this machine\n");
        run(cargo().args(["bench", "--quiet", "--package", "lifeline-core", "--bench", "*"]))?;
    } else {
        println!("Speed: nothing to measure, there is no core/benches");
    }
    sizes
}
