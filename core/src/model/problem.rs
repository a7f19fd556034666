//! What is wrong with a model file, said so that its writer can mend it: where, what was found, what was expected.

use std::fmt;

use super::limits;
use super::text::File;

/// A place in a model file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Place {
    /// The line, counted from 1.
    pub line: u32,
    /// The column, counted from 1 in characters.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// One thing that is wrong with a model file, or odd.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// The line it stands in; a long one is cut around the place.
    pub excerpt: Box<str>,
    /// Which characters of the excerpt are meant: how many stand before them, and how many they are.
    pub marked: (u32, u32),
    /// What was found.
    pub found: Box<str>,
    /// What was expected, or what helps; may be empty.
    pub expected: Box<str>,
    /// The nearest name that would fit, where a name is unknown.
    pub nearest: Option<Box<str>>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, excerpt, marked, found, expected, nearest } = self;
        let number = place.line.to_string();
        let margin = " ".repeat(number.len());
        write!(f, "{place}: {found}\n  {number} | {excerpt}\n  {margin} | ")?;
        f.write_str(&" ".repeat(marked.0 as usize))?;
        f.write_str(&"^".repeat(marked.1 as usize))?;
        if !expected.is_empty() {
            write!(f, "\n  {expected}")?;
        }
        if let Some(nearest) = nearest {
            write!(f, "\n  did you mean `{nearest}`?")?;
        }
        Ok(())
    }
}

/// Everything that is wrong with a model file, in the order of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Problems {
    listed: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// The problems, at most [`limits::PROBLEMS`] of them.
    #[must_use]
    pub fn listed(&self) -> &[Problem] {
        &self.listed
    }

    /// How many more there are.
    #[must_use]
    pub fn more(&self) -> usize {
        self.more
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.listed.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "\n\n" })?;
            problem.fmt(f)?;
        }
        if self.more > 0 {
            write!(f, "\n\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// Some characters of one line, to say where they are and to quote them.
#[derive(Clone, Copy)]
pub(super) struct Where {
    /// The line, counted from 1.
    pub line: u32,
    /// Where the line begins and ends in the source, in bytes.
    pub bytes: (u32, u32),
    /// The first character, counted from 1, and how many.
    pub column: u32,
    pub width: u32,
}

/// A token, or the end of the line behind it: a place in a file that has been split. Later ones are greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot(u32);

impl Spot {
    pub(super) fn at(token: usize) -> Self {
        Self(token as u32 * 2)
    }

    pub(super) fn behind(token: usize) -> Self {
        Self(token as u32 * 2 + 1)
    }
}

/// Collects problems and warnings while a file is read.
pub(super) struct Reports<'s> {
    pub file: File<'s>,
    pub problems: Problems,
    pub warnings: Problems,
    /// Lines that could not be split into words: what else is found in them would only be a consequence.
    broken: Vec<u32>,
}

impl<'s> Reports<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let file = File { source, lines: Vec::new(), tokens: Vec::new() };
        Self { file, problems: Problems::default(), warnings: Problems::default(), broken: Vec::new() }
    }

    /// Reports a mistake. Each `{}` in `found`, then in `expected`, is filled from `with`.
    pub(super) fn problem(&mut self, spot: Spot, found: &str, expected: &str, with: &[&str]) {
        self.near(spot, found, expected, with, None);
    }

    /// Reports a mistake, with the nearest name that would be right.
    pub(super) fn near(&mut self, spot: Spot, found: &str, expected: &str, with: &[&str], nearest: Option<&str>) {
        let place = self.place(spot);
        self.unsplit(place, found, expected, with, nearest);
    }

    /// Reports a mistake in a line that has not been split into words.
    pub(super) fn unsplit(&mut self, at: Where, found: &str, expected: &str, with: &[&str], nearest: Option<&str>) {
        if !self.broken.contains(&at.line) {
            self.problems.add(self.file.source, at, found, expected, with, nearest);
        }
    }

    /// Reports a line that can't be split into words, and keeps silent about the rest of it.
    pub(super) fn broken(&mut self, at: Where, found: &str, expected: &str, with: &[&str]) {
        self.unsplit(at, found, expected, with, None);
        if self.broken.len() < limits::PROBLEMS {
            self.broken.push(at.line);
        }
    }

    /// Whether the line could not be split into words.
    pub(super) fn is_broken(&self, spot: Spot) -> bool {
        self.broken.contains(&self.line(spot))
    }

    /// Whether a problem of the line is listed already, so that the next is probably its consequence.
    pub(super) fn is_told(&self, spot: Spot) -> bool {
        let line = self.line(spot);
        self.problems.listed.iter().any(|problem| problem.place.line == line)
    }

    /// Reports what is odd but no mistake.
    pub(super) fn warning(&mut self, spot: Spot, found: &str, expected: &str, with: &[&str]) {
        let place = self.place(spot);
        self.warnings.add(self.file.source, place, found, expected, with, None);
    }

    /// Whether more problems would only be counted, so that nobody need look for the nearest name.
    pub(super) fn is_full(&self) -> bool {
        self.problems.listed.len() >= limits::PROBLEMS
    }

    /// The line of a spot, counted from 1.
    pub(super) fn line(&self, spot: Spot) -> u32 {
        self.place(spot).line
    }

    /// Where a spot is.
    pub(super) fn place(&self, spot: Spot) -> Where {
        let token = spot.0 / 2;
        let line = self.file.lines.partition_point(|line| line.last <= token);
        let (mut at, line) = match (self.file.tokens.get(token as usize), self.file.lines.get(line)) {
            (Some(token), Some(line)) => {
                (Where { line: 1, bytes: (0, 0), column: token.column, width: token.width }, line)
            }
            _ => return Where { line: 1, bytes: (0, 0), column: 1, width: 1 },
        };
        (at.line, at.bytes) = (line.number, (line.start, line.end));
        if spot.0 % 2 == 1 {
            (at.column, at.width) = (at.column + at.width, 1);
        }
        at
    }
}

