//! The tutorial tells the truth: every step's model is read, its runs are played, its commands are run, and what they show stands there.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use lifeline_core::export::{Detail, plain};
use lifeline_core::link::{address, open};
use lifeline_core::load::load;
use lifeline_core::model::Model;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;

const TUTORIAL: &str = include_str!("../../docs/tutorial.md");

/// The steps, each with what stands below its heading.
fn steps() -> Vec<&'static str> {
    TUTORIAL.split("\n## ").skip(1).collect()
}

/// What stands in the fences of this kind, each with what stands before it.
fn fenced(step: &'static str, kind: &str) -> Vec<(&'static str, &'static str)> {
    let fence = format!("\n```{kind}\n");
    let block = |(at, _): (usize, &str)| {
        let (inside, _) = step[at + fence.len()..].split_once("```").expect("a fence that is closed");
        (&step[..at], inside)
    };
    step.match_indices(&fence).map(block).collect()
}

/// The runs that a text names, such as `?run=pay.end`.
fn runs(text: &'static str) -> Vec<&'static str> {
    text.split('`').skip(1).step_by(2).filter(|code| code.starts_with("?run=")).collect()
}

fn model(step: &'static str) -> Rc<Model> {
    let models = fenced(step, "lifeline");
    assert_eq!(models.len(), 1, "{step}");
    load(models[0].1).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The run of a link, which plays to its end.
fn played(model: &Rc<Model>, run: &str) -> Run {
    let opened = open(model, &address(&format!("{}{run}", model.id())));
    assert_eq!(opened.notices(), Vec::<String>::new(), "{run}");
    opened.run
}

/// Why an action can't be done where a run ends; nothing where it can.
fn refusal(mut run: Run) -> Option<String> {
    let model = run.model().clone();
    let (action, _) = model.actions().next().unwrap();
    run.act(action).err().map(|refused| Narrator::english(&model).refused(&refused))
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tutorial");
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// All that a command writes and says in a folder.
fn written(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lifeline")).args(arguments).current_dir(folder).output().unwrap();
    [output.stderr, output.stdout].map(|written| String::from_utf8(written).unwrap()).concat()
}

#[test]
fn every_step_has_its_model_and_the_list_at_the_top_names_them_all() {
    let steps = steps();
    assert_eq!(steps.len(), 10);
    for (index, step) in steps.iter().enumerate() {
        let model = model(step);
        assert!(model.scenario_problems().is_empty(), "{step}");
        let heading = step.lines().next().unwrap();
        let title = heading.strip_prefix(&format!("{}. ", index + 1)).expect("a heading with its number");
        assert!(TUTORIAL.contains(&format!("\n{}. [{title}](#", index + 1)), "{title}");
    }
}

#[test]
fn every_picture_is_that_of_the_run_before_it() {
    let mut count = 0;
    for step in steps() {
        let model = model(step);
        for run in runs(step) {
            played(&model, run);
        }
        for (before, picture) in fenced(step, "text") {
            let run = runs(before).pop().expect("a run before each picture");
            let drawn = plain(&played(&model, run), Detail::default());
            let drawn: Vec<&str> = drawn.lines().map(str::trim_end).skip(2).collect();
            assert_eq!(drawn.join("\n").split("\n\n").next().unwrap(), picture.trim_end_matches('\n'), "{run}");
            count += 1;
        }
    }
    assert!(count >= 9, "only {count} pictures were found");
}

#[test]
fn every_command_writes_what_stands_below_it() {
    let folder = folder();
    let mut count = 0;
    for step in steps() {
        fs::write(folder.join("shop.lifeline"), fenced(step, "lifeline")[0].1).unwrap();
        for (_, console) in fenced(step, "console") {
            let mut lines = console.lines();
            let command = lines.next().and_then(|line| line.strip_prefix("$ lifeline ")).expect("a command");
            let arguments: Vec<&str> = command.split(' ').collect();
            let written = written(&folder, &arguments);
            for line in lines {
                assert!(written.contains(line), "`{line}` is not written by {command}:\n{written}");
            }
            if let ["model", "link", ..] = arguments[..] {
                let linked = open(&model(step), &address(written.trim()));
                assert!(linked.notices().is_empty() && !linked.run.trace().events().is_empty(), "{written}");
            }
            if let Some(file) = arguments.iter().position(|argument| *argument == "-o") {
                assert!(fs::read_to_string(folder.join(arguments[file + 1])).unwrap().starts_with("<svg "));
            }
            count += 1;
        }
    }
    assert!(count >= 4, "only {count} commands were found");

    // The counterexample and the element's figure are those of the last model.
    fs::write(folder.join("tutorial.md"), TUTORIAL).unwrap();
    assert_eq!(
        written(&folder, &["links", "check", "--model", "shop.lifeline", "tutorial.md"]),
        "2 links in 1 file, 0 problems\n"
    );
}

#[test]
fn what_is_said_of_each_step_is_so() {
    let models: Vec<Rc<Model>> = steps().into_iter().map(model).collect();
    // Two who talk: nothing to do. Then the phone can pay twice, until it remembers that it has.
    assert_eq!(models[0].actions().count(), 0);
    assert_eq!(refusal(played(&models[2], "?run=pay.end")), None);
    assert_eq!(refusal(played(&models[3], "?run=pay.end")).as_deref(), Some("One payment is enough."));

    // Where the receipt is lost, nothing is due: the phone waits for ever, until it is given patience.
    let mut lost = played(&models[5], "?run=pay.next.lose-Receipt.end");
    assert!(lost.next().is_err());
    assert!(played(&models[6], "?run=pay.next.lose-Receipt.end").next().is_ok());

    // Who opens the last one sees the receipt lost.
    let arrival = models[9].scenarios().find(|(_, scenario)| scenario.arrival).unwrap().1;
    assert_eq!(&*arrival.id, "receipt-lost");
}
