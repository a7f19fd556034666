//! Writes the script by which a shell completes commands and options.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::error::Error;
use crate::{Cli, Outcome, terminal};

#[derive(clap::Args, Debug)]
#[command(after_help = "For example: lifeline completions bash > ~/.local/share/bash-completion/completions/lifeline")]
pub struct Args {
    /// The shell that is to read it
    shell: Shell,
}

pub fn write(args: &Args) -> Result<Outcome, Error> {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "lifeline", &mut script);
    terminal::write(&script)?;
    Ok(Outcome::Fine)
}
