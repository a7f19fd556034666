//! Runs other programs and says which one failed, and how.

use crate::failure::{Failure, Result};
use crate::project;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The cargo that runs us, called in the project's folder.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(project::root());
    command
}

/// Runs the command with its output on the screen; any end but a good one is a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().map_err(|e| Failure::new(format!("could not start {}: {e}", shown(command))))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{} ended with {status}", shown(command)))) }
}

/// Runs the command, giving each line that it prints as it comes; any end but a good one is a failure.
pub fn lines(command: &mut Command, mut line: impl FnMut(&str)) -> Result<()> {
    let shown = shown(command);
    let could_not = |e: std::io::Error| Failure::new(format!("could not run {shown}: {e}"));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(could_not)?;
    if let Some(output) = child.stdout.take() {
        for bytes in BufReader::new(output).split(b'\n') {
            line(&String::from_utf8_lossy(&bytes.map_err(could_not)?));
        }
    }
    let status = child.wait().map_err(could_not)?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("{shown} ended with {status}"))) }
}

/// Goes on as that command, so that what ends this program ends it.
pub fn become_it(command: &mut Command) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        let error = command.exec();
        Err(Failure::new(format!("could not start {}: {error}", shown(command))))
    }
    #[cfg(not(unix))]
    run(command)
}

/// Runs the command in silence; its output comes only with a failure.
pub fn run_quietly(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|e| Failure::new(format!("could not start {}: {e}", shown(command))))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    Err(Failure::new(format!("{} ended with {}:\n{}", shown(command), output.status, said.trim())))
}

/// What the command prints, or nothing if it can't be started or ends badly.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The first program of that name on the PATH.
pub fn on_path(name: &str) -> Option<PathBuf> {
    path_folders().map(|folder| folder.join(executable(name))).find(|file| is_executable(file))
}

/// The folders of the PATH, in order.
pub fn path_folders() -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).collect::<Vec<_>>().into_iter()
}

/// The PATH with these folders in front.
pub fn path_with(first: impl IntoIterator<Item = PathBuf>) -> Result<OsString> {
    std::env::join_paths(first.into_iter().chain(path_folders()))
        .map_err(|e| Failure::new(format!("the PATH can't hold the project's tools: {e}")))
}

/// A program's file name on this system.
pub fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// Whether the file is there and may be run.
pub fn is_executable(file: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        file.metadata().is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
    }
    #[cfg(not(unix))]
    file.is_file()
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let words = command.get_args().map(|a| a.to_string_lossy().into_owned());
    format!("`{}`", std::iter::once(name).chain(words).collect::<Vec<_>>().join(" "))
}
