//! Collects what is wrong with a model file, each mistake once, and none that only follows from another.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Problem, Problems, Replacement, Span, limits};

/// A mistake, or something odd: data, which become a [`Problem`] with its line and place in the end.
struct Diagnostic {
    span: Span,
    found: String,
    expected: String,
    replacement: Option<String>,
}

/// What was found in one file so far.
pub(super) struct Diagnostics {
    /// Where each line begins, in bytes.
    line_starts: Vec<u32>,
    /// By where they begin: two readings of one place are one mistake.
    mistakes: BTreeMap<u32, Diagnostic>,
    uncounted: usize,
    warnings: BTreeMap<u32, Diagnostic>,
    /// Lines of which a mistake was told.
    told: BTreeSet<u32>,
    /// Lines that can't be understood: what else is found in them would only be a consequence.
    broken: BTreeSet<u32>,
}

impl Diagnostics {
    pub(super) fn new(source: &str) -> Self {
        let after_breaks = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
        Self {
            line_starts: std::iter::once(0).chain(after_breaks).collect(),
            mistakes: BTreeMap::new(),
            uncounted: 0,
            warnings: BTreeMap::new(),
            told: BTreeSet::new(),
            broken: BTreeSet::new(),
        }
    }

    /// Reports a mistake.
    pub(super) fn mistake(&mut self, span: Span, found: impl Into<String>, expected: impl Into<String>) {
        self.misspelt(span, found, expected, None);
    }

    /// Reports a mistake that another word in this place would mend, if one is given.
    pub(super) fn misspelt(
        &mut self,
        span: Span,
        found: impl Into<String>,
        expected: impl Into<String>,
        meant: Option<&str>,
    ) {
        let line = self.line(span);
        if self.broken.contains(&line) || self.mistakes.contains_key(&span.start) {
            return;
        }
        self.told.insert(line);
        if self.is_full() {
            self.uncounted += 1;
            return;
        }
        let replacement = meant.map(str::to_owned);
        let diagnostic = Diagnostic { span, found: found.into(), expected: expected.into(), replacement };
        self.mistakes.insert(span.start, diagnostic);
    }

    /// Reports a mistake after which nothing else is said about its line.
    pub(super) fn broken(&mut self, span: Span, found: impl Into<String>, expected: impl Into<String>) {
        self.mistake(span, found, expected);
        self.give_up(span);
    }

    /// Has nothing else be said about the span's line.
    pub(super) fn give_up(&mut self, span: Span) {
        self.broken.insert(self.line(span));
    }

    /// Reports what is odd but no mistake.
    pub(super) fn warning(&mut self, span: Span, found: impl Into<String>, expected: impl Into<String>) {
        if self.warnings.len() < limits::PROBLEMS {
            let diagnostic = Diagnostic { span, found: found.into(), expected: expected.into(), replacement: None };
            self.warnings.entry(span.start).or_insert(diagnostic);
        }
    }

    /// The line that a span begins in, counted from 1.
    pub(super) fn line(&self, span: Span) -> u32 {
        self.line_starts.partition_point(|start| *start <= span.start) as u32
    }

    /// Whether a mistake of the span's line was told, so that the next is probably its consequence.
    pub(super) fn is_told(&self, span: Span) -> bool {
        self.told.contains(&self.line(span))
    }

    /// Whether the span's line can't be understood.
    pub(super) fn is_broken(&self, span: Span) -> bool {
        self.broken.contains(&self.line(span))
    }

    /// Whether more mistakes would only be counted, so that nobody need look for the nearest name.
    pub(super) fn is_full(&self) -> bool {
        self.mistakes.len() >= limits::PROBLEMS
    }

    /// Whether there is no mistake so far.
    pub(super) fn is_clean(&self) -> bool {
        self.mistakes.is_empty()
    }

    /// All mistakes of the file, with their lines.
    pub(super) fn mistakes(&self, source: &str) -> Problems {
        Problems::new(problems(&self.mistakes, source), self.uncounted)
    }

    /// All that is odd in the file, with its lines.
    pub(super) fn warnings(&self, source: &str) -> Vec<Problem> {
        problems(&self.warnings, source)
    }
}

fn problems(diagnostics: &BTreeMap<u32, Diagnostic>, source: &str) -> Vec<Problem> {
    let problem = |diagnostic: &Diagnostic| {
        let replacement = diagnostic.replacement.clone();
        let replacement = replacement.map(|text| Replacement { span: diagnostic.span, text });
        Problem { replacement, ..Problem::new(source, diagnostic.span, &diagnostic.found, &diagnostic.expected) }
    };
    diagnostics.values().map(problem).collect()
}

/// The first characters of a word, so that a long one does not fill the page.
pub(super) fn shortened(word: &str) -> String {
    match word.char_indices().nth(limits::NAME) {
        Some((end, _)) => format!("{}…", &word[..end]),
        None => word.to_owned(),
    }
}

/// `a`, `b` or `c`: a list whose last two are joined by `last`.
pub(super) fn listed<W: AsRef<str>>(words: impl IntoIterator<Item = W>, last: &str) -> String {
    let mut words: Vec<W> = words.into_iter().collect();
    let Some(end) = words.pop() else { return String::new() };
    let rest: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    if rest.is_empty() { end.as_ref().to_owned() } else { format!("{} {last} {}", rest.join(", "), end.as_ref()) }
}

/// A word of the language or a name, as messages show it.
pub(super) fn quoted(word: impl AsRef<str>) -> String {
    format!("`{}`", word.as_ref())
}
