//! What a check says of a model: what was found, with its shortest run, and what was not seen.

use std::collections::BTreeSet;
use std::path::Path;
use std::rc::Rc;

use lifeline_core::check::{Found, Report, Tries, Verdict, gaps};
use lifeline_core::link::write_whole;
use lifeline_core::model::{Answered, MessageId, Model, PropertyId, StateId, Step, Trigger};
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Cause, EventKind};
use lifeline_core::simulation::world::Refused;
use serde::Serialize;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It is wrong.
    Error,
    /// It comes about, and may be meant.
    Warning,
    /// It was not found, which proves nothing.
    Hint,
}

/// What was found, or was not.
pub struct Finding {
    pub severity: Severity,
    pub kind: &'static str,
    /// Where it stands in the file.
    pub line: Option<u32>,
    pub message: String,
    /// A shortest run that shows it.
    pub link: Option<String>,
}

impl Finding {
    /// The finding with its place, and below it the run that shows it, line by line.
    pub fn lines(&self, path: &Path) -> Vec<String> {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        };
        let place = self.line.map_or_else(String::new, |line| format!(":{line}:1"));
        let mut lines = vec![format!("{}{place}: {severity}: {}", path.display(), self.message)];
        lines.extend(self.link.as_ref().map(|link| format!("  #{link}")));
        lines
    }
}

/// What is to be said of a model, what weighs most first.
pub fn findings(model: &Rc<Model>, tries: &Tries, report: &Report) -> Vec<Finding> {
    let mut findings = violated(model, report);
    findings.extend(unhandled(model, report));
    findings.extend(bounds(model, report));
    findings.extend(unseen(model, report.is_exact(tries), report));
    if report.unfinished(tries) > 0 {
        findings.extend(may_arrive(model, report));
    }
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// A property, and what is known of it.
#[derive(Serialize)]
pub struct Judged {
    pub id: String,
    /// `holds`, `violated` or `open`.
    verdict: &'static str,
    /// A shortest run in which it does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl Judged {
    pub fn told(&self) -> &'static str {
        match self.verdict {
            "open" => "open: no run was found that violates it, but not everything was tried",
            verdict => verdict,
        }
    }
}

/// What is known of each property.
pub fn properties(model: &Rc<Model>, tries: &Tries, report: &Report) -> Vec<Judged> {
    let judged = |id: PropertyId| {
        let (verdict, found) = match report.verdict(id, report.is_exact(tries)) {
            Verdict::Holds => ("holds", None),
            Verdict::Violated(found) => ("violated", Some(found)),
            Verdict::Open => ("open", None),
        };
        let link = found.map(|found| write_whole(&replayed(model, found)));
        Judged { id: model[id].id.to_string(), verdict, link }
    };
    model.properties().map(|(id, _)| judged(id)).collect()
}

/// Properties that do not hold.
fn violated(model: &Rc<Model>, report: &Report) -> Vec<Finding> {
    let told = |(property, found): &(PropertyId, Found)| {
        let property = &model[*property];
        Finding {
            severity: Severity::Error,
            kind: "violated",
            line: Some(property.line),
            message: format!("`{}` is violated: {}", property.id, property.label.plain),
            link: Some(write_whole(&replayed(model, found))),
        }
    };
    report.violated.iter().map(told).collect()
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
    for (line, trigger) in unseen_rules(model, report) {
        let on = trigger.map_or_else(String::new, |trigger| format!(" on `{trigger}`"));
        add("rule-not-seen", Some(line), format!("this rule is {never} taken{on}"));
    }
    let refused = |id| report.refused.iter().any(|(_, found)| found.run.last() == Some(&Step::Act(id)));
    for (id, action) in model.actions().filter(|(id, _)| !report.coverage.actions[id.index()] && !refused(*id)) {
        let reason = report.impossible[id.index()].map(|reason| Narrator::english(model).reason(reason));
        let reason = reason.map_or_else(String::new, |reason| format!("; at one point because: {reason}"));
        add("action-not-seen", Some(action.line), format!("the action `{}` is {never} possible{reason}", action.id));
    }
    for (_, state) in model.states().filter(|(id, _)| !report.coverage.states[id.index()]) {
        let role = &model[state.role].id;
        add("state-not-seen", Some(state.line), format!("the state `{}` of `{role}` is {never} entered", state.id));
    }
    findings
}

/// The lines of rules that were never taken; where one was taken on another of its triggers, each trigger that it was not taken on.
fn unseen_rules(model: &Model, report: &Report) -> Vec<(u32, Option<String>)> {
    let taken: BTreeSet<u32> =
        (model.rules()).filter(|(id, _)| report.coverage.rules[id.index()]).map(|(_, rule)| rule.line).collect();
    let unseen = model.rules().filter(|(id, _)| !report.coverage.rules[id.index()]);
    let mut lines: Vec<_> = unseen
        .map(|(_, rule)| (rule.line, taken.contains(&rule.line).then(|| written(model, &rule.trigger))))
        .collect();
    lines.dedup();
    lines
}

/// A trigger as models write it.
fn written(model: &Model, trigger: &Trigger) -> String {
    let (what, from) = match trigger {
        Trigger::Start => ("start".to_owned(), &None),
        Trigger::Connect { from } => ("connect".to_owned(), from),
        Trigger::Disconnect { from } => ("disconnect".to_owned(), from),
        Trigger::Message { message, finding, from, answers } => {
            let message = message.map(|message| &model[message]);
            let finding =
                message.zip(*finding).and_then(|(message, finding)| message.findings.get(usize::from(finding)));
            let found = finding.map_or_else(String::new, |finding| format!(" found {finding}"));
            let to = answers.map_or_else(String::new, |answered| match answered {
                Answered::Kind(kind) => format!(" to {}", model[kind].name),
                Answered::Remembered(variable) => format!(" to {}", model[variable].id),
            });
            let name = message.map_or("any other message", |message| &message.name);
            (format!("{name}{found}{to}"), from)
        }
        Trigger::Expiry(timer) => (format!("{} expires", model[*timer].id), &None),
    };
    let from = from.map_or_else(String::new, |from| format!(" from {}", model[from].id));
    what + &from
}

/// Messages that may arrive where no rule takes them, as far as the rules alone tell.
fn may_arrive(model: &Model, report: &Report) -> Vec<Finding> {
    let open = gaps(model).into_iter().filter(|(message, state)| {
        report.coverage.states[state.index()] && report.unhandled.iter().all(|(known, _)| known != &(*message, *state))
    });
    let told = |(message, state): (MessageId, StateId)| {
        let (message, state) = (&model[message].name, &model[state]);
        let (line, state, role) = (Some(state.line), &state.id, &model[state.role].id);
        let message = format!(
            "`{message}` may arrive in state `{state}` of `{role}`, where no rule takes it; no run was found that shows it"
        );
        Finding { severity: Severity::Hint, kind: "may-arrive", line, message, link: None }
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
