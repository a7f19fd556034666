//! The command `lifeline`: pictures, texts and checks of runs; the same command over the same files writes the same bytes.
//!
//! It ends with 0 where all is well, with 1 where it found something wrong, and with 2 where it was not called as it should be.
//! What was asked for goes to the standard output, what there is to say about it to the standard error.

mod args;
mod draw;
mod exploring;
mod find;
mod help;
mod links;
mod lock;
mod model;
mod models;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use args::Command;

/// What came of a command.
pub enum Outcome {
    /// All is well.
    Fine,
    /// Something is wrong, and has been said.
    Wrong,
}

fn main() -> ExitCode {
    let command = match args::read(std::env::args_os()) {
        Ok(command) => command,
        Err(said) => {
            eprintln!("lifeline: {said}\nTry `lifeline --help`.");
            return ExitCode::from(2);
        }
    };
    let outcome = match command {
        Command::Help(text) => print(text),
        Command::Draw(draw) => draw::draw(&draw),
        Command::ModelCheck(files) => model::check(&files),
        Command::LinksCheck(check) => links::check(&check),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Wrong) => ExitCode::FAILURE,
        Err(said) => {
            eprintln!("lifeline: {said}");
            ExitCode::FAILURE
        }
    }
}

/// Writes to the standard output. Whoever reads it may stop before the end.
///
/// # Errors
/// Says that it could not be written.
pub fn print(text: &str) -> Result<Outcome, String> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(failure) if failure.kind() != ErrorKind::BrokenPipe => Err(format!("could not write: {failure}")),
        _ => Ok(Outcome::Fine),
    }
}

/// So many of something: `1 link`, `2 links`.
pub fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

/// Reads a file that should hold text.
///
/// # Errors
/// Says which file could not be read, and why.
pub fn read(path: &std::path::Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|failure| format!("{}: {failure}", path.display()))?;
    String::from_utf8(bytes).map_err(|_| format!("{}: this is no text (UTF-8)", path.display()))
}
