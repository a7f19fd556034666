//! Turns a model file into lines of words, each with its place and depth; any text at all can be handed in.
//!
//! A line that stands too far left or right is reported once and then put where it was surely meant, so that one slip
//! of the indentation does not make everything below it unknown.

use super::limits;
use super::problem::{Reports, Where};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Word,
    /// What stands between quotes; the token is without them.
    Text,
    Comma,
    Slash,
}

/// A word, text or mark of a line.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub shape: Shape,
    /// Its bytes in the source.
    pub start: u32,
    pub end: u32,
    /// Its characters in the line, a text's quotes included; the column counts from 1.
    pub column: u32,
    pub width: u32,
}

/// A line that says something.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// Counted from 1, in the file.
    pub number: u32,
    /// Its bytes in the source.
    pub start: u32,
    pub end: u32,
    /// Its tokens.
    pub first: u32,
    pub last: u32,
    /// How deep it is indented, in levels.
    pub depth: u8,
    /// The position of the first line after it that does not stand below it.
    pub after: u32,
}

/// The lines of a model file that say something, and their tokens.
pub(super) struct File<'s> {
    pub source: &'s str,
    pub lines: Vec<Line>,
    pub tokens: Vec<Token>,
}

impl<'s> File<'s> {
    /// The characters of a token, without a text's quotes.
    pub(super) fn raw(&self, token: Token) -> &'s str {
        self.source.get(token.start as usize..token.end as usize).unwrap_or_default()
    }
}

/// Splits a file, and reports what stands in the way; nothing of it is split where it is too large.
pub(super) fn split(source: &str) -> Reports<'_> {
    let mut reports = Reports::new(source);
    let mut splitter = Splitter { levels: vec![0], tabs: false, strayed: false, buried: false };
    let nowhere = Where { line: 1, bytes: (0, 0), column: 1, width: 1 };
    if source.len() > limits::FILE_BYTES {
        reports.unsplit(nowhere, "the file is too large", "a model has 256 KiB at most", &[], None);
        return reports;
    }
    let mut start = 0;
    for (index, text) in source.split('\n').enumerate() {
        let line = index as u32 + 1;
        if index == limits::LINES {
            let place = Where { line, ..nowhere };
            reports.unsplit(place, "the file is too long", "a model has 8000 lines at most", &[], None);
            reports.file.lines.clear();
            return reports;
        }
        splitter.split(line, start, text.strip_suffix('\r').unwrap_or(text), &mut reports);
        start += text.len() + 1;
    }
    let lines = &mut reports.file.lines;
    let mut next = [lines.len() as u32; limits::DEPTH + 1];
    for (index, line) in lines.iter_mut().enumerate().rev() {
        let depth = usize::from(line.depth).min(limits::DEPTH);
        line.after = next[..=depth].iter().copied().min().unwrap_or_default();
        next[depth] = index as u32;
    }
    reports
}

/// What is known of the lines so far.
struct Splitter {
    /// How far each open level is indented.
    levels: Vec<u32>,
    /// Whether a tab or a stray line was reported just before, so that its neighbours need no report of their own.
    tabs: bool,
    strayed: bool,
    /// Whether the line just before was too deep, and left out.
    buried: bool,
}

