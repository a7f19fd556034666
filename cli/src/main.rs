//! The command `lifeline`: the same command over the same files writes the same bytes.
//!
//! What was asked for goes to the standard output, what there is to say about it to the standard error.

mod completions;
mod draw;
mod error;
mod files;
mod links_check;
mod lsp;
mod model_check;
mod model_link;
mod models;
mod terminal;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Sequence diagrams that run: pictures, texts and checks of them.
#[derive(Parser, Debug)]
#[command(name = "lifeline", version, max_term_width = 100, after_help = EXIT_CODES)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    #[command(flatten)]
    Draw(draw::Form),
    /// Check model files, and write links that carry them
    #[command(subcommand)]
    Model(ModelCommand),
    /// Check links to runs
    #[command(subcommand)]
    Links(LinksCommand),
    /// Serve an editor: a language server over the standard input and output
    Lsp,
    /// Write what completes commands and options for a shell
    Completions(completions::Args),
}

#[derive(Subcommand, Debug)]
enum ModelCommand {
    Check(model_check::Args),
    Link(model_link::Args),
}

#[derive(Subcommand, Debug)]
enum LinksCommand {
    Check(links_check::Args),
}

/// How a command ended that could do what it was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    Fine,
    /// Something is wrong with what was looked at, and has been said.
    Wrong,
}

fn main() -> ExitCode {
    let outcome = match read_arguments().command {
        Command::Draw(form) => draw::draw(&form),
        Command::Model(ModelCommand::Check(args)) => model_check::check(&args),
        Command::Model(ModelCommand::Link(args)) => model_link::write(&args),
        Command::Links(LinksCommand::Check(args)) => links_check::check(&args),
        Command::Lsp => lsp::serve(),
        Command::Completions(args) => completions::write(&args),
    };
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Wrong) => ExitCode::FAILURE,
        Err(error) => {
            terminal::say(&format!("lifeline: {error}"));
            error.lines_below().iter().for_each(|line| terminal::say(line));
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line, or ends with what is wrong with it.
fn read_arguments() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        // clap quotes arguments as they are: the same mistake is told of clean ones.
        let arguments = std::env::args_os().map(|argument| terminal::clean(&argument.to_string_lossy()));
        Cli::try_parse_from(arguments).err().unwrap_or(error).exit()
    })
}

/// So many of something: `1 link`, `2 links`.
fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

const EXIT_CODES: &str = "\
It ends with 0 where all is well, with 1 where something is wrong, and with 2 where it was not
called as it should be. `lifeline COMMAND --help` tells more.";
