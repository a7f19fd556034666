//! Runs other programs and says which one failed, and how.

use crate::project;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// The cargo that runs us, called in the project's folder.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root());
    command
}

/// Runs the command with its output on the screen; any end but a good one is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("could not start {}", shown(command)))?;
    check(command, status)
}

/// Runs the command in silence; its output comes only with an error.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("could not start {}", shown(command)))?;
    let printed = [output.stdout, output.stderr].concat();
    check(command, output.status).with_context(|| String::from_utf8_lossy(&printed).trim().to_owned())
}

/// Runs the command, giving each line that it prints as it comes; any end but a good one is an error.
pub fn lines(command: &mut Command, mut line: impl FnMut(&str)) -> Result<()> {
    let child = command.stdout(Stdio::piped()).spawn();
    let mut child = child.with_context(|| format!("could not start {}", shown(command)))?;
    if let Some(output) = child.stdout.take() {
        for bytes in BufReader::new(output).split(b'\n') {
            line(&String::from_utf8_lossy(&bytes?));
        }
    }
    let status = child.wait()?;
    check(command, status)
}

/// Goes on as that command, so that what ends this program ends it.
pub fn become_it(command: &mut Command) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let error = command.exec();
        Err(error).with_context(|| format!("could not start {}", shown(command)))
    }
    #[cfg(not(unix))]
    run(command)
}

/// What the command prints, or nothing if it can't be started or ends badly.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first program of that name on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    which::which(name).ok()
}

/// Whether the file is there and may be run.
pub fn is_executable(file: &Path) -> bool {
    which::which(file).is_ok()
}

/// A program's file name on this system.
pub fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The PATH with these folders in front.
pub fn path_with(first: impl IntoIterator<Item = PathBuf>) -> Result<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = first.into_iter().chain(std::env::split_paths(&path));
    std::env::join_paths(folders).context("the PATH can't hold the project's tools")
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    format!("`{}`", std::iter::once(name).chain(words).collect::<Vec<_>>().join(" "))
}

fn check(command: &Command, status: ExitStatus) -> Result<()> {
    if !status.success() {
        bail!("{} ended with {status}", shown(command));
    }
    Ok(())
}
