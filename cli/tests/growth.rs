//! Twice the input takes less than three times the work, counted in instructions: nothing that strangers write makes a build hang.
//!
//! `cargo xtask test tools` runs it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// What is tried: its name, a size, and what is written at a size.
type Case = (&'static str, usize, fn(usize) -> String);

#[test]
fn growth_of_documents() {
    let cases: &[Case] = &[
        ("elements that never end", 2_000, |n| "<lifeline-diagram ".repeat(n)),
        ("attributes that never end", 2_000, |n| "<lifeline-diagram a=\"\n".repeat(n)),
        ("links of Markdown that never end", 5_000, |n| "[a](".repeat(n)),
        ("comments that never end", 5_000, |n| "<!--".repeat(n)),
        ("code that never ends", 5_000, |n| "` `` ".repeat(n)),
        ("beginnings of links", 1_000, |n| "#registration?".repeat(n)),
        ("encoded ampersands", 5_000, |n| format!("#registration?run={}", "&amp;".repeat(n))),
        ("encoded percent signs", 5_000, |n| format!("#registration?run={}", "%25".repeat(n))),
        ("brackets after a link", 5_000, |n| format!("#registration?run=connect.end{}", ")".repeat(n))),
        ("steps that there are not", 300, |n| format!("#registration?run={}end", "conect.".repeat(n))),
        ("links", 50, |n| "<lifeline-diagram run=\"connect.end\"></lifeline-diagram>\n".repeat(n)),
    ];
    grow(cases, "document.md", |_| ["links", "check", "document.md"].map(String::from).to_vec());
}

#[test]
fn growth_of_models() {
    let cases: &[Case] = &[
        ("names that are misspelt", 100, |n| {
            let messages = (0..n).map(|i| format!("message message-number-{i:04}\n"));
            let actions =
                (0..60).map(|i| format!("action act-{i:02} of a \"Act\"\n  send mesage-number-{i:04} to b\n"));
            model(messages.chain(actions))
        }),
        ("rules", 200, |n| {
            let messages = (0..n).map(|i| format!("message m-{i:04}-m\n"));
            let actions = (0..n).map(|i| format!("action act-{i:04}-a of a \"Act\"\n  send m-{i:04}-m to b\n"));
            let rules = (0..n).map(|i| format!("  on m-{i:04}-m\n    ours \"It does.\"\n"));
            model(messages.chain(actions).chain(["in b on\n".to_owned()]).chain(rules))
        }),
        ("lines that belong nowhere", 500, |n| model((0..n).map(|_| "whatever it is\n".to_owned()))),
        ("indents that belong nowhere", 500, |n| model((0..n).map(|_| "       x\n".to_owned()))),
        ("one long line", 5_000, |n| model([format!("{}\n", "a ".repeat(n))])),
        ("scenarios", 20, |n| {
            let action = "message m\naction go of a \"Go\"\n  send m to b\n".to_owned();
            let scenarios = (0..n).map(|i| format!("scenario s-{i:02}-s \"S\"\n  play 20 times go\n"));
            model([action].into_iter().chain(scenarios))
        }),
    ];
    grow(cases, "m.lifeline", |_| ["text", "m?run=end", "--model", "m.lifeline"].map(String::from).to_vec());
}

#[test]
fn growth_of_runs() {
    let timers: Case = ("timers at one instant", 480, |n| {
        let mut timers = String::new();
        for i in 0..n {
            let _ = writeln!(timers, "timer t-{i:03}-t of b");
        }
        // As many as fit into one rule are started by one action.
        let started: Vec<usize> = (0..n).collect();
        let (mut actions, mut rules) = (String::new(), "in b on\n".to_owned());
        for (go, some) in started.chunks(TIMERS_A_RULE).enumerate() {
            let _ = write!(actions, "message go-{go}-go\naction act-{go}-act of a \"Go\"\n  send go-{go}-go to b\n");
            let _ = writeln!(rules, "  on go-{go}-go");
            for i in some {
                let _ = writeln!(rules, "    start t-{i:03}-t for 1s");
            }
            rules += "    ours \"It starts them.\"\n";
        }
        for i in 0..n {
            let _ = write!(rules, "  on t-{i:03}-t expires\n    note \"One is over.\"\n    ours \"It says so.\"\n");
        }
        model([timers, actions, rules])
    });
    grow(&[timers], "m.lifeline", |n| {
        let acts: String = (0..n.div_ceil(TIMERS_A_RULE)).map(|go| format!("act-{go}-act.")).collect();
        vec!["text".into(), format!("m?run={acts}1s.end"), "--model".into(), "m.lifeline".into()]
    });
    let go: Case = ("actions", 100, |_| model(["message m\naction go of a \"Go\"\n  send m to b\n".to_owned()]));
    grow(&[go], "m.lifeline", |n| {
        vec!["text".into(), format!("m?run={n}x-go.end"), "--model".into(), "m.lifeline".into()]
    });
}

const TIMERS_A_RULE: usize = 60;

/// A model of two participants with these lines.
fn model(lines: impl IntoIterator<Item = String>) -> String {
    let head = "model m \"M\"\nparticipant a \"A\" played starts on\nparticipant b \"B\" starts on\n\
                between a and b no connection\nstates a\n  on\nstates b\n  on\n";
    [head.to_owned()].into_iter().chain(lines).collect()
}

/// What is above the work on an empty file grows no more than threefold when the size is doubled.
#[track_caller]
fn grow(cases: &[Case], file: &str, arguments: impl Fn(usize) -> Vec<String>) {
    let work = |folder: &str, size: usize, text: String| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(file).join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(file), text).unwrap();
        instructions(&folder, &arguments(size))
    };
    let least = work("nothing", 1, String::new());
    for (name, size, write) in cases {
        let [once, twice] = [*size, 2 * size].map(|size| work(name, size, write(size)) - least);
        assert!(twice < 3 * once, "{name}: {once} instructions more, and {twice} for twice as much");
    }
}

/// How many instructions the program takes, whatever it says of its input.
#[track_caller]
fn instructions(folder: &Path, arguments: &[String]) -> u64 {
    let valgrind = std::env::var("LIFELINE_VALGRIND")
        .unwrap_or_else(|_| panic!("LIFELINE_VALGRIND is not set: type cargo xtask test tools, which looks for it"));
    let mut counted = Command::new(valgrind);
    counted.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
    let ended = counted.arg(env!("CARGO_BIN_EXE_lifeline")).args(arguments).current_dir(folder).output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    // ==4711== I refs:        131,244,117
    let counted =
        said.lines().find_map(|line| line.split_once("I ").and_then(|(_, it)| it.trim().strip_prefix("refs:")));
    counted.and_then(|it| it.trim().replace(',', "").parse().ok()).unwrap_or_else(|| panic!("no count in:\n{said}"))
}
