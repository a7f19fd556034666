//! Measures what the project has budgets for: size, the speed of the core, of exploring and of the page, loading, and peers beside them.

use crate::browser::CHROMIUM;
use crate::flags;
use crate::http::{Site, take_port};
use crate::run::{self, cargo};
use crate::site::PAGE;
use crate::versions::{self, Archive};
use crate::{npm, project, site, stateright};
use anyhow::{Context, Result, bail, ensure};
use std::path::PathBuf;
use std::process::Command;

/// In this order; what needs no browser comes first.
const PARTS: [&str; 6] = ["core", "explore", "size", "page", "load", "peers"];

/// Each peer, and the one file of its package that a browser needs.
const PEERS: [(Archive, &str); 2] =
    [(versions::MERMAID, "dist/mermaid.min.js"), (versions::SVG_SEQUENCE_DIAGRAM, "lib/sequence-diagram-web.mjs")];

/// `cargo xtask bench`
pub fn command(flags: &flags::Bench) -> Result<()> {
    let wanted = &flags.parts;
    if let Some(unknown) = wanted.iter().find(|part| !PARTS.contains(&part.as_str())) {
        bail!("there is no part `{unknown}`; the parts are {}", PARTS.join(", "));
    }
    let parts = PARTS.into_iter().filter(|part| wanted.is_empty() || wanted.iter().any(|wanted| wanted == part));
    let (core, others): (Vec<_>, Vec<_>) = parts.partition(|part| *part == "core");
    let mut table = Table::default();
    if !core.is_empty() {
        println!("Speed: the core, native, on this machine\n");
        table.follow(cargo().args(["bench", "--quiet", "--package", "lifeline-core", "--bench", "*"]))?;
    }
    if others.contains(&"explore") {
        let stateright = stateright::ready()?;
        println!("Speed: exploring, native, on this machine\n");
        let mut bench = cargo();
        bench.args(["bench", "--quiet", "--package", "lifeline-cli", "--bench", "explore"]);
        table.follow(bench.env("LIFELINE_STATERIGHT", stateright))?;
    }
    // Exploring is measured in the page, too.
    if !others.is_empty() {
        site::build()?;
        let browser = CHROMIUM.ready()?;
        let peers = peers()?;
        let site = Site::serve(&project::dist(), "/", take_port(0)?)?;
        let blank = Site::serve(&peers, "/", take_port(0)?)?;
        let mut bench = cargo();
        bench.args(["bench", "--quiet", "--package", PAGE, "--bench", "page", "--"]).args(others);
        bench.env("LIFELINE_SITE", &site.address).env("LIFELINE_DIST", project::dist());
        bench.env("LIFELINE_BLANK", &blank.address).env("LIFELINE_PEERS", peers).envs(browser.places);
        table.follow(&mut bench)?;
    }
    table.close()
}

/// A folder with an empty page, and beside it the files of what the page is measured beside, which is no part of the project.
fn peers() -> Result<PathBuf> {
    let folder = project::target().join("bench");
    let page = "<!DOCTYPE html>\n<html lang=\"en\">\n<title>Nothing</title>\n<body></body>\n</html>\n";
    std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
    std::fs::write(folder.join("index.html"), page).with_context(|| format!("writing to {}", folder.display()))?;
    for (archive, file) in PEERS {
        let from = npm::package(&archive, "the page is measured beside it")?.join(file);
        let to = folder.join(format!("{}.js", archive.name));
        std::fs::copy(&from, &to).with_context(|| format!("copying {} to {}", from.display(), to.display()))?;
    }
    Ok(folder)
}

/// What has been measured so far.
#[derive(Default)]
struct Table {
    /// Budgets that were kept.
    kept: usize,
    /// What missed its budget, with what was measured.
    missed: Vec<String>,
}

impl Table {
    /// Runs a program that measures: lines of four parts with tabs between them are figures, all others are printed as they are.
    fn follow(&mut self, program: &mut Command) -> Result<()> {
        run::lines(program, |line| println!("{}", self.line(line)))
    }

    /// Says how many budgets were kept; one that was missed is an error.
    fn close(self) -> Result<()> {
        let Table { kept, missed } = self;
        println!("\n{kept} budgets kept, {} missed", missed.len());
        ensure!(missed.is_empty(), "over budget:\n  {}", missed.join("\n  "));
        Ok(())
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
    fn figures_are_aligned_and_what_is_over_budget_is_an_error() {
        let mut table = Table::default();
        assert_eq!(table.line("Speed: the core"), "Speed: the core");
        let line = table.line("steps a second\t4 000 000\tabove 1 000 000\tkept");
        assert_eq!(
            line.split_whitespace().collect::<Vec<_>>().join(" "),
            "steps a second 4 000 000 above 1 000 000 kept"
        );
        assert_eq!(table.line("events a step\t3.2\t\t").len(), line.find("   above").unwrap_or_default());
        assert_eq!((table.kept, table.missed.len()), (1, 0));
        table.line("a click\t17 ms\tunder 16 ms\tMISSED");
        assert!(table.close().is_err_and(|error| error.to_string().contains("a click: 17 ms, should be under 16 ms")));
    }
}
