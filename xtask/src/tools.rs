//! Provides Trunk, wasm-bindgen and geckodriver in the pinned versions: from the PATH, from the cache, or by building them once.

use crate::clock::took;
use crate::failure::{Doing, Failure, Result};
use crate::run::{self, cargo, executable, is_executable, output_of};
use crate::versions;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The folders that hold the tools.
pub struct Tools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
}

/// A tool that cargo can build.
struct Tool<'a> {
    package: &'a str,
    version: &'a str,
    /// The programs that are used; the first one is asked for its version.
    programs: &'a [&'a str],
    features: &'a [&'a str],
    why: &'a str,
    /// How long it takes to build on two cores, as measured.
    minutes: &'a str,
}

impl Tools {
    /// Finds the tools, and installs what is missing into a cache of the user's that all clones share.
    pub fn ready() -> Result<Tools> {
        let wasm_bindgen = Tool {
            package: "wasm-bindgen-cli",
            version: &versions::wasm_bindgen()?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            features: &[],
            why: "it joins the compiled app to the browser",
            minutes: "a minute",
        };
        let trunk = Tool {
            package: "trunk",
            version: versions::TRUNK,
            programs: &["trunk"],
            // What this leaves out is only used for downloads, and nothing is downloaded.
            features: &["--no-default-features"],
            why: "it bundles the page",
            minutes: "two minutes",
        };
        Ok(Tools { wasm_bindgen: wasm_bindgen.folder()?, trunk: trunk.folder()? })
    }

    /// Trunk, told to use our wasm-bindgen and to download nothing.
    pub fn trunk(&self) -> Result<Command> {
        let mut trunk = Command::new(self.trunk.join(executable("trunk")));
        trunk.current_dir(crate::project::root()).env("PATH", self.path()?).env("TRUNK_OFFLINE", "true");
        // Its errors are explained in words; the addresses that would follow help nobody here.
        trunk.env_remove("RUST_BACKTRACE");
        // Trunk reads this variable as true or false and stops at the customary 1.
        if std::env::var_os("NO_COLOR").is_some() {
            trunk.env_remove("NO_COLOR").args(["--color", "never"]);
        }
        Ok(trunk)
    }

    /// wasm-bindgen itself.
    pub fn wasm_bindgen(&self) -> PathBuf {
        self.wasm_bindgen.join(executable("wasm-bindgen"))
    }

    /// wasm-bindgen's test runner.
    pub fn wasm_test_runner(&self) -> PathBuf {
        self.wasm_bindgen.join(executable("wasm-bindgen-test-runner"))
    }

    /// The PATH with the tools' folders in front.
    fn path(&self) -> Result<OsString> {
        run::path_with([self.wasm_bindgen.clone(), self.trunk.clone()])
    }
}

/// Firefox's driver, which is in no package of Debian's.
const GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    version: versions::GECKODRIVER,
    programs: &["geckodriver"],
    features: &[],
    why: "it drives Firefox",
    minutes: "two minutes",
};

/// Firefox's driver, installed where it is missing.
pub fn geckodriver() -> Result<PathBuf> {
    Ok(GECKODRIVER.folder()?.join(executable("geckodriver")))
}

/// Firefox's driver, if it is installed.
pub fn kept_geckodriver() -> Option<PathBuf> {
    Some(GECKODRIVER.found().ok()??.join(executable("geckodriver")))
}

impl Tool<'_> {
    /// The folder with the tool's programs in the right version.
    fn folder(&self) -> Result<PathBuf> {
        if let Some(found) = self.found()? {
            return Ok(found);
        }
        let root = self.root()?;
        self.install(&root)?;
        let cached = root.join("bin");
        if self.is_in(&cached) {
            return Ok(cached);
        }
        Err(Failure::new(format!(
            "{} was installed, but {} has no {} of version {}; remove that folder and try again",
            self.package,
            cached.display(),
            self.programs.join(" and "),
            self.version,
        )))
    }

    /// The same, where it is installed.
    fn found(&self) -> Result<Option<PathBuf>> {
        let cached = self.root()?.join("bin");
        Ok(run::path_folders().chain([cached]).find(|folder| self.is_in(folder)))
    }

    /// Where it belongs in the cache.
    fn root(&self) -> Result<PathBuf> {
        Ok(cache()?.join(format!("{}-{}", self.package, self.version)))
    }

    fn is_in(&self, folder: &Path) -> bool {
        let programs: Vec<PathBuf> = self.programs.iter().map(|name| folder.join(executable(name))).collect();
        programs.iter().all(|file| is_executable(file))
            && programs.first().and_then(|file| output_of(Command::new(file).arg("--version"))).is_some_and(|said| {
                // `trunk 0.21.14`, `wasm-bindgen 0.2.126 (a1b2c3)`
                said.split_whitespace().nth(1) == Some(self.version)
            })
    }

    fn install(&self, root: &Path) -> Result<()> {
        let Tool { package, version, why, minutes, .. } = self;
        println!("Installing {package} {version}: {why}. Once, for all clones; on two cores about {minutes}.");
        println!("  into {}", root.display());
        let begun = Instant::now();
        let build = cache()?.join("build");
        let mut install = cargo();
        install.args(["install", "--locked", "--quiet", "--root"]).arg(root).args(self.features);
        install.arg(format!("{package}@{version}"));
        // Unoptimised, they are built in half the time, and do their work on this small app in less than a second.
        install.env("CARGO_TARGET_DIR", &build);
        for (key, value) in
            [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "0"), ("STRIP", "true")]
        {
            install.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        run::run(&mut install).map_err(|failure| {
            Failure::new(format!(
                "{failure}\n{package} {version} could not be built. What is above says why; a missing network, or a \
                 missing C compiler (Debian: apt-get install build-essential) are the usual reasons.\nWhat is built so \
                 far is kept, so that trying again goes on from there. A {package} {version} on the PATH would be \
                 used as well."
            ))
        })?;
        // Some hundred megabytes that nobody needs any more; if they can't be removed, nothing is lost.
        let _ = std::fs::remove_dir_all(build);
        println!("  {package} {version} installed in {}", took(begun.elapsed()));
        Ok(())
    }
}

/// The folder for tools in the user's cache.
pub fn cache() -> Result<PathBuf> {
    let named = |variable: &str| std::env::var_os(variable).filter(|v| !v.is_empty()).map(PathBuf::from);
    let base = named("XDG_CACHE_HOME")
        .filter(|p| p.is_absolute())
        .or_else(|| named("LOCALAPPDATA"))
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
        .ok_or_else(|| Failure::new("there is no home folder to keep tools in; set XDG_CACHE_HOME to a folder"))?;
    let folder = base.join("lifeline").join("tools");
    std::fs::create_dir_all(&folder)
        .doing(|| format!("making {} (XDG_CACHE_HOME can name another folder to keep tools in)", folder.display()))?;
    Ok(folder)
}
