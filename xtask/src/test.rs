//! Runs everything that must hold before a change goes in, from the quickest to the slowest, and closes with the count.

use crate::args::Args;
use crate::browser::Browser;
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
    /// Whether it runs in a real browser.
    browser: bool,
    run: fn(Option<&Browser>, &mut Tally) -> Result<()>,
}

const STEPS: [Step; 7] = [
    Step { name: "fmt", what: "the code is formatted", browser: false, run: fmt },
    Step { name: "lint", what: "clippy has nothing to say, native and for the browser", browser: false, run: lint },
    Step { name: "native", what: "the tests of all crates", browser: false, run: native },
    Step { name: "tools", what: "what is exported, drawn by the tools that are installed", browser: false, run: tools },
    Step { name: "wasm", what: "the core's tests again as wasm, in Chromium", browser: true, run: wasm },
    Step { name: "browser", what: "the built site, driven in Chromium", browser: true, run: journeys },
    Step {
        name: "recipes",
        what: "the recipes, built by the generators that are installed",
        browser: true,
        run: recipes,
    },
];

/// `cargo xtask test`
pub fn command(args: &Args) -> Result<()> {
    let steps = chosen(args.rest())?;
    let begun = Instant::now();
    let browser = match steps.iter().any(|step| step.browser) {
        false => Err(String::new()),
        true => Browser::ready()?,
    };
    let mut tally = Tally::default();
    let mut skipped = Vec::new();
    for step in steps {
        println!("\n== {}: {}", step.name, step.what);
        if step.browser
            && let Err(why) = &browser
            && !project::ci()
        {
            println!("== {} SKIPPED\n{why}", step.name);
            skipped.push(step.name);
            continue;
        }
        let (step_begun, failed_before) = (Instant::now(), tally.failed);
        let outcome = match &browser {
            Err(why) if step.browser => Err(Failure::new(format!("{why}\nWith CI set, this is a failure."))),
            browser => (step.run)(browser.as_ref().ok(), &mut tally),
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
        names => println!("{passed} passed, {failed} failed, SKIPPED for want of a browser: {}", names.join(" and ")),
    }
    Ok(())
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

fn fmt(_: Option<&Browser>, _: &mut Tally) -> Result<()> {
    rust::ensure_component("fmt", "rustfmt")?;
    run(cargo().args(["fmt", "--all", "--check"]))
        .map_err(|failure| Failure::new(format!("{failure}\n`cargo fmt --all` puts it right.")))
}

fn lint(_: Option<&Browser>, _: &mut Tally) -> Result<()> {
    rust::ensure_component("clippy", "clippy")?;
    rust::ensure_wasm_target()?;
    // These tests are named because they are no part of a bare `cargo test`, and so of no `--all-targets` either.
    let apart = ["journeys", "tools", "recipes"].into_iter().flat_map(|test| ["--test", test]);
    run(cargo().args(["clippy", "--workspace", "--all-targets"]).args(apart).args(["--", "-D", "warnings"]))?;
    let wasm = ["--package", "lifeline", "--package", "lifeline-core", "--lib", "--bins", "--test", "wasm"];
    run(cargo().args(["clippy", "--target", rust::WASM]).args(wasm).args(["--", "-D", "warnings"]))
}

fn native(_: Option<&Browser>, tally: &mut Tally) -> Result<()> {
    tally.run(cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

fn tools(_: Option<&Browser>, tally: &mut Tally) -> Result<()> {
    others::tests("tools", drawers::all()?).map_or(Ok(()), |mut tests| tally.run(&mut tests))
}

fn wasm(browser: Option<&Browser>, tally: &mut Tally) -> Result<()> {
    rust::ensure_wasm_target()?;
    let runner = Tools::ready()?.wasm_test_runner();
    let mut tests = cargo();
    tests.args(["test", "--package", "lifeline-core", "--target", rust::WASM, "--test", "wasm", "--no-fail-fast"]);
    tests.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner).env("WASM_BINDGEN_USE_BROWSER", "1");
    // In seconds. Its own 20 are for a machine that has nothing else to do.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "600");
    if let Some(Browser { chromium, chromedriver }) = browser {
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

fn journeys(browser: Option<&Browser>, tally: &mut Tally) -> Result<()> {
    site::build()?;
    // In some folder, so that every journey shows that the site can stand anywhere.
    let site = Site::serve(&project::dist(), "/any/folder/", take_port(0)?)?;
    let axe = npm::package("axe-core", versions::AXE, "it looks for what keeps people from using the page")?;
    let mut tests = cargo();
    tests.args(["test", "--package", "lifeline", "--test", "journeys", "--no-fail-fast"]);
    tests.env("LIFELINE_SITE", &site.address).env("LIFELINE_AXE", axe.join("axe.min.js"));
    if let Some(Browser { chromium, chromedriver }) = browser {
        tests.env("LIFELINE_CHROMIUM", chromium).env("LIFELINE_CHROMEDRIVER", chromedriver);
    }
    tally.run(&mut tests)
}

fn recipes(browser: Option<&Browser>, tally: &mut Tally) -> Result<()> {
    let Some(mut tests) = others::tests("recipes", generators::all()?) else { return Ok(()) };
    site::build()?;
    // The tests put what they build there, and find it at that address.
    let pages = project::target().join("recipes");
    let served = Site::serve(&pages, "/any/folder/", take_port(0)?)?;
    tests.env("LIFELINE_SITE", &served.address).env("LIFELINE_PAGES", pages);
    if let Some(Browser { chromium, chromedriver }) = browser {
        tests.env("LIFELINE_CHROMIUM", chromium).env("LIFELINE_CHROMEDRIVER", chromedriver);
    }
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
