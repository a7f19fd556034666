//! Checks model files: mistakes and warnings with their places, and, by exploring, what really comes about.

use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use lifeline_core::check::{Found, Report, Tries, gaps};
use lifeline_core::link::write_whole;
use lifeline_core::model::{MessageId, Model, StateId, Step};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, EventKind};
use lifeline_core::simulation::world::Refused;
use serde::Serialize;

use crate::args::ModelCheck;
use crate::exploring::{Limits, explored};
use crate::models::{at, from_source};
use crate::{Outcome, counted, print, read};

/// Checks the files, one after the other.
///
/// # Errors
/// Says that the summary could not be written.
pub fn check(check: &ModelCheck) -> Result<Outcome, String> {
    let until = check.seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let limits = Limits { states: check.states, until };
    let (mut is_wrong, mut summary, mut checked) = (false, String::new(), Vec::new());
    for path in &check.files {
        let file = path.display().to_string();
        let read = read(path).and_then(|source| from_source(path, &source).map(|model| (source, model)));
        let (source, model) = match read {
            Ok(read) => read,
            Err(mistakes) => {
                eprintln!("{mistakes}");
                is_wrong = true;
                checked.push(Checked { file, mistakes: Some(mistakes), explored: None, findings: Vec::new() });
                continue;
            }
        };
        for warning in model.warnings() {
            eprintln!("{}", at(path, "warning: ", warning));
            is_wrong |= check.strict;
        }
        let tries = Tries::of(&model);
        let report = explored(&source, &model, &tries, limits, |steps| eprintln!("{file}: {steps} steps so far"));
        let findings = findings(&model, &tries, &report);
        for finding in &findings {
            eprintln!("{}", finding.told(path));
            is_wrong |= finding.severity == Severity::Error || (check.strict && finding.severity == Severity::Warning);
        }
        let sizes = [
            (model.rules().len(), "rule"),
            (model.states().len(), "state"),
            (model.actions().len(), "action"),
            (model.scenarios().len(), "scenario"),
        ];
        let sizes = sizes.map(|(count, one)| counted(count, one)).join(", ");
        let explored = Explored::of(&tries, &report);
        summary.push_str(&format!("{file}: {}: {sizes}; {}\n", model.id(), explored.told()));
        checked.push(Checked { file, mistakes: None, explored: Some(explored), findings });
    }
    if check.json {
        summary = serde_json::to_string_pretty(&checked).map_err(|failure| failure.to_string())? + "\n";
    }
    print(&summary)?;
    Ok(if is_wrong { Outcome::Wrong } else { Outcome::Fine })
}

/// What `--json` writes of each file.
#[derive(Serialize)]
struct Checked {
    file: String,
    /// What makes it no model.
    #[serde(skip_serializing_if = "Option::is_none")]
    mistakes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explored: Option<Explored>,
    findings: Vec<Finding>,
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
    choices_sampled: bool,
}

impl Explored {
    fn of(tries: &Tries, report: &Report) -> Self {
        Self {
            states: report.states,
            steps: report.steps,
            depth: report.depth,
            settings: report.settings,
            exact: is_exact(tries, report),
            cut_short: cut_short(tries, report),
            waits_sampled: report.waits_sampled,
            durations_sampled: tries.durations_sampled,
            choices_sampled: tries.choices_sampled,
        }
    }

    fn told(&self) -> String {
        let (states, steps) = (counted(self.states, "state"), counted(self.steps, "step"));
        let settings = counted(self.settings, "setting");
        let mut limits = Vec::new();
        if self.cut_short > 0 {
            limits.push(format!("cut short at {states} in {} of them", self.cut_short));
        }
        let sampled =
            [(self.waits_sampled, "waits"), (self.durations_sampled, "durations"), (self.choices_sampled, "choices")];
        limits.extend(sampled.iter().filter(|(is_sampled, _)| *is_sampled).map(|(_, what)| format!("{what} sampled")));
        let limits = if limits.is_empty() { "everything was tried".to_owned() } else { limits.join(", ") };
        format!("explored {states} by {steps}, {} deep, under {settings}: {limits}", self.depth)
    }
}

/// Whether what was not seen can't come about.
fn is_exact(tries: &Tries, report: &Report) -> bool {
    let is_sampled = report.waits_sampled || tries.durations_sampled || tries.choices_sampled;
    cut_short(tries, report) == 0 && !is_sampled
}

/// Settings that were not explored to the end, or not at all.
fn cut_short(tries: &Tries, report: &Report) -> usize {
    report.cut_short + tries.settings.len() - report.settings
}

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Severity {
    /// It is wrong.
    Error,
    /// It comes about, and may be meant.
    Warning,
    /// It was not found, which proves nothing.
    Hint,
}

/// What was found, or was not.
#[derive(Serialize)]
struct Finding {
    severity: Severity,
    kind: &'static str,
    /// Where it stands in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    message: String,
    /// A shortest run that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl Finding {
    fn told(&self, path: &Path) -> String {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let place = self.line.map_or_else(String::new, |line| format!(":{line}:1"));
        let link = self.link.as_ref().map_or_else(String::new, |link| format!("\n  #{link}"));
        format!("{}{place}: {severity}: {}{link}", path.display(), self.message)
    }
}

