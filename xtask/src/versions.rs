//! The one place where the versions of the tools stand; Rust's own stands in rust-toolchain.toml.

use crate::failure::{Doing, Failure, Result};
use crate::project;

/// Trunk, which bundles the page.
pub const TRUNK: &str = "0.21.14";

/// geckodriver, which drives Firefox.
pub const GECKODRIVER: &str = "0.36.0";

/// axe-core, which looks for what keeps people from using the page.
pub const AXE: &str = "4.14.1";

/// Mermaid, from npm, which the page is measured beside, and which draws what is exported for it.
pub const MERMAID: &str = "12.3.0";

/// svg-sequence-diagram, from npm, which the page is measured beside.
pub const SVG_SEQUENCE_DIAGRAM: &str = "1.3.0";

/// CairoSVG, from PyPI, which makes pictures of our SVG.
pub const CAIROSVG: &str = "2.9.1";

/// WeasyPrint, from PyPI, which puts our SVG into PDFs.
pub const WEASYPRINT: &str = "70.0";

/// mdBook, from crates.io, which there is a recipe for, as for all that follow.
pub const MDBOOK: &str = "0.5.4";
/// MkDocs, from PyPI.
pub const MKDOCS: &str = "1.6.1";
/// Material for MkDocs, from PyPI.
pub const MATERIAL: &str = "9.8.2";
/// Sphinx, from PyPI: the newest that runs with Debian 12's Python.
pub const SPHINX: &str = "9.0.4";
/// MyST, Markdown for Sphinx, from PyPI.
pub const MYST: &str = "5.2.0";
/// Docusaurus, from npm.
pub const DOCUSAURUS: &str = "3.10.2";

/// The version of wasm-bindgen's command line, which must be the very one that the app is linked with; so it is read
/// from Cargo.lock and can't disagree.
pub fn wasm_bindgen() -> Result<String> {
    let path = project::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).doing(|| format!("reading {}", path.display()))?;
    version_in_lock(&lock, "wasm-bindgen").map(str::to_owned).ok_or_else(|| {
        Failure::new(format!(
            "{} names no wasm-bindgen, and the app can't be without it: is it damaged?",
            path.display()
        ))
    })
}

fn version_in_lock<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::version_in_lock;

    #[test]
    fn the_version_of_exactly_that_package_is_read() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.126\"\nsource = \"registry\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen"), Some("0.2.126"));
        assert_eq!(version_in_lock(lock, "wasm"), None);
    }
}
