//! Runs everything that must hold before a change goes in, from the quickest to the slowest, and closes with the count.

use crate::browser::{Browser, CHROMIUM, Engine, FIREFOX, WEBKIT};
use crate::clock::took;
use crate::flags;
use crate::http::{Site, take_port};
use crate::programs::{self, COUNTERS, DRAWERS, GENERATORS, Trial};
use crate::run::{cargo, executable, run, run_quietly};
use crate::site::PAGE;
use crate::tally::Tally;
use crate::tools::{CARGO_DENY, Tools};
use crate::{npm, project, rust, site, versions};
use anyhow::{Context, Result, bail};
use std::process::Command;
use std::time::Instant;

/// One step.
struct Step {
    name: &'static str,
    what: &'static str,
    /// The real browsers that it runs in.
    engines: &'static [&'static Engine],
    run: fn(&mut Tests) -> Result<()>,
}

const STEPS: [Step; 8] = [
    Step { name: "fmt", what: "the code is formatted", engines: &[], run: fmt },
    Step { name: "lint", what: "clippy has nothing to say, native and for the browser", engines: &[], run: lint },
    Step {
        name: "crates",
        what: "licences, sources and known faults of the crates of others",
        engines: &[],
        run: crates,
    },
    Step { name: "native", what: "the tests of all crates", engines: &[], run: native },
    Step {
        name: "tools",
        what: "what is exported, drawn by others' programs, and work as it grows",
        engines: &[&CHROMIUM],
        run: tools,
    },
    Step { name: "wasm", what: "the core's tests again as wasm, in Chromium", engines: &[&CHROMIUM], run: wasm },
    Step {
        name: "browser",
        what: "the built site, driven in Chromium, Firefox and WebKit",
        engines: &[&CHROMIUM, &FIREFOX, &WEBKIT],
        run: journeys,
    },
    Step { name: "recipes", what: "the recipes, built by their generators", engines: &[&CHROMIUM], run: recipes },
];

/// What the steps share.
#[derive(Default)]
struct Tests {
    tally: Tally,
    /// The browsers that are there, of those that the step at hand runs in.
    browsers: Vec<Browser>,
    /// What was left out because something is missing.
    skipped: Vec<String>,
    is_installing: bool,
}

/// `cargo xtask test`
pub fn command(flags: &flags::Test) -> Result<()> {
    let steps = chosen(&flags.steps)?;
    let begun = Instant::now();
    let mut tests = Tests { is_installing: flags.with_tools || project::ci(), ..Tests::default() };
    for step in steps {
        println!("\n== {}: {}", step.name, step.what);
        let (step_begun, failed_before) = (Instant::now(), tests.tally.failed);
        let outcome = tests.run(step);
        let time = took(step_begun.elapsed());
        if let Err(error) = outcome {
            // A step that failed otherwise than by a test, such as the formatting, counts as one.
            let failed = tests.tally.failed.max(failed_before + 1);
            println!("\n{} passed, {failed} failed", tests.tally.passed);
            let again = format!("Just this step again: cargo xtask test {}", step.name);
            return Err(error).context(format!("the step `{}` failed after {time}. {again}\n", step.name));
        }
        println!("== {} done in {time}", step.name);
    }
    println!("\nAll in {}", took(begun.elapsed()));
    println!("{}", tests.summary());
    Ok(())
}

impl Tests {
    /// Runs a step in those of its browsers that are there, but in one at least where it needs any.
    fn run(&mut self, step: &Step) -> Result<()> {
        self.browsers.clear();
        for engine in step.engines {
            match engine.ready() {
                Ok(browser) => self.browsers.push(browser),
                Err(error) if project::ci() => return Err(error),
                Err(error) => {
                    println!("== {} SKIPPED in {}: {error:#}", step.name, engine.name);
                    self.skipped.push(format!("{} in {}", step.name, engine.name));
                }
            }
        }
        if self.browsers.is_empty() && !step.engines.is_empty() { Ok(()) } else { (step.run)(self) }
    }

    /// Runs those of the tests whose programs are there.
    fn try_programs(&mut self, mut tests: Command, trials: &[Trial]) -> Result<()> {
        let skipped = programs::choose(&mut tests, trials, self.is_installing)?;
        let is_any_left = skipped.len() < trials.len();
        self.skipped.extend(skipped);
        tests.envs(self.browsers.iter().flat_map(|browser| browser.places.clone()));
        if is_any_left { self.tally.run(&mut tests) } else { Ok(()) }
    }

    fn summary(&self) -> String {
        let counts = format!("{} passed, {} failed", self.tally.passed, self.tally.failed);
        if self.skipped.is_empty() {
            return counts;
        }
        let (count, names) = (self.skipped.len(), self.skipped.join(", "));
        format!("{counts}, {count} SKIPPED ({names}); cargo xtask test --with-tools installs what they need")
    }
}

/// The steps of these names; all of them where there are none.
fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if names.is_empty() {
        return Ok(STEPS.iter().collect());
    }
    let find = |name: &String| {
        let known = || STEPS.map(|step| step.name).join(", ");
        let step = STEPS.iter().find(|step| step.name == name);
        step.with_context(|| format!("there is no step `{name}`; the steps are {}", known()))
    };
    names.iter().map(find).collect()
}

fn fmt(_: &mut Tests) -> Result<()> {
    rust::ensure_component("fmt", "rustfmt")?;
    run(cargo().args(["fmt", "--all", "--check"])).context("`cargo fmt --all` puts it right")
}

