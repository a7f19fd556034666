//! Builds the release site into dist/.

use crate::args::Args;
use crate::clock::took;
use crate::failure::{Failure, Result};
use crate::finish::{LATER, NOTED};
use crate::offline;
use crate::project;
use crate::reader;
use crate::run::{cargo, run, run_quietly};
use crate::rust;
use crate::tools::Tools;
use crate::used;
use std::path::PathBuf;
use std::time::Instant;

/// `cargo xtask build`
pub fn command(args: &Args) -> Result<()> {
    build_with(args.has("--no-offline").then_some((offline::LEFT_OUT, "1")))?;
    println!("Any web server can serve that folder, from any path; here: cargo xtask serve");
    Ok(())
}

/// Leaves the site in dist/, or the old one untouched where something is wrong with the new one.
pub fn build() -> Result<()> {
    build_with(None)
}

/// The same, with a variable for what finishes the site.
pub fn build_with(variable: Option<(&str, &str)>) -> Result<()> {
    let tools = prepare()?;
    let begun = Instant::now();
    let lean = lean();
    // First by itself, so that its progress and its errors are seen as cargo shows them; Trunk finds it done.
    let app = ["build", "--release", "--package", "lifeline", "--package", reader::PACKAGE, "--target", rust::WASM];
    run(cargo().args(app).envs(lean.clone()))?;
    let mut trunk = tools.trunk()?;
    trunk.args(["build", "--release"]).envs(lean).envs(variable);
    // Where it is not known, Trunk asks cargo for it.
    trunk.envs(std::env::current_exe().ok().map(|itself| (ITSELF, itself)));
    run_quietly(&mut trunk).map_err(|failure| {
        Failure::new(format!("{failure}\nThe app compiles, but Trunk could not make the site of it: see above."))
    })?;
    let mut files = std::fs::read_dir(project::dist()).into_iter().flatten().flatten();
    let is_whole = !files.any(|file| file.file_name().to_string_lossy().ends_with(LATER));
    if is_whole && variable.is_none_or(|(name, _)| name != NOTED) {
        println!("The app is in one part, and loads more than it need: {} is of another one.", used::LIST);
        println!("That comes of another Rust, or of one without rust-src; or else: cargo xtask first-use");
    }
    println!("The site is in {} (built in {})", project::dist().display(), took(begun.elapsed()));
    Ok(())
}

/// Provides what building the site needs.
pub fn prepare() -> Result<Tools> {
    rust::ensure_wasm_target()?;
    let tools = Tools::ready()?;
    // Trunk keeps cargo off the network, so all packages have to be here before.
    run(cargo().args(["fetch", "--quiet"]))?;
    Ok(tools)
}

/// What makes the app lean, as variables for cargo: the standard library is compiled with it, for size, and a panic only
/// stops it instead of also composing a message that no reader sees. That takes an eighth off the page. Rust calls both
/// unstable, which does no harm here, since the one version of Rust that builds the page is pinned.
fn lean() -> Vec<(&'static str, String)> {
    // What the linker knows of who points where, for splitting the app. The two features would only make it larger.
    let flags = short_paths() + " -Clink-arg=--emit-relocs -Ctarget-feature=-reference-types,-multivalue";
    if !rust::has_source() {
        println!(
            "The source of Rust's standard library is missing (rustup component add rust-src), so the page gets larger."
        );
        return vec![(FLAGS, flags)];
    }
    vec![
        (FLAGS, flags + " -Zunstable-options -Cpanic=immediate-abort"),
        ("RUSTC_BOOTSTRAP", "1".to_owned()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".to_owned()),
        ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size".to_owned()),
    ]
}

/// Flags for the compiler that shorten the paths of packages, which stand in the app for the case that it panics: so it says
/// nothing of the machine it was built on, is the same whoever builds it, and is smaller.
fn short_paths() -> String {
    let own = std::env::var(FLAGS).unwrap_or_default();
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let sources = std::fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let folders = sources.filter_map(|folder| folder.path().to_str().map(str::to_owned));
    // Flags are separated by spaces here; a folder with one in its name stays as long as it is.
    let shortened =
        folders.filter(|folder| !folder.contains(' ')).map(|folder| format!(" --remap-path-prefix={folder}/="));
    shortened.fold(own, |flags, flag| flags + &flag)
}

/// Tells what finishes the site for Trunk (`Trunk.toml`).
const ITSELF: &str = "LIFELINE_XTASK";
/// Where cargo looks for such flags; they hold for the app only, and not for what is run while it is built.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
