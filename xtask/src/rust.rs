//! Makes sure that Rust can compile for the browser, and that its formatter and linter are there.

use crate::failure::{Failure, Result};
use crate::project;
use crate::run::{cargo, on_path, output_of, run};
use std::path::Path;
use std::process::Command;

/// The browser's target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the standard library for the browser's target is there.
pub fn ensure_wasm_target() -> Result<()> {
    if has_wasm_target() {
        return Ok(());
    }
    if on_path("rustup").is_some() {
        println!("Installing Rust's {WASM} target with rustup, to compile the page (some seconds).");
        run(Command::new("rustup").args(["target", "add", WASM]).current_dir(project::root()))?;
        if has_wasm_target() {
            return Ok(());
        }
    }
    Err(Failure::new(format!(
        "this Rust can't compile for the browser: its {WASM} target is missing, and there is no rustup that can add \
         it to just this Rust.\nEither install Rust with rustup (https://rustup.rs), or your system's package for the target \
         (Debian: libstd-rust-dev-wasm32, Fedora: rust-std-static-{WASM})."
    )))
}

fn has_wasm_target() -> bool {
    in_sysroot(&format!("{WASM}/lib"))
}

/// Whether the standard library's source is there, or can be brought, so that it can be compiled for size with the page.
pub fn has_source() -> bool {
    let there = || in_sysroot("src/rust/library/Cargo.lock");
    if there() {
        return true;
    }
    if on_path("rustup").is_some() {
        println!(
            "Installing the source of Rust's standard library with rustup, to make the page smaller (some seconds)."
        );
        let added = run(Command::new("rustup").args(["component", "add", "rust-src"]).current_dir(project::root()));
        return added.is_ok() && there();
    }
    false
}

fn in_sysroot(path: &str) -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = output_of(Command::new(rustc).args(["--print", "sysroot"]).current_dir(project::root()));
    sysroot.is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(path).exists())
}

/// Makes sure that `cargo fmt` or `cargo clippy` is there.
pub fn ensure_component(subcommand: &str, component: &str) -> Result<()> {
    let works = || output_of(cargo().args([subcommand, "--version"])).is_some();
    if works() {
        return Ok(());
    }
    if on_path("rustup").is_some() {
        println!("Installing Rust's {component} with rustup, for the tests.");
        run(Command::new("rustup").args(["component", "add", component]).current_dir(project::root()))?;
        if works() {
            return Ok(());
        }
    }
    Err(Failure::new(format!(
        "`cargo {subcommand}` is missing, and there is no rustup that could add it.\nEither install Rust with rustup \
         (https://rustup.rs), or your system's package {component}."
    )))
}
