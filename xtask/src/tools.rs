//! Provides programs of crates.io in pinned versions, Trunk and wasm-bindgen above all: from the PATH, from the cache, from their makers, or by building them once.

use crate::clock::took;
use crate::prebuilt::GITHUB;
use crate::project::{self, cache};
use crate::run::{self, cargo, executable, is_executable, output_of};
use crate::versions::{self, Release};
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The folders that hold what builds the site.
pub struct Tools {
    wasm_bindgen: PathBuf,
    trunk: PathBuf,
}

/// A tool that cargo can build.
pub struct Tool<V = &'static str> {
    /// Its package on crates.io.
    pub package: &'static str,
    /// The version that is used, and no other.
    pub version: V,
    /// The programs that are used; the first one is asked for its version.
    pub programs: &'static [&'static str],
    /// Further arguments of `cargo install`.
    pub features: &'static [&'static str],
    /// What it is for.
    pub why: &'static str,
}

/// Firefox's driver, which is in no package of Debian's.
pub static GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    version: versions::GECKODRIVER,
    programs: &["geckodriver"],
    features: &[],
    why: "it drives Firefox",
};

/// What looks at licences, sources and known faults of the crates of others.
pub static CARGO_DENY: Tool = Tool {
    package: "cargo-deny",
    version: versions::CARGO_DENY,
    programs: &["cargo-deny"],
    features: &[],
    why: "it looks at what the crates of others bring along",
};

static TRUNK: Tool = Tool {
    package: "trunk",
    version: versions::TRUNK,
    programs: &["trunk"],
    // What this leaves out is only used for downloads, and nothing is downloaded.
    features: &["--no-default-features"],
    why: "it bundles the page",
};

impl Tools {
    /// Finds them, and installs those that are missing.
    pub fn ready() -> Result<Tools> {
        let wasm_bindgen = Tool {
            package: "wasm-bindgen-cli",
            version: versions::wasm_bindgen()?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            // It would download from drivers of browsers that are far away; ours are on this machine.
            features: &["--no-default-features"],
            why: "it joins the compiled app to the browser",
        };
        // The longer one first: its last crates come one after another, and the page is compiled beside them.
        let tools = Tools { trunk: TRUNK.ready()?, wasm_bindgen: wasm_bindgen.ready()? };
        // Some hundred megabytes that nobody needs any more; if they can't be removed, nothing is lost.
        let _ = std::fs::remove_dir_all(build_folder()?);
        Ok(tools)
    }

    /// Trunk, told to use our wasm-bindgen and to download nothing.
    pub fn trunk(&self) -> Result<Command> {
        let mut trunk = Command::new(self.trunk.join(executable("trunk")));
        trunk.current_dir(project::root()).env("PATH", self.path()?).env("TRUNK_OFFLINE", "true");
        // Trunk reads this variable as true or false and stops at the customary 1.
        if std::env::var_os("NO_COLOR").is_some() {
            trunk.env_remove("NO_COLOR").args(["--color", "never"]);
        }
        Ok(trunk)
    }

    /// wasm-bindgen's test runner.
    pub fn wasm_test_runner(&self) -> PathBuf {
        self.wasm_bindgen.join(executable("wasm-bindgen-test-runner"))
    }

    fn path(&self) -> Result<OsString> {
        run::path_with([self.wasm_bindgen.clone(), self.trunk.clone()])
    }
}

impl<V: AsRef<str>> Tool<V> {
    /// The folder with its programs, which are installed where they are missing.
    pub fn ready(&self) -> Result<PathBuf> {
        if self.found()?.is_none() {
            self.install()?;
        }
        self.found()?
            .with_context(|| format!("{} {} was installed, but can't be run", self.package, self.version.as_ref()))
    }

    /// The folder with its programs, if they are there.
    pub fn found(&self) -> Result<Option<PathBuf>> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let cached = self.root()?.join("bin");
        Ok(std::env::split_paths(&path).chain([cached]).find(|folder| self.is_in(folder)))
    }

    /// Where it belongs in the cache.
    fn root(&self) -> Result<PathBuf> {
        Ok(cache()?.join(format!("{}-{}", self.package, self.version.as_ref())))
    }

    /// As cargo writes it.
    pub fn package_at_version(&self) -> String {
        format!("{}@{}", self.package, self.version.as_ref())
    }

    /// Whether the folder has its programs, in this version, and they run here.
    pub fn is_in(&self, folder: &Path) -> bool {
        let programs: Vec<PathBuf> = self.programs.iter().map(|name| folder.join(executable(name))).collect();
        programs.iter().all(|file| is_executable(file))
            && programs.first().and_then(|file| output_of(Command::new(file).arg("--version"))).is_some_and(|said| {
                // `trunk 0.21.14`, `wasm-bindgen 0.2.126 (a1b2c3)`, `mdbook v0.5.4`, `0.49.0`
                said.split_whitespace().any(|word| word.trim_start_matches('v') == self.version.as_ref())
            })
    }

    fn install(&self) -> Result<()> {
        let (package, root) = (self.package_at_version(), self.root()?);
        println!("Installing {package}: {}. Once, for all clones.", self.why);
        println!("  into {}", root.display());
        let begun = Instant::now();
        let taken = Release::of(self.package, self.version.as_ref()).and_then(|release| {
            println!("  its makers' program, from {GITHUB}/{}", release.path);
            release.install(self, GITHUB, &root)
        });
        if let Err(why) = taken {
            // Some programs explain at length; their first line says what was wrong.
            let why = why.to_string();
            let why = why.lines().next().unwrap_or_default();
            println!("  {package} is built here, which takes some minutes: {why}");
            self.build(&root)?;
        }
        println!("  {package} installed in {}", took(begun.elapsed()));
        Ok(())
    }

    fn build(&self, root: &Path) -> Result<()> {
        let package = self.package_at_version();
        let mut install = cargo();
        install.args(["install", "--locked", "--quiet", "--root"]).arg(root).args(self.features).arg(&package);
        // Over what may be in its place, which does not run here.
        install.arg("--force");
        install.args(self.programs.iter().flat_map(|program| ["--bin", program]));
        install.env("CARGO_TARGET_DIR", build_folder()?);
        // Built as quickly as possible: on this small app they do their work in less than a second all the same.
        for (key, value) in [
            ("OPT_LEVEL", "0"),
            ("LTO", "off"),
            ("CODEGEN_UNITS", "2"),
            ("DEBUG", "0"),
            ("STRIP", "true"),
            ("PANIC", "abort"),
        ] {
            install.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        run::run(&mut install).with_context(|| {
            format!(
                "{package} could not be built; what is above says why. A missing network, or a missing C compiler \
                 (Debian: apt-get install build-essential) are the usual reasons.\nWhat is built so far is kept, so \
                 that trying again goes on from there. One of that version on the PATH would be used as well"
            )
        })
    }
}

/// Where tools are built: one folder, so that what several are made of is compiled once.
fn build_folder() -> Result<PathBuf> {
    Ok(cache()?.join("build"))
}
