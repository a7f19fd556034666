//! Nests lines by their indentation; a line that stands too far left or right is told and put where it was meant.
//!
//! One slip of the indentation must not make everything below it unknown, so the words of a line say, too, where it belongs.

use super::diagnostics::Diagnostics;
use super::keywords::{RULES, STATEMENTS, below};
use super::lexer::{Line, Token, TokenKind};
use crate::model::{Span, limits};
use crate::text::nearest;

/// A line and those below it.
pub(super) struct Block {
    /// At least one; without comments.
    pub tokens: Vec<Token>,
    pub below: Vec<Block>,
}

/// Nests the lines of a file.
pub(super) fn outline(source: &str, lines: Vec<Line>, diagnostics: &mut Diagnostics) -> Vec<Block> {
    let mut outliner = Outliner {
        source,
        diagnostics,
        levels: vec![0],
        statement: "",
        previous: None,
        is_indented_by_tabs: false,
        was_misplaced: false,
        was_too_deep: false,
    };
    let placed: Vec<_> = lines.into_iter().filter_map(|line| outliner.place(line)).collect();
    nest(&mut placed.into_iter().peekable(), 0)
}

/// The lines at this depth or deeper, up to the first that is not so deep.
fn nest(lines: &mut std::iter::Peekable<impl Iterator<Item = (usize, Vec<Token>)>>, depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    while let Some((depth, tokens)) = lines.next_if(|(line_depth, _)| *line_depth >= depth) {
        blocks.push(Block { tokens, below: nest(lines, depth + 1) });
    }
    blocks
}

struct Outliner<'s, 'd> {
    source: &'s str,
    diagnostics: &'d mut Diagnostics,
    /// How far each open level is indented; the outermost one first.
    levels: Vec<u32>,
    /// The word of the statement that is open.
    statement: &'s str,
    /// The last line's first word and depth.
    previous: Option<(&'s str, usize)>,
    is_indented_by_tabs: bool,
    /// Whether the last line was told to stand in the wrong place, so that its neighbours need no word of their own.
    was_misplaced: bool,
    was_too_deep: bool,
}

/// What is wrong with a line's indentation, and what helps.
type Complaint = (String, &'static str);

/// What the first words of a line are.
struct Opening<'s> {
    word: &'s str,
    second: &'s str,
    ends_with_text: bool,
}

impl<'s> Outliner<'s, '_> {
    /// The depth and tokens of a line; nothing where it only has a comment, or is indented beyond all measure.
    fn place(&mut self, line: Line) -> Option<(usize, Vec<Token>)> {
        let mut tokens = line.tokens;
        tokens.retain(|token| token.kind != TokenKind::Comment);
        let head = tokens.first()?.span;
        if line.has_tab && !self.is_indented_by_tabs {
            self.is_indented_by_tabs = true;
            let margin = Span { start: line.start, end: head.start };
            let expected = "indent with spaces, two for each level";
            self.diagnostics.mistake(margin, "this line is indented with a tab", expected);
        }
        let silent = std::mem::replace(&mut self.was_misplaced, false) || self.is_indented_by_tabs;
        let opening = self.opening(&tokens);
        let (depth, complaint) = self.depth(&opening, line.indent);
        if let Some((found, expected)) = complaint.filter(|_| !silent) {
            self.diagnostics.mistake(head, found, expected);
        }
        if depth > limits::DEPTH {
            if !std::mem::replace(&mut self.was_too_deep, true) {
                let expected = "nothing goes deeper than an effect below its rule: indent it as its neighbours";
                self.diagnostics.mistake(head, "this line is indented too deep", expected);
            }
            return None;
        }
        self.was_too_deep = false;
        self.previous = Some((opening.word, depth));
        if depth == 0 {
            self.statement = opening.word;
        }
        Some((depth, tokens))
    }