/// What is to be said of a model, what weighs most first.
fn findings(model: &Rc<Model>, tries: &Tries, report: &Report) -> Vec<Finding> {
    let mut findings = unhandled(model, report);
    findings.extend(bounds(model, report));
    findings.extend(unseen(model, is_exact(tries, report), report));
    if cut_short(tries, report) > 0 {
        findings.extend(may_arrive(model, report));
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// Messages that arrive where no rule takes them.
fn unhandled(model: &Rc<Model>, report: &Report) -> Vec<Finding> {
    let told = |((message, state), found): &((MessageId, StateId), Found)| {
        let run = replayed(model, found);
        let (message, state) = (&model[*message].name, &model[*state]);
        let role = &model[state.role].id;
        let (severity, kind, why) = if state.unconnected {
            (Severity::Error, "arrives-unconnected", "which is marked `unconnected`")
        } else {
            (Severity::Warning, "not-handled", "and no rule takes it")
        };
        Finding {
            severity,
            kind,
            line: sent_in(&run),
            message: format!("`{message}`, sent here, arrives in state `{}` of `{role}`, {why}", state.id),
            link: Some(write_whole(&run)),
        }
    };
    report.unhandled.iter().map(told).collect()
}

/// Bounds that were passed: by rules that go round, always, or now and then.
fn bounds(model: &Rc<Model>, report: &Report) -> Vec<Finding> {
    let told = |(why, found): &(Refused, Found)| {
        let narrator = Narrator::english(model);
        let said = narrator.refused(why);
        let done = match found.run.last() {
            Some(Step::Act(action)) => Some(*action),
            _ => None,
        };
        let is_always = done.is_some_and(|action| !report.coverage.actions[action.index()]);
        let is_wrong = is_always || matches!(why, Refused::GoesRound(_));
        let message = match done {
            Some(action) => format!(
                "the action `{}` is {}refused after this run: {said}",
                model[action].id,
                if is_always { "always " } else { "" }
            ),
            None => format!("`next` is refused after this run: {said}"),
        };
        Finding {
            severity: if is_wrong { Severity::Error } else { Severity::Warning },
            kind: "refused",
            line: done.map(|action| model[action].line),
            message,
            // A run stops before what is refused.
            link: Some(write_whole(&replayed(model, found))),
        }
    };
    report.refused.iter().map(told).collect()
}

/// Rules, actions and states that were never seen.
fn unseen(model: &Model, is_exact: bool, report: &Report) -> Vec<Finding> {
    let (severity, never) = if is_exact { (Severity::Error, "never") } else { (Severity::Hint, "not found to be") };
    let mut findings = Vec::new();
    let mut add = |kind, line, message| findings.push(Finding { severity, kind, line, message, link: None });
    for (_, rule) in model.rules().filter(|(id, _)| !report.coverage.rules[id.index()]) {
        add("rule-not-seen", Some(rule.line), format!("this rule is {never} taken"));
    }
    let refused = |id| report.refused.iter().any(|(_, found)| found.run.last() == Some(&Step::Act(id)));
    for (id, action) in model.actions().filter(|(id, _)| !report.coverage.actions[id.index()] && !refused(*id)) {
        let reason = report.impossible[id.index()].map(|reason| Narrator::english(model).reason(reason));
        let reason = reason.map_or_else(String::new, |reason| format!("; at one point because: {reason}"));
        add("action-not-seen", Some(action.line), format!("the action `{}` is {never} possible{reason}", action.id));
    }
    for (_, state) in model.states().filter(|(id, _)| !report.coverage.states[id.index()]) {
        let role = &model[state.role].id;
        add("state-not-seen", None, format!("the state `{}` of `{role}` is {never} entered", state.id));
    }
    findings
}

/// Messages that may arrive where no rule takes them, as far as the rules alone tell.
fn may_arrive(model: &Model, report: &Report) -> Vec<Finding> {
    let open = gaps(model).into_iter().filter(|(message, state)| {
        report.coverage.states[state.index()] && report.unhandled.iter().all(|(known, _)| known != &(*message, *state))
    });
    let told = |(message, state): (MessageId, StateId)| {
        let (message, state) = (&model[message].name, &model[state]);
        let (state, role) = (&state.id, &model[state.role].id);
        let message = format!(
            "`{message}` may arrive in state `{state}` of `{role}`, where no rule takes it; no run was found that shows it"
        );
        Finding { severity: Severity::Hint, kind: "may-arrive", line: None, message, link: None }
    };
    open.map(told).collect()
}

fn replayed(model: &Rc<Model>, found: &Found) -> Run {
    Run::with(Rc::clone(model), found.settings.clone(), &found.run)
}

/// The line of the rule or the action that sent the message that was last not handled.
fn sent_in(run: &Run) -> Option<u32> {
    let of = run.trace().events().iter().rev().find_map(|event| match event.kind {
        EventKind::NotHandled { of, .. } => Some(of),
        _ => None,
    })?;
    match run.trace().get(of)?.cause {
        Cause::Action(action) => Some(run.model()[action].line),
        Cause::Rule(rule) => Some(run.model()[rule].line),
        Cause::Transport => None,
    }
}
