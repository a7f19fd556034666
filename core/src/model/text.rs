//! Turns a model file into lines of words, each with its place and depth; any text at all can be handed in.
//!
//! A line that stands too far left or right is reported once and then put where it was surely meant, so that one slip
//! of the indentation does not make everything below it unknown.

use super::limits;
use super::problem::{Reports, Spot};

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
    levels: Vec<u32>,
    /// Whether a tab or a stray line was reported just before, so that its neighbours need no report of their own.
    tabs: bool,
    strayed: bool,
    /// Whether the line just before was too deep, and left out.
    buried: bool,
}

impl<'s> File<'s> {
    /// Splits a file; nothing of it where it is too large.
    pub(super) fn new(source: &'s str, reports: &mut Reports<'s>) -> Self {
        let mut file = Self {
            source,
            lines: Vec::new(),
            tokens: Vec::new(),
            levels: vec![0],
            tabs: false,
            strayed: false,
            buried: false,
        };
        if source.len() > limits::FILE_BYTES {
            let spot = Spot { line: 1, bytes: (0, 0), column: 1, width: 1 };
            reports.problem(spot, "the file is too large", "a model has 256 KiB at most", &[]);
            return file;
        }
        let mut start = 0;
        for (index, text) in source.split('\n').enumerate() {
            let end = start + text.len();
            let stripped = text.strip_suffix('\r').unwrap_or(text);
            let number = index as u32 + 1;
            if index == limits::LINES {
                let spot = Spot { line: number, bytes: (start as u32, end as u32), column: 1, width: 1 };
                reports.problem(spot, "the file is too long", "a model has 8000 lines at most", &[]);
                file.lines.clear();
                return file;
            }
            file.split(number, start, stripped, reports);
            start = end + 1;
        }
        file.find_ends();
        file
    }

