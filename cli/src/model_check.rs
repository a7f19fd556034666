//! Checks model files: mistakes and warnings with their places, and what really comes about.

mod exploring;
mod findings;
mod reported;

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use lifeline_core::check::{Report, Tries};
use serde::Serialize;

use self::exploring::{Limits, explored};
use self::findings::{Judged, Severity, findings, properties};
use self::reported::Reported;
use crate::error::{Error, Mistake, with_place};
use crate::models::from_text;
use crate::{Outcome, counted, files, terminal};

/// Read model files, play their scenarios and explore what can happen
///
/// Reads model files as docs/language.md describes them and reports every mistake with its line and column. Then it plays the
/// scenarios, and explores everything that can happen, as docs/check.md describes it. It reports, with a shortest run as a link,
/// each message that arrives where no rule takes it; and rules, actions and states that it has not seen: as errors where nothing
/// was left untried, as hints elsewhere. What was left untried is said.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The model files
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// End with 1 for warnings, too
    #[arg(long)]
    strict: bool,
    /// Tell at most so many states apart in each file
    #[arg(long, value_name = "N", default_value = "200000")]
    states: NonZeroUsize,
    /// Keep worlds in so many megabytes
    #[arg(long, value_name = "N")]
    memory: Option<NonZeroUsize>,
    /// Try every loss of messages, up to so many in one run
    #[arg(long, value_name = "N", default_value = "1")]
    losses: u8,
    /// Stop after so many seconds; what is found then depends on the machine
    #[arg(long, value_name = "N")]
    seconds: Option<NonZeroU64>,
    /// Write what was found as JSON
    #[arg(long)]
    json: bool,
}

/// Checks the files, one after the other.
pub fn check(args: &Args) -> Result<Outcome, Error> {
    // An end too far away for the clock is none.
    let until = args.seconds.and_then(|seconds| Instant::now().checked_add(Duration::from_secs(seconds.get())));
    let memory = args.memory.map_or(usize::MAX, |megabytes| megabytes.get().saturating_mul(1_000_000));
    let limits = Limits { states: args.states.get(), losses: args.losses, memory, until };
    let (mut is_wrong, mut summary, mut checked) = (false, Vec::new(), Vec::new());
    for path in &args.files {
        let file = path.display().to_string();
        let read = files::read(path, files::MODEL);
        let text = read.as_deref().unwrap_or_default();
        let model = match read.as_deref().map_err(Mistake::clone).and_then(|text| from_text(path, text)) {
            Ok(model) => model,
            Err(mistake) => {
                let lines = match mistake {
                    Mistake::WrongModel { .. } => mistake.lines_below(),
                    _ => vec![mistake.to_string()],
                };
                lines.iter().for_each(|line| terminal::say(line));
                is_wrong = true;
                let findings = Reported::mistakes(text, &mistake);
                checked.push(Checked { file, explored: None, properties: Vec::new(), findings });
                continue;
            }
        };
        for warning in model.warnings() {
            with_place(path, "warning: ", warning).iter().for_each(|line| terminal::say(line));
            is_wrong |= args.strict;
        }
        for problem in model.scenario_problems() {
            with_place(path, "", problem).iter().for_each(|line| terminal::say(line));
            is_wrong = true;
        }
        let tries = Tries::of(&model);
        let progress = |steps| terminal::say_meanwhile(&format!("{file}: {steps} steps so far"));
        let report = explored(&model, &tries, limits, progress);
        let findings = findings(&model, &tries, &report);
        for finding in &findings {
            finding.lines(path).iter().for_each(|line| terminal::say(line));
            is_wrong |= finding.severity == Severity::Error || (args.strict && finding.severity == Severity::Warning);
        }
        let sizes = [
            (model.rules().len(), "rule"),
            (model.states().len(), "state"),
            (model.actions().len(), "action"),
            (model.scenarios().len(), "scenario"),
        ];
        let sizes = sizes.map(|(count, one)| counted(count, one)).join(", ");
        let explored = Explored::of(&tries, &report, args.losses);
        summary.push(format!("{file}: {}: {sizes}; {}", model.id(), explored.told()));
        let properties = properties(&model, &tries, &report);
        summary.extend(properties.iter().map(|property| format!("{file}: {}: {}", property.id, property.told())));
        let findings = Reported::all(text, &model, findings);
        checked.push(Checked { file, explored: Some(explored), properties, findings });
    }
    if args.json {
        let json = serde_json::to_string_pretty(&checked)?;
        summary = json.lines().map(str::to_owned).collect();
    }
    for line in summary {
        terminal::write_line(&line)?;
    }
    Ok(if is_wrong { Outcome::Wrong } else { Outcome::Fine })
}

/// What `--json` writes of each file.
#[derive(Serialize)]
struct Checked {
    file: String,
    /// Nothing where it is no model.
    #[serde(skip_serializing_if = "Option::is_none")]
    explored: Option<Explored>,
    properties: Vec<Judged>,
    findings: Vec<Reported>,
}

/// How much was explored, and what was not.
#[derive(Serialize)]
struct Explored {
    states: usize,
    steps: usize,
    depth: usize,
    settings: usize,
    /// Whether nothing was left out.
    exact: bool,
    /// Settings that were not explored to the end.
    cut_short: usize,
    waits_sampled: bool,
    durations_sampled: bool,
    numbers_sampled: bool,
    /// The most messages that were lost in one run, where more could have been.
    #[serde(skip_serializing_if = "Option::is_none")]
    losses: Option<u8>,
    choices_sampled: bool,
}

impl Explored {
    fn of(tries: &Tries, report: &Report, losses: u8) -> Self {
        Self {
            states: report.states,
            steps: report.steps,
            depth: report.depth,
            settings: report.settings,
            exact: report.is_exact(tries),
            cut_short: report.unfinished(tries),
            waits_sampled: report.waits_sampled,
            durations_sampled: tries.durations_sampled,
            numbers_sampled: tries.numbers_sampled,
            losses: report.losses_bounded.then_some(losses),
            choices_sampled: tries.choices_sampled,
        }
    }

    fn told(&self) -> String {
        let (states, steps) = (counted(self.states, "state"), counted(self.steps, "step"));
        let settings = counted(self.settings, "setting");
        let mut limits = Vec::new();
        if self.cut_short > 0 {
            limits.push(format!("{} not explored to the end", counted(self.cut_short, "setting")));
        }
        let sampled = [
            (self.waits_sampled, "waits sampled"),
            (self.durations_sampled, "durations sampled"),
            (self.numbers_sampled, "numbers sampled"),
            (self.choices_sampled, "choices sampled"),
        ];
        limits.extend(sampled.iter().filter(|(is_sampled, _)| *is_sampled).map(|(_, what)| (*what).to_owned()));
        limits.extend(self.losses.map(|losses| match losses {
            0 => "losses left out".to_owned(),
            1 => "no more than 1 loss".to_owned(),
            many => format!("no more than {many} losses"),
        }));
        let limits = if limits.is_empty() { "everything was tried".to_owned() } else { limits.join(", ") };
        format!("explored {states} by {steps}, {} deep, under {settings}: {limits}", self.depth)
    }
}