    fn opening(&self, tokens: &[Token]) -> Opening<'s> {
        let word = |at: usize| {
            let token = tokens.get(at).filter(|token| token.kind != TokenKind::Text);
            token.map_or("", |token| token.span.of(self.source))
        };
        let ends_with_text = tokens.last().is_some_and(|token| token.kind == TokenKind::Text);
        Opening { word: word(0), second: word(1), ends_with_text }
    }

    fn depth(&mut self, opening: &Opening<'_>, indent: u32) -> (usize, Option<Complaint>) {
        let word = opening.word;
        let is_left = indent <= self.levels[0];
        if !is_left && self.begins_statement(opening) {
            self.was_misplaced = true;
            self.levels = vec![indent];
            return (0, Some((format!("`{word}` begins a statement of its own"), "let it begin at the left edge")));
        }
        let Some((previous, previous_depth)) = self.previous else {
            self.levels = vec![indent];
            let complaint = ("the first line is indented".to_owned(), "let it begin at the left edge");
            return (0, (indent > 0).then_some(complaint));
        };
        if is_left && self.belongs_below(opening) {
            let is_told = self.levels.get(1).is_some_and(|level| *level <= self.levels[0]);
            let complaint = (format!("`{word}` stands at the left edge"), "indent it below the line it belongs to");
            let complaint = (!is_told).then_some(complaint);
            self.was_misplaced = true;
            if RULES.contains(&word) {
                self.levels = vec![self.levels[0], indent];
                return (1, complaint);
            }
            let depth = previous_depth + usize::from(previous_depth == 0 || RULES.contains(&previous));
            self.levels.truncate(depth + 1);
            return (depth, complaint);
        }
        if is_left {
            self.levels = vec![indent];
            return (0, None);
        }
        // Below `in`, the words alone tell the depth.
        if self.statement == "in" && RULES.contains(&word) {
            self.levels = vec![self.levels[0], indent];
            return (1, None);
        }
        let is_as_far_as_on = self.levels.get(1).is_some_and(|level| indent <= *level);
        if self.statement == "in" && is_as_far_as_on && below("on").contains(&word) {
            self.was_misplaced = true;
            let expected = "indent it by two spaces more than the `on`";
            return (2, Some((format!("`{word}` does not stand below its `on`"), expected)));
        }
        self.indented(indent)
    }

    /// The depth of a line that only its indentation tells.
    fn indented(&mut self, indent: u32) -> (usize, Option<Complaint>) {
        let level = self.levels.iter().rposition(|level| *level <= indent).unwrap_or_default();
        let mut complaint = None;
        if self.levels[level] == indent {
            self.levels.truncate(level + 1);
        } else if self.levels.len() > level + 1 {
            self.levels.truncate(level + 2);
            self.was_misplaced = true;
            complaint = Some(("this line is indented like no line above it".to_owned(), "indent it as its neighbours"));
        } else {
            self.levels.push(indent);
        }
        (self.levels.len() - 1, complaint)
    }

    /// Whether an indented line is a statement, which should stand at the left edge.
    fn begins_statement(&self, opening: &Opening<'_>) -> bool {
        let is_named = begins_with_letter(opening.second);
        STATEMENTS.contains(&opening.word)
            && match self.statement {
                "states" => is_named && opening.second != "unconnected",
                "variables" => is_named && !is_held(opening.second),
                // What an action can't do is said with `not in`, and ends with a reason.
                "action" if opening.word == "in" => is_named && !opening.ends_with_text,
                _ => is_named,
            }
    }

    /// Whether a line at the left edge should stand below the one before it.
    fn belongs_below(&self, opening: &Opening<'_>) -> bool {
        let word = opening.word;
        let is_named = begins_with_letter(opening.second);
        let is_entry = match self.statement {
            "states" => !is_named || opening.second == "unconnected",
            "variables" => !is_named || is_held(opening.second),
            _ => false,
        };
        let is_entry = is_entry && begins_with_letter(word);
        let is_part = if self.statement == "in" { below("on") } else { below(self.statement) }.contains(&word);
        !STATEMENTS.contains(&word)
            && (is_part || RULES.contains(&word) || (is_entry && nearest(word, STATEMENTS.iter().copied()).is_none()))
    }
}

fn is_held(word: &str) -> bool {
    super::keywords::HELD.contains(&word)
}

fn begins_with_letter(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_alphabetic())
}