    /// The characters of a token, without a text's quotes.
    pub(super) fn raw(&self, token: Token) -> &'s str {
        self.source.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    fn split(&mut self, number: u32, start: usize, text: &'s str, reports: &mut Reports<'s>) {
        let bytes = (start as u32, (start + text.len()) as u32);
        let spot = |column: u32, width: u32| Spot { line: number, bytes, column, width };
        let first = self.tokens.len();
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
                _ if letter.is_whitespace() => {
                    if self.tokens.len() == first {
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
                        if next.is_whitespace() || matches!(next, '"' | ',' | '#' | '/') {
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
            self.tokens.push(token);
        }
        let Some(head) = self.tokens.get(first).copied() else { return };
        let line = Line {
            number,
            start: bytes.0,
            end: bytes.1,
            first: first as u32,
            last: self.tokens.len() as u32,
            depth: 0,
            after: 0,
        };
        if tab && !self.tabs {
            self.tabs = true;
            let expected = "indent with spaces, two for each level";
            reports.problem(spot(1, head.column - 1), "this line is indented with a tab", expected, &[]);
        }
        let depth = self.depth(line, indent, reports);
        if usize::from(depth) > limits::DEPTH {
            if !self.buried {
                let expected = "nothing goes deeper than an effect below its rule: indent it as its neighbours";
                reports.problem(spot(head.column, head.width), "this line is indented too deep", expected, &[]);
            }
            self.buried = true;
            self.tokens.truncate(first);
            return;
        }
        self.buried = false;
        self.lines.push(Line { depth, ..line });
    }

    /// How deep a line stands, after its indentation and its first words.
    fn depth(&mut self, line: Line, indent: u32, reports: &mut Reports<'s>) -> u8 {
        let head = self.tokens[line.first as usize];
        let spot = Spot { line: line.number, bytes: (line.start, line.end), column: head.column, width: head.width };
        let word = if head.shape == Shape::Word { self.raw(head) } else { "" };
        // At the left edge, or left of where the file began.
        let left = indent <= self.levels[0];
        let outermost = self.lines.iter().rev().find(|line| line.depth == 0);
        let block = outermost.map_or("", |line| self.raw(self.tokens[line.first as usize]));
        let mut silent = std::mem::replace(&mut self.strayed, false) || self.tabs;
        let mut complain = |silent: bool, found: &str, expected: &str| {
            if !silent {
                reports.problem(spot, found, expected, &[word]);
            }
        };

        // A statement below another: it was meant to stand at the left edge.
        let second = self.tokens.get(line.first as usize + 1).copied().filter(|next| next.shape == Shape::Word);
        let named = second.map(|next| self.raw(next)).is_some_and(|next| match block {
            "states" => next != "unconnected",
            "variables" => next.starts_with(char::is_alphabetic) && !matches!(next, "participant" | "request"),
            // What an action can't do is said with `not in`, and ends with a reason.
            "action" if word == "in" => self.tokens.last().is_none_or(|last| last.shape != Shape::Text),
            _ => true,
        });
        if !left && named && STATEMENTS.contains(&word) {
            complain(silent, "`{}` begins a statement of its own", "let it begin at the left edge");
            self.strayed = true;
            self.levels = vec![indent];
            return 0;
        }

        let Some(previous) = self.lines.last() else {
            if indent > 0 {
                complain(silent, "the first line is indented", "let it begin at the left edge");
            }
            self.levels = vec![indent];
            return 0;
        };

        // Part of a statement at the left edge: it was meant to stand below the one before it.
        let item = match block {
            "states" => second.is_none_or(|next| self.raw(next) == "unconnected"),
            "variables" => second.is_none_or(|next| !self.raw(next).starts_with(char::is_alphabetic) || !named),
            _ => false,
        };
        let item = item && super::names::nearest(word, STATEMENTS).is_none();
        if left && (item || word == "on" || parts(block).contains(&word)) && !STATEMENTS.contains(&word) {
            silent |= self.levels.get(1).is_some_and(|level| *level <= self.levels[0]);
            complain(silent, "`{}` stands at the left edge", "indent it below the line it belongs to");
            self.strayed = true;
            let opener = previous.depth == 0 || self.raw(self.tokens[previous.first as usize]) == "on";
            if word == "on" {
                self.levels = vec![self.levels[0], indent];
                return 1;
            }
            let depth = previous.depth + u8::from(opener);
            self.levels.truncate(usize::from(depth) + 1);
            return depth;
        }
        if left {
            self.levels = vec![indent];
            return 0;
        }
        // Below `in`, the words alone tell the depth.
        if block == "in" && word == "on" {
            self.levels = vec![self.levels[0], indent];
            return 1;
        }
        if block == "in" && self.levels.get(1).is_some_and(|level| indent <= *level) && parts(block).contains(&word) {
            complain(silent, "`{}` does not stand below its `on`", "indent it by two spaces more than the `on`");
            self.strayed = true;
            return 2;
        }

        let level = self.levels.iter().rposition(|level| *level <= indent).unwrap_or_default();
        if self.levels[level] == indent {
            self.levels.truncate(level + 1);
        } else if self.levels.len() > level + 1 {
            self.levels.truncate(level + 2);
            complain(silent, "this line is indented like no line above it", "indent it as its neighbours");
            self.strayed = true;
        } else {
            self.levels.push(indent);
        }
        (self.levels.len() - 1).min(usize::from(u8::MAX)) as u8
    }

    fn find_ends(&mut self) {
        let mut next = [self.lines.len() as u32; limits::DEPTH + 1];
        for (index, line) in self.lines.iter_mut().enumerate().rev() {
            let depth = usize::from(line.depth).min(limits::DEPTH);
            line.after = next[..=depth].iter().copied().min().unwrap_or_default();
            next[depth] = index as u32;
        }
    }
}

/// Whether a character can't be seen, or changes how others are seen; none may stand in a text.
pub(super) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
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
