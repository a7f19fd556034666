//! Adds up what Rust's test harness, native or in the browser, says about the tests it ran.

use crate::failure::{Failure, Result};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Tests counted so far.
#[derive(Default, Debug, PartialEq, Eq, Clone, Copy)]
pub struct Tally {
    /// Those that passed.
    pub passed: u32,
    /// Those that failed.
    pub failed: u32,
}

impl Tally {
    /// Runs tests with their output on the screen, counting them as they pass by.
    pub fn run(&mut self, tests: &mut Command) -> Result<()> {
        let name = tests.get_program().to_string_lossy().into_owned();
        let could_not = |e: std::io::Error| Failure::new(format!("could not run {name}: {e}"));
        let mut child = tests.stdout(Stdio::piped()).spawn().map_err(could_not)?;
        if let Some(output) = child.stdout.take() {
            let mut screen = std::io::stdout().lock();
            for line in BufReader::new(output).split(b'\n') {
                let line = line.map_err(could_not)?;
                self.count(&String::from_utf8_lossy(&line));
                // A screen that has gone away doesn't end the tests.
                let _ = screen.write_all(&line).and_then(|()| screen.write_all(b"\n"));
            }
        }
        let status = child.wait().map_err(could_not)?;
        if status.success() { Ok(()) } else { Err(Failure::new(format!("the test run ended with {status}"))) }
    }

    /// Counts a line such as `test result: FAILED. 3 passed; 1 failed; 0 ignored; …`; other lines count for nothing.
    fn count(&mut self, line: &str) {
        let Some((_, counts)) = line.split_once("test result: ").and_then(|(_, rest)| rest.split_once(". ")) else {
            return;
        };
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            match (words.next().and_then(|n| n.parse::<u32>().ok()), words.next()) {
                (Some(n), Some("passed")) => self.passed += n,
                (Some(n), Some("failed")) => self.failed += n,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn lines_of_the_harness_are_added_up() {
        let mut tally = Tally::default();
        for line in [
            "running 3 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            "test tests::result ... ok",
            "\u{1b}[0mtest result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 2s",
        ] {
            tally.count(line);
        }
        assert_eq!(tally, Tally { passed: 5, failed: 1 });
    }
}
