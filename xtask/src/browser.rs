//! Finds the browsers and what drives them, or installs them where that is possible, or says the command to type.

use crate::apt;
use crate::run::{executable, is_executable, on_path};
use crate::tools::{GECKODRIVER, Tool};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// One of the three kinds of browser that there are.
pub struct Engine {
    /// The browser's name, or where it has none of its own, the engine's.
    pub name: &'static str,
    /// The browser, its driver, and what else it can't do without.
    programs: &'static [Program],
    /// Debian's names, with a font so that pictures have letters.
    packages: &'static [&'static str],
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
    /// What builds it, where there is no package.
    build: Option<&'static Tool>,
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
            kept: || None,
            build: Some(&GECKODRIVER),
        },
    ],
    packages: &["firefox-esr", "fonts-liberation"],
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
    snap: None,
    elsewhere: &[("", "install WebKitGTK with its WebKitWebDriver and its MiniBrowser, and Xvfb")],
};

impl Engine {
    /// The browser to use, installed where it is missing; where that is not possible, the error says what to type.
    pub fn ready(&'static self) -> Result<Browser> {
        self.provide().context(self.advice())
    }

    fn provide(&'static self) -> Result<Browser> {
        for program in self.programs {
            match (program.find()?, program.build) {
                (Some(_), _) => {}
                (None, Some(build)) => drop(build.ready()?),
                (None, None) => {
                    if self.snap.is_some() && is_ubuntu() {
                        bail!("there is no {}, and Ubuntu's package only leads to its snap store", self.name);
                    }
                    apt::install(self.packages)?;
                }
            }
        }
        let programs = self.programs.iter();
        let places = programs.map(|program| {
            let path = program.find()?.with_context(|| format!("no {} came of that", program.names[0]))?;
            Ok((program.variable, path))
        });
        Ok(Browser { engine: self, places: places.collect::<Result<_>>()? })
    }

    /// What to type, on this system.
    fn advice(&self) -> String {
        let by_apt = apt::advice(self.packages);
        let system = match self.snap {
            Some(snap) if is_ubuntu() => snap,
            _ if on_path("apt-get").is_some() => &by_apt,
            _ => {
                let here = |name: &str| name.is_empty() || on_path(name).is_some();
                self.elsewhere.iter().find(|(name, _)| here(name)).map_or("", |(_, command)| command)
            }
        };
        let names = self.programs.iter().map(|program| format!(" {}=/path/to/{}", program.variable, program.names[0]));
        format!("{} can't be used. Type: {system}\nOr name those you have:{}\n", self.name, names.collect::<String>())
    }
}

impl Program {
    fn find(&self) -> Result<Option<PathBuf>> {
        match std::env::var_os(self.variable).filter(|v| !v.is_empty()).map(PathBuf::from) {
            Some(path) if is_executable(&path) => Ok(Some(path)),
            Some(path) => bail!(
                "{} names {}, and that is no program; name one that is, or unset the variable",
                self.variable,
                path.display()
            ),
            None => match (self.names.iter().find_map(|name| on_path(name)), self.build) {
                (None, Some(tool)) => Ok(tool.found()?.map(|folder| folder.join(executable(tool.programs[0])))),
                (found, _) => Ok(found.or_else(self.kept)),
            },
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
