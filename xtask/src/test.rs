//! Runs everything that must hold before a change goes in, from the quickest to the slowest, and closes with the count.

use crate::args::Args;
use crate::browser::{Browser, CHROMIUM, Engine, FIREFOX, WEBKIT};
use crate::clock::took;
use crate::drawers;
use crate::failure::{Doing, Failure, Result};
use crate::http::{Site, take_port};
use crate::nearest::nearest;
use crate::run::{cargo, run};
use crate::tally::Tally;
use crate::tools::Tools;
use crate::{generators, npm, others, project, rust, site, versions};
use std::time::Instant;

/// One step.
struct Step {
    name: &'static str,
    what: &'static str,
    /// The real browsers that it runs in.
    engines: &'static [&'static Engine],
    /// Is given those of them that are there, but at least one where it needs any.
    run: fn(&[&Browser], &mut Tally) -> Result<()>,
}

const STEPS: [Step; 7] = [
    Step { name: "fmt", what: "the code is formatted", engines: &[], run: fmt },
    Step { name: "lint", what: "clippy has nothing to say, native and for the browser", engines: &[], run: lint },
    Step { name: "native", what: "the tests of all crates", engines: &[], run: native },
    Step { name: "tools", what: "what is exported, drawn by the tools that are installed", engines: &[], run: tools },
    Step { name: "wasm", what: "the core's tests again as wasm, in Chromium", engines: &[&CHROMIUM], run: wasm },
    Step {
        name: "browser",
        what: "the built site, driven in Chromium, Firefox and WebKit",
        engines: &[&CHROMIUM, &FIREFOX, &WEBKIT],
        run: journeys,
    },
    Step {
        name: "recipes",
        what: "the recipes, built by the generators that are installed",
        engines: &[&CHROMIUM],
        run: recipes,
    },
];

/// `cargo xtask test`
pub fn command(args: &Args) -> Result<()> {
    let steps = chosen(args.rest())?;
    let begun = Instant::now();
    let mut browsers = Vec::new();
    for engine in [&CHROMIUM, &FIREFOX, &WEBKIT] {
        if steps.iter().any(|step| step.needs(engine)) {
            browsers.push((engine, engine.ready()?));
        }
    }
    let mut tally = Tally::default();
    let mut skipped = Vec::new();
    for step in steps {
        println!("\n== {}: {}", step.name, step.what);
        let (mut there, mut missing) = (Vec::new(), Vec::new());
        for (engine, browser) in browsers.iter().filter(|(engine, _)| step.needs(engine)) {
            match browser {
                Ok(browser) => there.push(browser),
                Err(why) => missing.push((engine.name, why)),
            }
        }
        if !project::ci() {
            for (name, why) in &missing {
                println!("== {} SKIPPED in {name}\n{why}", step.name);
                skipped.push(format!("{} in {name}", step.name));
            }
            if !missing.is_empty() && there.is_empty() {
                continue;
            }
        }
        let (step_begun, failed_before) = (Instant::now(), tally.failed);
        let outcome = match missing.first() {
            Some((_, why)) if project::ci() => Err(Failure::new(format!("{why}\nWith CI set, this is a failure."))),
            _ => (step.run)(&there, &mut tally),
        };
        let time = took(step_begun.elapsed());
        match outcome {
            Ok(()) => println!("== {} done in {time}", step.name),
            Err(failure) => {
                eprintln!("\nerror: {failure}");
                eprintln!("The step `{0}` failed after {time}. Just this step again: cargo xtask test {0}", step.name);
                // A step that failed otherwise than by a test, such as the formatting, counts as one.
                tally.failed = tally.failed.max(failed_before + 1);
                println!("\n{} passed, {} failed", tally.passed, tally.failed);
                return Err(Failure::already_said());
            }
        }
    }
    println!("\nAll in {}", took(begun.elapsed()));
    let Tally { passed, failed } = tally;
    match skipped.as_slice() {
        [] => println!("{passed} passed, {failed} failed"),
        names => println!("{passed} passed, {failed} failed, SKIPPED for want of a browser: {}", names.join(", ")),
    }
    Ok(())
}

impl Step {
    fn needs(&self, engine: &Engine) -> bool {
        self.engines.iter().any(|needed| needed.name == engine.name)
    }
}

fn chosen(names: &[String]) -> Result<Vec<&'static Step>> {
    if names.is_empty() {
        return Ok(STEPS.iter().collect());
    }
    let known = || STEPS.iter().map(|step| step.name);
    names
        .iter()
        .map(|name| {
            STEPS.iter().find(|step| step.name == name).ok_or_else(|| {
                let meant = nearest(name, known()).map(|n| format!(" (did you mean `{n}`?)")).unwrap_or_default();
                let known = known().collect::<Vec<_>>().join(", ");
                Failure::new(format!("there is no step `{name}`{meant}; the steps are {known}"))
            })
        })
        .collect()
}

fn fmt(_: &[&Browser], _: &mut Tally) -> Result<()> {
    rust::ensure_component("fmt", "rustfmt")?;
    run(cargo().args(["fmt", "--all", "--check"]))
        .map_err(|failure| Failure::new(format!("{failure}\n`cargo fmt --all` puts it right.")))
}