impl Splitter {
    fn split(&mut self, number: u32, start: usize, text: &str, reports: &mut Reports<'_>) {
        let bytes = (start as u32, (start + text.len()) as u32);
        let spot = |column: u32, width: u32| Where { line: number, bytes, column, width };
        let first = reports.file.tokens.len();
        let mut indent = 0;
        let mut tab = false;
        let mut column = 0;
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            column += 1;
            let (begun, at) = (column, start + at);
            let mut token = Token { shape: Shape::Word, start: at as u32, end: at as u32, column, width: 1 };
            match letter {
                '#' => break,
                _ if is_space(letter) => {
                    if reports.file.tokens.len() == first {
                        indent += if letter == '\t' { 2 } else { 1 };
                        tab |= letter != ' ';
                    }
                    continue;
                }
                ',' | '/' => {
                    token.shape = if letter == ',' { Shape::Comma } else { Shape::Slash };
                    token.end += 1;
                }
                _ if closing(letter).is_some() => {
                    token.shape = Shape::Text;
                    token.start = (at + letter.len_utf8()) as u32;
                    let close = closing(letter).unwrap_or('"');
                    let mut closed = false;
                    let mut escaped = false;
                    let mut length = 0;
                    for (next, inner) in letters.by_ref() {
                        column += 1;
                        length += 1;
                        token.end = (start + next) as u32;
                        if escaped {
                            escaped = false;
                            if inner != '"' && inner != '\\' {
                                let expected = "write `\\\\` for a backslash";
                                reports.broken(spot(column - 1, 2), "`\\` stands alone in a text", expected, &[]);
                            }
                        } else if inner == '\\' {
                            escaped = true;
                        } else if inner == close {
                            closed = true;
                            break;
                        } else if is_hidden(inner) {
                            let expected = "a text has no tabs, line ends or other characters that can't be seen";
                            reports.broken(spot(column, 1), "here is a character that can't be seen", expected, &[]);
                        }
                    }
                    token.width = column - begun + 1;
                    if !closed {
                        token.end = (start + text.len()) as u32;
                    }
                    if letter != '"' {
                        let expected = "a text stands in straight double quotes: \"like this\"";
                        reports.broken(
                            spot(begun, 1),
                            "`{}` is not the quote that begins a text",
                            expected,
                            &[letter.encode_utf8(&mut [0; 4])],
                        );
                    } else if !closed {
                        let expected = "put `\"` at both ends of a text";
                        reports.broken(spot(begun, token.width), "this quote has no partner", expected, &[]);
                    } else if length > limits::TEXT + usize::from(closed) {
                        let expected = "a text has 600 characters at most";
                        reports.broken(spot(begun, token.width), "this text is too long", expected, &[]);
                    }
                }
                _ => {
                    let mut last = letter;
                    while let Some((_, next)) = letters.peek().copied() {
                        if is_space(next) || matches!(next, '"' | ',' | '#' | '/') {
                            break;
                        }
                        last = next;
                        column += 1;
                        token.end = (start + letters.next().map_or(0, |(next, _)| next)) as u32;
                    }
                    token.width = column - begun + 1;
                    token.end += last.len_utf8() as u32;
                }
            }
            reports.file.tokens.push(token);
        }
        let Some(head) = reports.file.tokens.get(first).copied() else { return };
        let line = Line {
            number,
            start: bytes.0,
            end: bytes.1,
            first: first as u32,
            last: reports.file.tokens.len() as u32,
            depth: 0,
            after: 0,
        };
        if tab && !self.tabs {
            self.tabs = true;
            let expected = "indent with spaces, two for each level";
            reports.unsplit(spot(1, head.column - 1), "this line is indented with a tab", expected, &[], None);
        }
        let depth = self.depth(line, indent, reports);
        if usize::from(depth) > limits::DEPTH {
            if !self.buried {
                let expected = "nothing goes deeper than an effect below its rule: indent it as its neighbours";
                reports.unsplit(spot(head.column, head.width), "this line is indented too deep", expected, &[], None);
            }
            self.buried = true;
            reports.file.tokens.truncate(first);
            return;
        }
        self.buried = false;
        reports.file.lines.push(Line { depth, ..line });
    }

    /// How deep a line stands, after its indentation and its first words; says so where the two don't agree.
    fn depth(&mut self, line: Line, indent: u32, reports: &mut Reports<'_>) -> u8 {
        let silent = std::mem::replace(&mut self.strayed, false) || self.tabs;
        let head = reports.file.tokens[line.first as usize];
        let word = if head.shape == Shape::Word { reports.file.raw(head) } else { "" };
        let (depth, complaint) = self.place(&reports.file, line, word, indent);
        if let Some((found, expected)) = complaint.filter(|_| !silent) {
            let (bytes, column, width) = ((line.start, line.end), head.column, head.width);
            reports.unsplit(Where { line: line.number, bytes, column, width }, found, expected, &[word], None);
        }
        depth
    }

    fn place(&mut self, file: &File<'_>, line: Line, word: &str, indent: u32) -> (u8, Option<Complaint>) {
        // At the left edge, or left of where the file began.
        let left = indent <= self.levels[0];
        let outermost = file.lines.iter().rfind(|line| line.depth == 0);
        let block = outermost.map_or("", |line| file.raw(file.tokens[line.first as usize]));
        let second = file.tokens.get(line.first as usize + 1).filter(|next| next.shape == Shape::Word);
        let second = second.map_or("", |next| file.raw(*next));
        let statement = STATEMENTS.contains(&word);

        // A statement below another: it was meant to stand at the left edge.
        let noun = second.starts_with(|letter: char| letter.is_ascii_alphabetic());
        let value = matches!(second, "participant" | "request");
        let named = match block {
            "states" => noun && second != "unconnected",
            "variables" => noun && !value,
            // What an action can't do is said with `not in`, and ends with a reason.
            "action" if word == "in" => noun && file.tokens.last().is_none_or(|last| last.shape != Shape::Text),
            _ => noun,
        };
        if !left && named && statement {
            self.strayed = true;
            self.levels = vec![indent];
            return (0, Some(("`{}` begins a statement of its own", "let it begin at the left edge")));
        }

        let Some(previous) = file.lines.last() else {
            self.levels = vec![indent];
            return (0, (indent > 0).then_some(("the first line is indented", "let it begin at the left edge")));
        };

        // Part of a statement at the left edge: it was meant to stand below the one before it.
        let item = match block {
            "states" => !noun || second == "unconnected",
            "variables" => !noun || value,
            _ => false,
        };
        let item = item && super::names::nearest(word, STATEMENTS).is_none();
        if left && (item || word == "on" || parts(block).contains(&word)) && !statement {
            let told = self.levels.get(1).is_some_and(|level| *level <= self.levels[0]);
            let complaint = ("`{}` stands at the left edge", "indent it below the line it belongs to");
            let complaint = (!told).then_some(complaint);
            self.strayed = true;
            if word == "on" {
                self.levels = vec![self.levels[0], indent];
                return (1, complaint);
            }
            let opener = previous.depth == 0 || file.raw(file.tokens[previous.first as usize]) == "on";
            let depth = previous.depth + u8::from(opener);
            self.levels.truncate(usize::from(depth) + 1);
            return (depth, complaint);
        }
        if left {
            self.levels = vec![indent];
            return (0, None);
        }

        // Below `in`, the words alone tell the depth.
        if block == "in" && word == "on" {
            self.levels = vec![self.levels[0], indent];
            return (1, None);
        }
        if block == "in" && self.levels.get(1).is_some_and(|level| indent <= *level) && parts(block).contains(&word) {
            self.strayed = true;
            let expected = "indent it by two spaces more than the `on`";
            return (2, Some(("`{}` does not stand below its `on`", expected)));
        }

        let level = self.levels.iter().rposition(|level| *level <= indent).unwrap_or_default();
        let mut complaint = None;
        if self.levels[level] == indent {
            self.levels.truncate(level + 1);
        } else if self.levels.len() > level + 1 {
            self.levels.truncate(level + 2);
            complaint = Some(("this line is indented like no line above it", "indent it as its neighbours"));
            self.strayed = true;
        } else {
            self.levels.push(indent);
        }
        ((self.levels.len() - 1).min(usize::from(u8::MAX)) as u8, complaint)
    }
}

