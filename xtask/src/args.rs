//! Reads a command line against a table of what is known, so that nothing mistyped is ever passed over in silence.

use crate::failure::{Failure, Result};
use crate::nearest::nearest;
use std::str::FromStr;

/// A flag of a command.
pub struct Flag {
    /// Its name, with the two dashes.
    pub name: &'static str,
    /// What its value is called in the help; none for a switch.
    pub value: Option<&'static str>,
    /// One line of help.
    pub help: &'static str,
}

/// A command of this program.
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// What may follow besides flags, as the help shows it; empty for nothing.
    pub rest: &'static str,
    /// The flags it takes.
    pub flags: &'static [Flag],
    /// Does it.
    pub run: fn(&Args) -> Result<()>,
}

/// What was given to a command.
#[derive(Default, Debug)]
pub struct Args {
    given: Vec<(&'static str, String)>,
    rest: Vec<String>,
}

impl Args {
    /// Reads `words` as the flags and the rest that `command` takes.
    pub fn read(command: &Command, words: impl IntoIterator<Item = String>) -> Result<Args> {
        let mut args = Args::default();
        let mut words = words.into_iter();
        let mut flags_over = false;
        while let Some(word) = words.next() {
            if word == "--" && !flags_over {
                flags_over = true;
            } else if word.starts_with('-') && !flags_over {
                let (name, inline) = match word.split_once('=') {
                    Some((name, value)) => (name, Some(value.to_owned())),
                    None => (word.as_str(), None),
                };
                let Some(flag) = command.flags.iter().find(|f| f.name == name) else {
                    return Err(unknown_flag(command, name));
                };
                let value = match (flag.value, inline) {
                    (None, Some(v)) => {
                        return Err(Failure::new(format!("`{name}` takes no value, found `{v}` after it")));
                    }
                    (None, None) => String::new(),
                    (Some(_), Some(v)) => v,
                    (Some(called), None) => match words.next() {
                        Some(v) => v,
                        None => return Err(Failure::new(format!("`{name}` needs a value: {name} {called}"))),
                    },
                };
                args.given.push((flag.name, value));
            } else if command.rest.is_empty() {
                let hint = nearest(&format!("--{word}"), command.flags.iter().map(|f| f.name));
                return Err(Failure::new(format!(
                    "`{}` takes only flags, found `{word}`{}",
                    command.name,
                    hint.map(|h| format!("; did you mean `{h}`?")).unwrap_or_default(),
                )));
            } else {
                args.rest.push(word);
            }
        }
        Ok(args)
    }

    /// Whether the switch was given.
    pub fn has(&self, flag: &str) -> bool {
        self.given.iter().any(|(name, _)| *name == flag)
    }

    /// Every value given for the flag, in order.
    pub fn all<'a>(&'a self, flag: &'a str) -> impl Iterator<Item = &'a str> {
        self.given.iter().filter(move |(name, _)| *name == flag).map(|(_, value)| value.as_str())
    }

    /// The last value given for the flag.
    pub fn value(&self, flag: &str) -> Option<&str> {
        self.given.iter().rev().find(|(name, _)| *name == flag).map(|(_, value)| value.as_str())
    }

    /// The last value given for the flag, as a number within bounds; `default` where it wasn't given.
    pub fn number<T>(&self, flag: &str, default: T, least: T, most: T) -> Result<T>
    where
        T: FromStr + PartialOrd + std::fmt::Display,
    {
        let Some(text) = self.value(flag) else { return Ok(default) };
        match text.parse::<T>() {
            Ok(n) if n >= least && n <= most => Ok(n),
            _ => Err(Failure::new(format!("`{flag}` takes a whole number from {least} to {most}, found `{text}`"))),
        }
    }

    /// What was given besides flags.
    pub fn rest(&self) -> &[String] {
        &self.rest
    }
}

fn unknown_flag(command: &Command, found: &str) -> Failure {
    let known = command.flags.iter().map(|f| f.name);
    let advice = match nearest(found, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`cargo xtask {} --help` lists its flags", command.name),
    };
    Failure::new(format!("`{}` has no flag `{found}`; {advice}", command.name))
}

#[cfg(test)]
mod tests {
    use super::{Args, Command, Flag};

    const SERVE: Command = Command {
        name: "serve",
        help: "",
        rest: "",
        flags: &[Flag { name: "--port", value: Some("N"), help: "" }, Flag { name: "--dev", value: None, help: "" }],
        run: |_| Ok(()),
    };
    const SHOT: Command = Command { name: "shot", rest: "[FRAGMENT]...", ..SERVE };

    fn read(command: &Command, line: &str) -> Result<Args, String> {
        Args::read(command, line.split_whitespace().map(str::to_owned)).map_err(|e| e.to_string())
    }

    #[test]
    fn values_come_after_a_space_or_an_equals_sign() -> Result<(), String> {
        for line in ["--port 8081 --dev", "--dev --port=8081"] {
            let args = read(&SERVE, line)?;
            assert!(args.has("--dev"));
            assert_eq!(args.number("--port", 1u16, 0, 9999).map_err(|e| e.to_string())?, 8081);
        }
        Ok(())
    }

    #[test]
    fn the_rest_is_kept_in_order() -> Result<(), String> {
        let args = read(&SHOT, "a --dev b -- --c")?;
        assert_eq!(args.rest(), ["a", "b", "--c"]);
        Ok(())
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (line, said) in [
            ("--prot 1", "`serve` has no flag `--prot`; did you mean `--port`?"),
            ("--zzzzzz", "`serve` has no flag `--zzzzzz`; `cargo xtask serve --help` lists its flags"),
            ("--dev=1", "`--dev` takes no value, found `1` after it"),
            ("--port", "`--port` needs a value: --port N"),
            ("dev", "`serve` takes only flags, found `dev`; did you mean `--dev`?"),
            ("8081", "`serve` takes only flags, found `8081`"),
        ] {
            assert_eq!(read(&SERVE, line).err().as_deref(), Some(said), "{line}");
        }
    }

    #[test]
    fn numbers_outside_their_bounds_are_refused() -> Result<(), String> {
        for text in ["70000", "-1", "x", ""] {
            let args = read(&SERVE, &format!("--port={text}"))?;
            let said = args.number("--port", 8080u16, 0, 65535).err().map(|e| e.to_string());
            assert_eq!(said, Some(format!("`--port` takes a whole number from 0 to 65535, found `{text}`")));
        }
        Ok(())
    }
}
