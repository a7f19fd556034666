//! Installs packages of Debian with apt-get, where that is possible without asking anybody for a password.

use crate::run::{on_path, output_of, run_quietly};
use anyhow::{Result, bail};
use std::process::Command;

/// Installs them, or says why that is not possible.
pub fn install(packages: &[&str]) -> Result<()> {
    if on_path("apt-get").is_none() {
        bail!("there is no apt-get to install {}", packages.join(" "));
    }
    let is_root = output_of(Command::new("id").arg("-u")).is_some_and(|id| id == "0");
    if !is_root && output_of(Command::new("sudo").args(["-n", "true"])).is_none() {
        bail!("installing {} needs a password", packages.join(" "));
    }
    println!("Installing {0} with apt-get. Once; `apt-get remove {0}` undoes it.", packages.join(" "));
    let apt_get = |words: &[&str]| {
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        command.args(if is_root { &[][..] } else { &["-n", "env"] });
        // Where somebody else is just installing something, it waits for them, in seconds.
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--option", "DPkg::Lock::Timeout=300"]);
        run_quietly(command.args(["--quiet", "--yes"]).args(words))
    };
    apt_get(&["update"])?;
    apt_get(&[&["install", "--no-install-recommends"], packages].concat())
}

/// What to type to have them.
pub fn advice(packages: &[&str]) -> String {
    format!("sudo apt-get update && sudo apt-get install --no-install-recommends {}", packages.join(" "))
}
