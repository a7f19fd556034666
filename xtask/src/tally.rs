//! Adds up what Rust's test harness, native or in the browser, says about the tests it ran.

use crate::run;
use anyhow::Result;
use std::io::Write;
use std::process::Command;

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
        run::lines(tests, |line| {
            self.count(line);
            // A screen that has gone away doesn't end the tests.
            let _ = writeln!(std::io::stdout(), "{line}");
        })
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
