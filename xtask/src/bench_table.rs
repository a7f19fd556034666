//! The table of what is measured: prints figures as they come, and counts the budgets that are missed.

use crate::failure::{Failure, Result};
use crate::run;
use std::process::Command;

/// What has been measured so far.
#[derive(Default)]
pub struct Table {
    /// Budgets that were kept.
    kept: usize,
    /// What missed its budget, with what was measured.
    missed: Vec<String>,
}

impl Table {
    /// Runs a program that measures: lines of four parts with tabs between them are figures, all others are printed as they are.
    pub fn follow(&mut self, program: &mut Command) -> Result<()> {
        run::lines(program, |line| println!("{}", self.line(line)))
    }

    /// Says how many budgets were kept; one that was missed is a failure.
    pub fn close(self) -> Result<()> {
        let Table { kept, missed } = self;
        println!("{kept} budgets of speed and memory kept, {} missed", missed.len());
        if missed.is_empty() { Ok(()) } else { Err(Failure::new(format!("over budget:\n  {}", missed.join("\n  ")))) }
    }

    fn line(&mut self, line: &str) -> String {
        let parts: Vec<&str> = line.split('\t').collect();
        let [what, measured, budget, verdict] = parts[..] else {
            return line.to_owned();
        };
        match verdict {
            "" => {}
            "kept" => self.kept += 1,
            _ => self.missed.push(format!("{}: {measured}, should be {budget}", what.trim())),
        }
        format!("{what:<62} {measured:>34}   {budget:<16} {verdict}").trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn figures_are_aligned_and_what_is_over_budget_is_a_failure() {
        let mut table = Table::default();
        assert_eq!(table.line("Speed: the core"), "Speed: the core");
        let line = table.line("steps a second\t4 000 000\tabove 1 000 000\tkept");
        assert_eq!(
            line.split_whitespace().collect::<Vec<_>>().join(" "),
            "steps a second 4 000 000 above 1 000 000 kept"
        );
        assert_eq!(table.line("events a step\t3.2\t\t").len(), line.find("   above").unwrap_or_default());
        assert_eq!((table.kept, table.missed.len()), (1, 0));
        let _line = table.line("a click\t17 ms\tunder 16 ms\tMISSED");
        let said = table.close().map_err(|failure| failure.to_string());
        assert_eq!(said, Err("over budget:\n  a click: 17 ms, should be under 16 ms".to_owned()));
    }
}