fn lint(_: &mut Tests) -> Result<()> {
    rust::ensure_component("clippy", "clippy")?;
    rust::ensure_wasm_target()?;
    // These tests are named because they are no part of a bare `cargo test`, and so of no `--all-targets` either.
    let apart = ["journeys", "tools", "recipes", "growth"].into_iter().flat_map(|test| ["--test", test]);
    run(cargo().args(["clippy", "--workspace", "--all-targets"]).args(apart).args(["--", "-D", "warnings"]))?;
    let wasm = ["--package", PAGE, "--package", "lifeline-core", "--lib", "--bins", "--test", "wasm"];
    run(cargo().args(["clippy", "--target", rust::WASM]).args(wasm).args(["--", "-D", "warnings"]))
}

fn crates(tests: &mut Tests) -> Result<()> {
    if !tests.is_installing && CARGO_DENY.found()?.is_none() {
        println!("skipped: it needs cargo-deny");
        tests.skipped.push("crates".to_owned());
        return Ok(());
    }
    let program = CARGO_DENY.ready()?.join(executable("cargo-deny"));
    let deny = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.current_dir(project::root()).arg("--workspace").args(arguments);
        command
    };
    let why = "deny.toml says what is allowed, and why";
    run(&mut deny(&["check", "licenses", "bans", "sources"])).context(why)?;
    if run_quietly(&mut deny(&["fetch", "db"])).is_err() {
        println!("skipped: the list of known faults can't be reached");
        tests.skipped.push("known faults of crates".to_owned());
        return Ok(());
    }
    run(&mut deny(&["check", "--disable-fetch", "advisories"])).context(why)
}

fn native(tests: &mut Tests) -> Result<()> {
    tests.tally.run(cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

fn tools(tests: &mut Tests) -> Result<()> {
    tests.try_programs(suite(PAGE, "tools"), DRAWERS)?;
    tests.try_programs(suite("lifeline-cli", "growth"), COUNTERS)
}

fn wasm(tests: &mut Tests) -> Result<()> {
    rust::ensure_wasm_target()?;
    let runner = Tools::ready()?.wasm_test_runner();
    let mut command = cargo();
    command.args(["test", "--package", "lifeline-core", "--target", rust::WASM, "--test", "wasm", "--no-fail-fast"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("WASM_BINDGEN_USE_BROWSER", "1");
    // In seconds. Its own 20 are for a machine that has nothing else to do.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    let [Browser { places, .. }] = tests.browsers.as_slice() else { bail!("this step runs in one browser") };
    let [(_, chromium), (_, chromedriver)] = places.as_slice() else { bail!("Chromium has two programs") };
    let options = project::target().join("wasm-tests-browser.json");
    let chromium = serde_json::json!({ "binary": chromium, "args": ["disable-gpu", "no-first-run"] });
    std::fs::write(&options, serde_json::json!({ "goog:chromeOptions": chromium }).to_string())
        .with_context(|| format!("writing {}", options.display()))?;
    command.env("CHROMEDRIVER", chromedriver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", options);
    // The runner would prefer another browser's driver, or one far away, if one were named.
    for other in ["GECKODRIVER", "GECKODRIVER_REMOTE", "SAFARIDRIVER", "SAFARIDRIVER_REMOTE", "CHROMEDRIVER_REMOTE"] {
        command.env_remove(other);
    }
    tests.tally.run(&mut command)
}

fn journeys(tests: &mut Tests) -> Result<()> {
    site::build()?;
    // In some folder, so that every journey shows that the site can stand anywhere.
    let site = Site::serve(&project::dist(), "/any/folder/", take_port(0)?)?;
    let axe = npm::package(&versions::AXE, "it looks for what keeps people from using the page")?;
    let mut command = suite(PAGE, "journeys");
    command.env("LIFELINE_SITE", &site.address).env("LIFELINE_AXE", axe.join("axe.min.js"));
    command.envs(tests.browsers.iter().flat_map(|browser| browser.places.clone()));
    // Most journeys are Chromium's; those of the others stand in modules of their own, which are left out without them.
    let is_there = |engine: &Engine| tests.browsers.iter().any(|browser| browser.engine.name == engine.name);
    for engine in [&FIREFOX, &WEBKIT] {
        let module = format!("engines::{}::", engine.name.to_lowercase());
        match (is_there(&CHROMIUM), is_there(engine)) {
            (true, false) => command.args(["--skip", &module]),
            (false, true) => command.arg(module),
            _ => &mut command,
        };
    }
    tests.tally.run(&mut command)
}

fn recipes(tests: &mut Tests) -> Result<()> {
    site::build()?;
    // The tests put what they build there, and find it at that address.
    let pages = project::target().join("recipes");
    let served = Site::serve(&pages, "/any/folder/", take_port(0)?)?;
    let mut command = suite(PAGE, "recipes");
    command.env("LIFELINE_SITE", &served.address).env("LIFELINE_PAGES", &pages);
    tests.try_programs(command, GENERATORS)
}

/// The command that runs tests of a package which are no part of a bare `cargo test`; arguments are for the tests.
fn suite(package: &str, suite: &str) -> Command {
    let mut command = cargo();
    command.args(["test", "--package", package, "--test", suite, "--no-fail-fast", "--"]);
    command
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn steps_are_chosen_by_name() {
        let names = |given: &[&str]| {
            let given: Vec<String> = given.iter().map(|&name| name.to_owned()).collect();
            chosen(&given).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert!(names(&[]).is_ok_and(|all| all.len() > 1));
        assert_eq!(names(&["wasm", "fmt"]).ok(), Some(vec!["wasm", "fmt"]));
        assert!(names(&["brower"]).is_err());
    }
}
