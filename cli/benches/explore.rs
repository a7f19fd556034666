//! Prints how fast everything that can happen is explored on all processors, and how much memory that takes; beside stateright, where it was built.
#![allow(missing_docs, clippy::expect_used, clippy::panic)]

#[path = "../../core/benches/common/mod.rs"]
mod common;
#[path = "../src/model_check/exploring.rs"]
mod exploring;

use std::process::Command;
use std::time::Instant;

use common::{row, spaced};
use exploring::{Limits, explored};
use lifeline_core::check::Tries;
use lifeline_core::load::load;

const REGISTRATION: &str = include_str!("../../models/registration.lifeline");
const TCP: &str = include_str!("../../models/tcp.lifeline");
const TWO_PHASE_COMMIT: &str = include_str!("two-phase-commit.lifeline");
/// As many as stateright's own example is measured with, and a model has room for.
const SITES: std::ops::RangeInclusive<usize> = 3..=7;
/// Enough for a steady figure, few enough for the memory of a small machine.
const STATES: usize = 500_000;
/// The best of so many tries is printed: the others were disturbed.
const TRIES: usize = 3;
/// Steps to be taken and looked up in a second, on all processors.
const BUDGET: u64 = 1_000_000;

/// What an exploration took.
#[derive(Clone, Copy)]
struct Measured {
    states: u64,
    steps: u64,
    nanoseconds: u64,
    /// The most memory that the process had; 0 where the system doesn't tell.
    bytes: u64,
}

/// Without the name of a model, measures all, each try in a process of its own, whose memory is that of one exploration.
fn main() {
    match std::env::args().nth(1).filter(|name| name != "--bench") {
        Some(name) => explore(&name),
        None => measure(),
    }
}

fn measure() {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    println!(
        "All settings that the check tries, up to one loss, {} states; {processors} processors\n",
        spaced(STATES as u64)
    );
    let this = std::env::current_exe().expect("this program is a file");
    let ours = |name: &str| best(Command::new(&this).arg(name));
    tell("registration", ours("registration"), None);
    tell("tcp", ours("tcp"), None);
    let stateright = std::env::var_os("LIFELINE_STATERIGHT");
    for sites in SITES {
        let ours = ours(&sites.to_string());
        // The budget is on stateright's largest.
        let budget = (sites == *SITES.end()).then_some(BUDGET);
        tell(&format!("two-phase commit, {sites} sites"), ours, budget);
        if let Some(stateright) = &stateright {
            let theirs = best(Command::new(stateright).arg(sites.to_string()));
            tell(&format!("  stateright's, {sites} resource managers"), theirs, None);
            let ratio = ours.per_second(ours.steps) as f64 / theirs.per_second(theirs.steps) as f64;
            row("  our steps a second / stateright's", &format!("{ratio:.3}"), None);
        }
    }
}

fn tell(name: &str, measured: Measured, budget: Option<u64>) {
    let Measured { states, steps, bytes, .. } = measured;
    let speed = measured.per_second(steps);
    let said = budget.map(|budget| format!("above {}", spaced(budget)));
    row(&format!("{name}: steps a second"), &spaced(speed), said.as_deref().zip(budget.map(|budget| speed > budget)));
    row("  new states a second", &spaced(measured.per_second(states)), None);
    row("  states / steps in all", &format!("{} / {}", spaced(states), spaced(steps)), None);
    if bytes > 0 {
        row("  bytes a state, the whole process at its largest", &spaced(bytes / states.max(1)), None);
    }
}

impl Measured {
    fn per_second(&self, count: u64) -> u64 {
        (u128::from(count) * 1_000_000_000 / u128::from(self.nanoseconds.max(1))) as u64
    }
}

/// The quickest try of a program that says how many states and steps there were, how many nanoseconds it took, and how many bytes.
fn best(program: &mut Command) -> Measured {
    let once = |_| {
        let output = program.output().expect("the program runs");
        let said = String::from_utf8_lossy(&output.stdout);
        let numbers: Vec<u64> = said.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        let [states, steps, nanoseconds, bytes] = numbers[..] else { panic!("four numbers were expected, not {said}") };
        Measured { states, steps, nanoseconds, bytes }
    };
    (0..TRIES).map(once).min_by_key(|measured| measured.nanoseconds).expect("there is a try")
}

fn explore(name: &str) {
    let text = match name {
        "registration" => REGISTRATION.to_owned(),
        "tcp" => TCP.to_owned(),
        sites => two_phase_commit(sites.parse().expect("a number of sites")),
    };
    let model = load(&text).expect("the model has no mistakes");
    let limits = Limits { states: STATES, losses: 1, memory: usize::MAX, until: None };
    let begin = Instant::now();
    let report = explored(&model, &Tries::of(&model), limits, |_| {});
    println!("{} {} {} {}", report.states, report.steps, begin.elapsed().as_nanos(), most_memory().unwrap_or(0));
}

/// The model, with so many sites.
fn two_phase_commit(sites: usize) -> String {
    let more =
        (4..=sites).map(|site| format!("participant site-{site} \"Site {site}\" as site played starts working\n"));
    std::iter::once(TWO_PHASE_COMMIT.to_owned()).chain(more).collect()
}

/// The most bytes that this process has had, as Linux tells it.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix(" kB"))?;
    kilobytes.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
