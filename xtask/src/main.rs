//! The project's commands: whatever they need and can't find they install, or say how to.

mod args;
mod bench;
mod bench_peers;
mod bench_table;
mod browser;
mod clock;
mod data;
mod dev;
mod drawers;
mod failure;
mod finish;
mod first_use;
mod generators;
mod glue;
mod hashed;
mod http;
mod live;
mod minify;
mod nearest;
mod npm;
mod offline;
mod others;
mod outline;
#[cfg(test)]
mod outline_tests;
mod pack;
mod project;
mod reach;
mod reader;
mod run;
mod rust;
mod serve;
mod shot;
mod site;
mod sizes;
mod split;
mod tally;
mod test;
mod tools;
mod used;
mod versions;

use args::{Args, Command, Flag};
use failure::{Failure, Result};
use std::process::ExitCode;

/// Called by Trunk, not by people; so it stands in no help.
const LOOSEN: &str = "loosen-policy";
/// The same.
const FINISH: &str = "finish-site";

const COMMANDS: [Command; 6] = [
    Command {
        name: "serve",
        help: "build the site and serve it on this machine",
        rest: "",
        flags: &[
            Flag {
                name: "--port",
                value: Some("N"),
                help: "on this port of 127.0.0.1 (8080 unless given, 0 for any free one)",
            },
            Flag { name: "--dev", value: None, help: "watch the sources; rebuild quickly and reload on every change" },
        ],
        run: serve::command,
    },
    Command {
        name: "build",
        help: "leave the site in dist/",
        rest: "",
        flags: &[Flag {
            name: "--no-offline",
            value: None,
            help: "one that browsers don't keep for when there is no network",
        }],
        run: site::command,
    },
    Command {
        name: "test",
        help: "check everything, or only the steps named: fmt, lint, native, tools, wasm, browser, recipes",
        rest: "[STEP]...",
        flags: &[],
        run: test::command,
    },
    Command {
        name: "bench",
        help: "measure everything that has a budget, or only the parts named: size, core, page, peers",
        rest: "[PART]...",
        flags: &[],
        run: bench::command,
    },
    Command {
        name: "shot",
        help: "take pictures of the page, one for each link given ('#registration/not-valid')",
        rest: "[LINK]...",
        flags: &[
            Flag { name: "--out", value: Some("DIR"), help: "into this folder" },
            Flag { name: "--width", value: Some("N"), help: "of the window in pixels (1280 unless given)" },
            Flag { name: "--height", value: Some("N"), help: "of the window in pixels (800 unless given)" },
            Flag { name: "--full", value: None, help: "the whole page, not only what the window shows" },
            Flag { name: "--dark", value: None, help: "in dark colours" },
            Flag { name: "--click", value: Some("CSS"), help: "click on this before the picture; may be repeated" },
            Flag { name: "--no-build", value: None, help: "of the site in dist/ as it is" },
        ],
        run: shot::command,
    },
    Command {
        name: "first-use",
        help: "see again which functions the first use of the page calls, so that the others are loaded later",
        rest: "",
        flags: &[],
        run: first_use::command,
    },
];

fn main() -> ExitCode {
    match obey(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.is_said() {
                eprintln!("error: {failure}");
            }
            ExitCode::FAILURE
        }
    }
}

fn obey(words: Vec<String>) -> Result<()> {
    let mut words = words.into_iter();
    let Some(first) = words.next() else {
        eprint!("{}", help());
        return Err(Failure::already_said());
    };
    let words: Vec<String> = words.collect();
    match first.as_str() {
        LOOSEN => return dev::loosen(),
        FINISH => return finish::site(),
        "help" | "--help" | "-h" => {
            let asked = words.first().and_then(|name| COMMANDS.iter().find(|c| c.name == name));
            print!("{}", asked.map_or_else(help, help_on));
            return Ok(());
        }
        _ => {}
    }
    let Some(command) = COMMANDS.iter().find(|c| c.name == first) else {
        let meant = nearest::nearest(&first, COMMANDS.iter().map(|c| c.name));
        let meant = meant.map(|m| format!("; did you mean `{m}`?")).unwrap_or_default();
        let others = "`cargo xtask --help` lists what there is";
        return Err(Failure::new(format!("there is no command `{first}`{meant} ({others})")));
    };
    let before_dashes = words.iter().take_while(|w| *w != "--");
    if before_dashes.clone().any(|w| w == "--help" || w == "-h") {
        print!("{}", help_on(command));
        return Ok(());
    }
    (command.run)(&Args::read(command, words)?)
}

fn help() -> String {
    let mut text = "usage: cargo xtask COMMAND\n\n".to_owned();
    for command in &COMMANDS {
        text += &format!("  {:7} {}\n", command.name, command.help);
        for flag in command.flags {
            text += &flag_help(flag);
        }
    }
    text + "\nWhat a command needs and can't find, it installs (Trunk and wasm-bindgen into your cache folder, Rust's \
            target with\nrustup, Chromium, Firefox and WebKit with apt-get), or it says what to type. These name those you have:\n\
            LIFELINE_CHROMIUM and LIFELINE_CHROMEDRIVER, LIFELINE_FIREFOX and LIFELINE_GECKODRIVER, LIFELINE_WEBKIT (its \
            MiniBrowser),\nLIFELINE_WEBKITDRIVER and LIFELINE_XVFB. A browser that is missing is left out; with CI=true nothing is skipped.\n"
}

fn help_on(command: &Command) -> String {
    let flags = if command.flags.is_empty() { "" } else { " [FLAGS]" };
    let rest = if command.rest.is_empty() { String::new() } else { format!(" {}", command.rest) };
    let mut text = format!("usage: cargo xtask {}{flags}{rest}\n\n  {}\n", command.name, command.help);
    for flag in command.flags {
        text += &flag_help(flag);
    }
    text
}

fn flag_help(flag: &Flag) -> String {
    let name = format!("{} {}", flag.name, flag.value.unwrap_or_default());
    format!("          {:12} {}\n", name.trim_end(), flag.help)
}