fn lint(_: &[&Browser], _: &mut Tally) -> Result<()> {
    rust::ensure_component("clippy", "clippy")?;
    rust::ensure_wasm_target()?;
    // These tests are named because they are no part of a bare `cargo test`, and so of no `--all-targets` either.
    let apart = ["journeys", "tools", "recipes"].into_iter().flat_map(|test| ["--test", test]);
    run(cargo().args(["clippy", "--workspace", "--all-targets"]).args(apart).args(["--", "-D", "warnings"]))?;
    let packages = ["lifeline", "lifeline-core", "lifeline-reader"].into_iter().flat_map(|name| ["--package", name]);
    let wasm = ["--lib", "--bins", "--test", "wasm", "--", "-D", "warnings"];
    run(cargo().args(["clippy", "--target", rust::WASM]).args(packages).args(wasm))
}

fn native(_: &[&Browser], tally: &mut Tally) -> Result<()> {
    tally.run(cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

fn tools(_: &[&Browser], tally: &mut Tally) -> Result<()> {
    others::tests("tools", drawers::all()?).map_or(Ok(()), |mut tests| tally.run(&mut tests))
}

fn wasm(browsers: &[&Browser], tally: &mut Tally) -> Result<()> {
    rust::ensure_wasm_target()?;
    let runner = Tools::ready()?.wasm_test_runner();
    let mut tests = cargo();
    tests.args(["test", "--package", "lifeline-core", "--target", rust::WASM, "--test", "wasm", "--no-fail-fast"]);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("WASM_BINDGEN_USE_BROWSER", "1");
    // In seconds. Its own 20 are for a machine that has nothing else to do.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    if let [Browser { places, .. }] = browsers
        && let [(_, chromium), (_, chromedriver)] = places.as_slice()
    {
        let options = project::target().join("wasm-tests-browser.json");
        let json = format!(
            r#"{{"goog:chromeOptions": {{"binary": {:?}, "args": ["disable-gpu", "no-first-run"]}}}}"#,
            chromium.display().to_string()
        );
        std::fs::write(&options, json).doing(|| format!("writing {}", options.display()))?;
        tests.env("CHROMEDRIVER", chromedriver).env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", options);
        // The runner would prefer another browser's driver, or one far away, if one were named.
        for other in ["GECKODRIVER", "SAFARIDRIVER"] {
            tests.env_remove(other).env_remove(format!("{other}_REMOTE"));
        }
        tests.env_remove("CHROMEDRIVER_REMOTE");
    }
    tally.run(&mut tests)
}

fn journeys(browsers: &[&Browser], tally: &mut Tally) -> Result<()> {
    site::build()?;
    // In some folder, so that every journey shows that the site can stand anywhere.
    let site = Site::serve(&project::dist(), "/any/folder/", take_port(0)?)?;
    let axe = npm::package("axe-core", versions::AXE, "it looks for what keeps people from using the page")?;
    let mut tests = cargo();
    tests.args(["test", "--package", "lifeline", "--test", "journeys", "--no-fail-fast"]);
    tests.env("LIFELINE_SITE", &site.address).env("LIFELINE_AXE", axe.join("axe.min.js"));
    tests.envs(browsers.iter().flat_map(|browser| browser.places.clone()));
    // Most journeys are Chromium's; those of the others stand in modules of their own, which are left out without them.
    let is_there = |engine: &Engine| browsers.iter().any(|browser| browser.engine.name == engine.name);
    tests.arg("--");
    for engine in [&FIREFOX, &WEBKIT] {
        let module = format!("engines::{}::", engine.name.to_lowercase());
        match (is_there(&CHROMIUM), is_there(engine)) {
            (true, false) => tests.args(["--skip", &module]),
            (false, true) => tests.arg(module),
            _ => &mut tests,
        };
    }
    tally.run(&mut tests)
}

fn recipes(browsers: &[&Browser], tally: &mut Tally) -> Result<()> {
    let Some(mut tests) = others::tests("recipes", generators::all()?) else { return Ok(()) };
    site::build()?;
    // The tests put what they build there, and find it at that address.
    let pages = project::target().join("recipes");
    let served = Site::serve(&pages, "/any/folder/", take_port(0)?)?;
    tests.env("LIFELINE_SITE", &served.address).env("LIFELINE_PAGES", pages);
    tests.envs(browsers.iter().flat_map(|browser| browser.places.clone()));
    tally.run(&mut tests)
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn steps_are_chosen_by_name() {
        let names = |given: &[&str]| {
            let given: Vec<String> = given.iter().map(|&g| g.to_owned()).collect();
            chosen(&given).map(|steps| steps.iter().map(|s| s.name).collect::<Vec<_>>()).map_err(|e| e.to_string())
        };
        assert_eq!(names(&[]), Ok(vec!["fmt", "lint", "native", "tools", "wasm", "browser", "recipes"]));
        assert_eq!(names(&["wasm", "fmt"]), Ok(vec!["wasm", "fmt"]));
        let said = "there is no step `brower` (did you mean `browser`?); the steps are fmt, lint, native, tools, wasm, browser, recipes";
        assert_eq!(names(&["brower"]), Err(said.to_owned()));
    }
}
