//! Finds Chromium and its driver, or installs them where that is possible, or says the command to type.

use crate::failure::{Failure, Result};
use crate::run::{self, is_executable, on_path, output_of};
use std::path::PathBuf;
use std::process::Command;

/// The browser and the program that drives it.
pub struct Browser {
    /// Chromium, or a relative of it.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
}

const CHROMIUM: (&str, &[&str]) =
    ("LIFELINE_CHROMIUM", &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]);
const DRIVER: (&str, &[&str]) = ("LIFELINE_CHROMEDRIVER", &["chromedriver", "chromium.chromedriver"]);

/// Debian's names, with a font so that pictures have letters.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-liberation"];

impl Browser {
    /// The browser to use; none where there is none and none can be installed, with the command to type as the reason.
    pub fn ready() -> Result<std::result::Result<Browser, String>> {
        if let Some(browser) = Browser::find()? {
            return Ok(Ok(browser));
        }
        match apt_get() {
            Ok(mut install) => {
                println!("Installing Chromium and its driver with apt-get, for what runs in a real browser.");
                println!("  About 100 MB and half a minute, once; `apt-get remove {}` undoes it.", PACKAGES.join(" "));
                for command in &mut install {
                    if let Err(failure) = run::run_quietly(command) {
                        return Ok(Err(format!("{failure}\n{}", advice())));
                    }
                }
                match Browser::find()? {
                    Some(browser) => Ok(Ok(browser)),
                    None => Ok(Err(format!(
                        "apt-get installed {}, but no Chromium came of it\n{}",
                        PACKAGES.join(" "),
                        advice()
                    ))),
                }
            }
            Err(why_not) => Ok(Err(format!("{why_not}\n{}", advice()))),
        }
    }

    /// The browser that is there, if there is one.
    pub fn find() -> Result<Option<Browser>> {
        let chromium = named_or_found(CHROMIUM)?;
        let chromedriver = named_or_found(DRIVER)?;
        Ok(chromium.zip(chromedriver).map(|(chromium, chromedriver)| Browser { chromium, chromedriver }))
    }
}

fn named_or_found((variable, names): (&str, &[&str])) -> Result<Option<PathBuf>> {
    match std::env::var_os(variable).filter(|v| !v.is_empty()).map(PathBuf::from) {
        Some(path) if is_executable(&path) => Ok(Some(path)),
        Some(path) => Err(Failure::new(format!(
            "{variable} names {}, and that is no program; name one that is, or unset the variable",
            path.display()
        ))),
        None => Ok(names.iter().find_map(|name| on_path(name))),
    }
}

/// The commands that install the browser, or why there are none.
fn apt_get() -> std::result::Result<[Command; 2], String> {
    if on_path("apt-get").is_none() {
        return Err("There is no Chromium with its driver on the PATH, and no apt-get to install them.".to_owned());
    }
    if is_ubuntu() {
        return Err("There is no Chromium with its driver on the PATH, and Ubuntu's packages of them only lead to \
                    its snap store."
            .to_owned());
    }
    let root = output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !root && output_of(Command::new("sudo").args(["-n", "true"])).is_none() {
        return Err(
            "There is no Chromium with its driver on the PATH, and installing them needs a password.".to_owned()
        );
    }
    let command = |words: &[&str]| {
        let mut command = Command::new(if root { "env" } else { "sudo" });
        command.args(if root { &[][..] } else { &["-n", "env"] });
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes"]).args(words);
        command
    };
    Ok([command(&["update"]), command(&[&["install", "--no-install-recommends"][..], &PACKAGES].concat())])
}

/// What to type, on this system.
fn advice() -> String {
    let system = if is_ubuntu() {
        "sudo snap install chromium   (its driver is then chromium.chromedriver, which is found by itself)".to_owned()
    } else if on_path("apt-get").is_some() {
        format!("sudo apt-get update && sudo apt-get install {}", PACKAGES.join(" "))
    } else if on_path("dnf").is_some() {
        "sudo dnf install chromium chromedriver".to_owned()
    } else if on_path("pacman").is_some() {
        "sudo pacman -S chromium".to_owned()
    } else if on_path("apk").is_some() {
        "sudo apk add chromium chromium-chromedriver".to_owned()
    } else if on_path("brew").is_some() {
        "brew install --cask google-chrome chromedriver   (then name them, see below)".to_owned()
    } else {
        "install Chromium or Chrome, and the chromedriver of the same version".to_owned()
    };
    format!(
        "Type: {system}\nOr name those you have: {}=/path/to/chromium {}=/path/to/chromedriver",
        CHROMIUM.0, DRIVER.0
    )
}

fn is_ubuntu() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    release.lines().any(|line| line == "ID=ubuntu")
}
