//! Finds the browsers and what drives them, or installs them where that is possible, or says the command to type.

use crate::failure::{Failure, Result};
use crate::run::{self, is_executable, on_path, output_of};
use crate::tools;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One of the three kinds of browser that there are.
pub struct Engine {
    /// The browser's name, or where it has none of its own, the engine's.
    pub name: &'static str,
    /// The browser, its driver, and what else it can't do without.
    programs: &'static [Program],
    /// Debian's names, with a font so that pictures have letters.
    packages: &'static [&'static str],
    /// What installing them costs, as measured.
    costs: &'static str,
    /// What to type on Ubuntu, where its packages only lead to the snap store.
    snap: Option<&'static str>,
    /// What to type where another program than apt-get installs things, and at the end where none of these does.
    elsewhere: &'static [(&'static str, &'static str)],
}

/// One program.
struct Program {
    /// The variable that names it, for us and for the tests.
    variable: &'static str,
    /// What it is called on the PATH.
    names: &'static [&'static str],
    /// Where it is if not on the PATH.
    kept: fn() -> Option<PathBuf>,
    /// Builds it, where there is no package.
    build: Option<fn() -> Result<PathBuf>>,
}

/// A browser that is there.
pub struct Browser {
    /// Which.
    pub engine: &'static Engine,
    /// Its programs, each with the variable that tells the tests about it.
    pub places: Vec<(&'static str, PathBuf)>,
}

/// Chromium, or a relative of it.
pub static CHROMIUM: Engine = Engine {
    name: "Chromium",
    programs: &[
        Program {
            variable: "LIFELINE_CHROMIUM",
            names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"],
            kept: || None,
            build: None,
        },
        Program {
            variable: "LIFELINE_CHROMEDRIVER",
            names: &["chromedriver", "chromium.chromedriver"],
            kept: || None,
            build: None,
        },
    ],
    packages: &["chromium", "chromium-driver", "fonts-liberation"],
    costs: "about 100 MB and half a minute",
    snap: Some("sudo snap install chromium   (its driver is then chromium.chromedriver, which is found by itself)"),
    elsewhere: &[
        ("dnf", "sudo dnf install chromium chromedriver"),
        ("pacman", "sudo pacman -S chromium"),
        ("apk", "sudo apk add chromium chromium-chromedriver"),
        ("brew", "brew install --cask google-chrome chromedriver   (then name them, see below)"),
        ("", "install Chromium or Chrome, and the chromedriver of the same version"),
    ],
};

/// Firefox, of any kind.
pub static FIREFOX: Engine = Engine {
    name: "Firefox",
    programs: &[
        Program { variable: "LIFELINE_FIREFOX", names: &["firefox-esr", "firefox"], kept: || None, build: None },
        Program {
            variable: "LIFELINE_GECKODRIVER",
            names: &["geckodriver", "firefox.geckodriver"],
            kept: tools::kept_geckodriver,
            build: Some(tools::geckodriver),
        },
    ],
    packages: &["firefox-esr", "fonts-liberation"],
    costs: "about 80 MB and half a minute",
    snap: Some("sudo snap install firefox   (its driver is then firefox.geckodriver, which is found by itself)"),
    elsewhere: &[
        ("dnf", "sudo dnf install firefox"),
        ("pacman", "sudo pacman -S firefox geckodriver"),
        ("apk", "sudo apk add firefox geckodriver"),
        ("brew", "brew install --cask firefox && brew install geckodriver   (then name them, see below)"),
        ("", "install Firefox; its geckodriver is then built by cargo"),
    ],
};

/// WebKit in its smallest browser, which needs a display.
pub static WEBKIT: Engine = Engine {
    name: "WebKit",
    programs: &[
        Program { variable: "LIFELINE_WEBKIT", names: &["MiniBrowser"], kept: mini_browser, build: None },
        Program { variable: "LIFELINE_WEBKITDRIVER", names: &["WebKitWebDriver"], kept: || None, build: None },
        Program { variable: "LIFELINE_XVFB", names: &["Xvfb"], kept: || None, build: None },
    ],
    packages: &["webkit2gtk-driver", "xvfb", "fonts-liberation"],
    costs: "about 60 MB and half a minute",
    snap: None,
    elsewhere: &[("", "install WebKitGTK with its WebKitWebDriver and its MiniBrowser, and Xvfb")],
};

impl Engine {
    /// The browser to use; none where there is none and none can be installed, with the command to type as the reason.
    pub fn ready(&'static self) -> Result<std::result::Result<Browser, String>> {
        if self.missing(|program| program.build.is_none())?.is_some()
            && let Err(why_not) = self.install()
        {
            return Ok(Err(format!("{why_not}\n{}", self.advice())));
        }
        for program in self.programs {
            if let Some(build) = program.build
                && program.find()?.is_none()
                && let Err(failure) = build()
            {
                return Ok(Err(format!("{failure}\n{}", self.advice())));
            }
        }
        Ok(match self.find()? {
            Some(browser) => Ok(browser),
            None => Err(format!(
                "{} are installed, but no {} came of it\n{}",
                self.packages.join(" "),
                self.missing(|_| true)?.unwrap_or(self.name),
                self.advice()
            )),
        })
    }

