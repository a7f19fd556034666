//! The project's commands: whatever they need and can't find they install, or say how to.

mod apt;
mod bench;
mod browser;
mod checksum;
mod clock;
mod dev;
mod docs;
mod flags;
mod http;
mod models;
mod notices;
mod npm;
mod offline;
mod prebuilt;
mod preview;
mod programs;
mod project;
mod run;
mod rust;
mod serve;
mod shot;
mod site;
mod stateright;
mod tally;
mod test;
mod tools;
mod versions;

use flags::{Xtask, XtaskCmd};
use std::process::ExitCode;

fn main() -> ExitCode {
    let outcome = match Xtask::from_env_or_exit().subcommand {
        XtaskCmd::Serve(flags) => serve::command(&flags),
        XtaskCmd::Build(flags) => site::command(&flags),
        XtaskCmd::Test(flags) => test::command(&flags),
        XtaskCmd::Bench(flags) => bench::command(&flags),
        XtaskCmd::Shot(flags) => shot::command(&flags),
        XtaskCmd::LoosenPolicy(_) => dev::loosen_policy(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
