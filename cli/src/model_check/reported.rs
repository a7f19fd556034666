//! What a check has to say as editors take it: the characters that are meant, what is wrong with them, and what to write instead.

use lifeline_core::model::{Model, Place, Problem, Span};
use serde::Serialize;

use super::findings::{Finding, Severity};
use crate::error::Mistake;

/// One thing that is wrong with a file, odd, or was found in its runs.
#[derive(Serialize)]
pub struct Reported {
    severity: Severity,
    kind: &'static str,
    #[serde(flatten)]
    extent: Option<Extent>,
    message: String,
    /// What was expected, or what helps.
    #[serde(skip_serializing_if = "String::is_empty")]
    expected: String,
    /// What mends it in the place of these characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<String>,
    /// A shortest run that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

/// Some characters of a file: from the first to the place behind the last.
#[derive(Serialize)]
struct Extent {
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

impl Extent {
    fn of(text: &str, span: Span) -> Self {
        let (first, behind) = (Place::of(text, span.start), Place::of(text, span.end));
        Self { line: first.line, column: first.column, end_line: behind.line, end_column: behind.column }
    }
}

impl Reported {
    /// Why a file is no model.
    pub fn mistakes(text: &str, mistake: &Mistake) -> Vec<Self> {
        let Mistake::WrongModel { problems, .. } = mistake else {
            return vec![Self::without_place("unreadable", mistake.to_string())];
        };
        let mut all: Vec<Self> =
            problems.listed().iter().map(|problem| Self::problem(text, Severity::Error, "mistake", problem)).collect();
        if problems.more() > 0 {
            all.push(Self::without_place("mistake", format!("and {} more", problems.more())));
        }
        all
    }

    /// What is wrong with a model, odd, or was found in its runs; what weighs most first.
    pub fn all(text: &str, model: &Model, findings: Vec<Finding>) -> Vec<Self> {
        let unplayed = model.scenario_problems().iter();
        let mut all: Vec<Self> =
            unplayed.map(|problem| Self::problem(text, Severity::Error, "unplayed", problem)).collect();
        let odd = model.warnings().iter();
        all.extend(odd.map(|problem| Self::problem(text, Severity::Warning, "odd", problem)));
        all.extend(findings.into_iter().map(|finding| Self::finding(text, finding)));
        all.sort_by_key(|reported| reported.severity);
        all
    }

    fn problem(text: &str, severity: Severity, kind: &'static str, problem: &Problem) -> Self {
        Self {
            severity,
            kind,
            extent: Some(Extent::of(text, problem.span)),
            message: problem.found.clone(),
            expected: problem.expected.clone(),
            replacement: problem.replacement.as_ref().map(|replacement| replacement.text.clone()),
            link: None,
        }
    }

    fn finding(text: &str, finding: Finding) -> Self {
        let Finding { severity, kind, line, message, link } = finding;
        let extent = line.map(|line| Extent::of(text, Span::of_line(text, line)));
        Self { severity, kind, extent, message, expected: String::new(), replacement: None, link }
    }

    fn without_place(kind: &'static str, message: String) -> Self {
        let (expected, replacement, link) = (String::new(), None, None);
        Self { severity: Severity::Error, kind, extent: None, message, expected, replacement, link }
    }
}
