//! Makes sure that Rust can compile for the browser, and that its formatter and linter are there.

use crate::project;
use crate::run::{cargo, on_path, output_of, run};
use anyhow::{Result, bail};
use std::env;
use std::path::Path;
use std::process::Command;

/// The browser's target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the standard library for the browser's target is there.
pub fn ensure_wasm_target() -> Result<()> {
    ensure("target", WASM, has_wasm_target, "libstd-rust-dev-wasm32")
}

/// Makes sure that `cargo fmt` or `cargo clippy` is there.
pub fn ensure_component(subcommand: &str, component: &str) -> Result<()> {
    let works = || output_of(cargo().args([subcommand, "--version"])).is_some();
    ensure("component", component, works, component)
}

fn ensure(kind: &str, name: &str, is_there: impl Fn() -> bool, debian: &str) -> Result<()> {
    if is_there() {
        return Ok(());
    }
    if on_path("rustup").is_some() {
        println!("Installing Rust's {name} with rustup (some seconds).");
        run(Command::new("rustup").args([kind, "add", name]).current_dir(project::root()))?;
        if is_there() {
            return Ok(());
        }
    }
    bail!(
        "this Rust lacks {name}, and there is no rustup that could add it.\nEither install Rust with rustup \
         (https://rustup.rs), or your system's package (Debian: {debian})."
    )
}

fn has_wasm_target() -> bool {
    sysroot().is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").exists())
}

/// Has the compiler write no folder of this machine into the page, where its panics say in which file they were.
pub fn keep_folders_out(command: &mut Command) -> &mut Command {
    let cargo = env::var("CARGO_HOME").or_else(|_| env::var("HOME").map(|home| format!("{home}/.cargo")));
    let folders = [(sysroot(), "rust"), (cargo.ok(), "cargo")];
    let flags: Vec<String> = folders
        .into_iter()
        .filter_map(|(folder, name)| Some(format!("--remap-path-prefix={}={name}", folder?)))
        // Cargo takes the flags apart at their spaces.
        .filter(|flag| !flag.contains(char::is_whitespace))
        .collect();
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "))
}

fn sysroot() -> Option<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    output_of(Command::new(rustc).args(["--print", "sysroot"]).current_dir(project::root()))
}