/// What was found, and what helps.
type Complaint = (&'static str, &'static str);

pub(crate) use crate::text::is_hidden;

/// Whether a character separates words; only the space itself may indent.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t'..='\r' | '\u{85}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// The quote that closes a text, for every quote that a writer may have begun one with.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '"' => '"',
        '\'' | '’' => open,
        '“' | '”' | '„' => '”',
        '‘' => '’',
        '«' => '»',
        _ => return None,
    })
}

/// The words that begin a statement.
pub(super) const STATEMENTS: [&str; 13] = [
    "model",
    "participant",
    "states",
    "variables",
    "timer",
    "between",
    "message",
    "setting",
    "clause",
    "inference",
    "action",
    "in",
    "scenario",
];

/// The words that begin a line below a statement, or, below `in`, a line of a rule.
pub(super) fn parts(statement: &str) -> &'static [&'static str] {
    match statement {
        "model" => &["about", "source"],
        "message" => &["protocol", "number", "field", "finds"],
        "setting" => &["choice", "assumed", "phrase"],
        "clause" => &["at"],
        "inference" => &["from"],
        "action" => &[
            "letter",
            "about",
            "not",
            "send",
            "answer",
            "connect",
            "disconnect",
            "start",
            "cancel",
            "become",
            "note",
            "set",
            "add",
            "cites",
            "ours",
        ],
        "in" => &[
            "send",
            "answer",
            "connect",
            "disconnect",
            "start",
            "cancel",
            "become",
            "note",
            "set",
            "add",
            "remember",
            "cites",
            "ours",
        ],
        "scenario" => &["about", "with", "play"],
        _ => &[],
    }
}