    /// The browser that is there, if there is one.
    pub fn find(&'static self) -> Result<Option<Browser>> {
        let mut places = Vec::new();
        for program in self.programs {
            places.extend(program.find()?.map(|path| (program.variable, path)));
        }
        Ok((places.len() == self.programs.len()).then_some(Browser { engine: self, places }))
    }

    /// The first program of a kind that isn't there.
    fn missing(&self, is_wanted: fn(&Program) -> bool) -> Result<Option<&'static str>> {
        for program in self.programs {
            if is_wanted(program) && program.find()?.is_none() {
                return Ok(program.names.first().copied());
            }
        }
        Ok(None)
    }

    fn install(&self) -> std::result::Result<(), String> {
        let commands = self.apt_get()?;
        println!("Installing {} with apt-get, for what runs in a real browser.", self.name);
        println!("  Once, {}; `apt-get remove {}` undoes it.", self.costs, self.packages.join(" "));
        for mut command in commands {
            run::run_quietly(&mut command).map_err(|failure| failure.to_string())?;
        }
        Ok(())
    }

    /// The commands that install the packages, or why there are none.
    fn apt_get(&self) -> std::result::Result<[Command; 2], String> {
        let none = format!("There is no {} with its driver on the PATH", self.name);
        if on_path("apt-get").is_none() {
            return Err(format!("{none}, and no apt-get to install them."));
        }
        if self.snap.is_some() && is_ubuntu() {
            return Err(format!("{none}, and Ubuntu's packages of them only lead to its snap store."));
        }
        let root = output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
        if !root && output_of(Command::new("sudo").args(["-n", "true"])).is_none() {
            return Err(format!("{none}, and installing them needs a password."));
        }
        let command = |words: &[&str]| {
            let mut command = Command::new(if root { "env" } else { "sudo" });
            command.args(if root { &[][..] } else { &["-n", "env"] });
            // Where somebody else is just installing something, it waits for them, in seconds.
            command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--option", "DPkg::Lock::Timeout=300"]);
            command.args(["--quiet", "--yes"]).args(words);
            command
        };
        Ok([command(&["update"]), command(&[&["install", "--no-install-recommends"][..], self.packages].concat())])
    }

    /// What to type, on this system.
    fn advice(&self) -> String {
        let by_apt = format!("sudo apt-get update && sudo apt-get install {}", self.packages.join(" "));
        let system = match self.snap {
            Some(snap) if is_ubuntu() => snap,
            _ if on_path("apt-get").is_some() => &by_apt,
            _ => {
                let here = |name: &str| name.is_empty() || on_path(name).is_some();
                self.elsewhere.iter().find(|(name, _)| here(name)).map_or("", |(_, command)| command)
            }
        };
        let names = self.programs.iter().map(|program| format!(" {}=/path/to/{}", program.variable, program.names[0]));
        format!("Type: {system}\nOr name those you have:{}", names.collect::<String>())
    }
}

impl Program {
    fn find(&self) -> Result<Option<PathBuf>> {
        match std::env::var_os(self.variable).filter(|v| !v.is_empty()).map(PathBuf::from) {
            Some(path) if is_executable(&path) => Ok(Some(path)),
            Some(path) => Err(Failure::new(format!(
                "{} names {}, and that is no program; name one that is, or unset the variable",
                self.variable,
                path.display()
            ))),
            None => Ok(self.names.iter().find_map(|name| on_path(name)).or_else(self.kept)),
        }
    }
}

/// WebKit's browser is on no PATH: it is in a folder of the library's, whose name differs from system to system.
fn mini_browser() -> Option<PathBuf> {
    let inside = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        paths.sort();
        paths
    };
    // /usr/lib/x86_64-linux-gnu/webkit2gtk-4.1, /usr/libexec/webkitgtk-6.0
    let libraries = [Path::new("/usr/lib"), Path::new("/usr/libexec")];
    let folders = libraries.into_iter().flat_map(|folder| [vec![folder.to_owned()], inside(folder)].concat());
    let is_webkit = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("webkit"));
    folders
        .flat_map(|folder| inside(&folder).into_iter().filter(is_webkit).collect::<Vec<_>>())
        .map(|folder| folder.join("MiniBrowser"))
        .find(|file| is_executable(file))
}

fn is_ubuntu() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=ubuntu")
}