impl Problems {
    /// Adds one at a place of a file that was read before.
    pub(crate) fn at(&mut self, source: &str, place: Place, found: &str, expected: &str, with: &[&str]) {
        let source = source.strip_prefix('\u{feff}').unwrap_or(source);
        let above = place.line.saturating_sub(1) as usize;
        let line = source.split('\n').nth(above).unwrap_or_default();
        let start: usize = source.split('\n').take(above).map(|line| line.len() + 1).sum();
        let before = place.column.saturating_sub(1) as usize;
        let word = line.chars().skip(before).take_while(|letter| !matches!(letter, ' ' | ','));
        let width = (word.count() as u32).max(1);
        let bytes = (start as u32, (start + line.len()) as u32);
        self.add(source, Where { line: place.line, bytes, column: place.column, width }, found, expected, with, None);
    }

    pub(super) fn into_listed(self) -> Vec<Problem> {
        self.listed
    }

    fn add(&mut self, source: &str, spot: Where, found: &str, expected: &str, with: &[&str], nearest: Option<&str>) {
        let place = Place { line: spot.line, column: spot.column };
        let at = self.listed.partition_point(|problem| problem.place < place);
        // Two readings of one place are one mistake.
        if self.listed.get(at).is_some_and(|problem| problem.place == place) {
            return;
        }
        if self.listed.len() >= limits::PROBLEMS {
            self.more += 1;
            return;
        }
        let line = source.get(spot.bytes.0 as usize..spot.bytes.1 as usize).unwrap_or_default();
        let (excerpt, marked) = excerpt(line, spot);
        let mut with = with.iter();
        let found = fill(found, &mut with);
        let expected = fill(expected, &mut with);
        self.listed.insert(at, Problem { place, excerpt, marked, found, expected, nearest: nearest.map(Box::from) });
    }
}

/// Puts the next of `with` where the template has `{}`.
fn fill(template: &str, with: &mut std::slice::Iter<'_, &str>) -> Box<str> {
    let mut filled = String::new();
    let mut template = template.chars();
    while let Some(letter) = template.next() {
        if letter != '{' {
            filled.push(letter);
            continue;
        }
        template.next();
        for letter in with.next().unwrap_or(&"").chars() {
            filled.push(if super::text::is_hidden(letter) { '\u{fffd}' } else { letter });
        }
    }
    filled.into()
}

/// The part of a line around a spot, and which characters of it are meant.
fn excerpt(line: &str, spot: Where) -> (Box<str>, (u32, u32)) {
    let before = spot.column.saturating_sub(1);
    let skipped = if before > EXCERPT * 3 / 4 { before - EXCERPT / 2 } else { 0 };
    let mut shown = String::new();
    if skipped > 0 {
        shown.push('…');
    }
    let mut rest = line.chars().skip(skipped as usize);
    for letter in rest.by_ref().take(EXCERPT as usize) {
        shown.push(if super::text::is_hidden(letter) { ' ' } else { letter });
    }
    if rest.next().is_some() {
        shown.push('…');
    }
    let lead = before - skipped + u32::from(skipped > 0);
    let room = (shown.chars().count() as u32).saturating_sub(lead);
    (shown.into(), (lead, spot.width.min(room).max(1)))
}

/// Characters of a line that are quoted: as wide as an ordinary terminal with the line's number before it.
const EXCERPT: u32 = 100;
