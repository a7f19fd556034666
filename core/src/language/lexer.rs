//! Splits any text into lines of tokens, each with its span; what is no good text or quote is reported.

use super::diagnostics::Diagnostics;
use crate::model::{Span, limits};
use crate::text::{is_hidden, without_byte_order_mark};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// A keyword or a name.
    Word,
    /// Digits only.
    Number,
    /// A word that begins with a digit, such as `10s`; whether it is a good duration, the parser says.
    Duration,
    /// A text with its quotes.
    Text,
    /// `,`
    Comma,
    /// `/`
    Slash,
    /// Signs of other languages, such as `:=` or `->`.
    Sign,
    /// `#` and the rest of the line.
    Comment,
}

/// A piece of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

/// The tokens of a file in order, for whoever colours it; any text will do.
#[must_use]
pub fn tokens(source: &str) -> Vec<Token> {
    lex(source, &mut Diagnostics::new(source)).into_iter().flat_map(|line| line.tokens).collect()
}

/// A line that is not empty.
pub(super) struct Line {
    /// Where it begins.
    pub start: u32,
    /// How far it is indented: a tab counts as two spaces.
    pub indent: u32,
    /// Whether something other than spaces indents it.
    pub has_tab: bool,
    pub tokens: Vec<Token>,
}

/// Splits a file; nothing of it where it is too large.
pub(super) fn lex(source: &str, diagnostics: &mut Diagnostics) -> Vec<Line> {
    let mut at = source.len() - without_byte_order_mark(source).len();
    if source.len() > limits::FILE_BYTES {
        let expected = format!("a model has {} KiB at most", limits::FILE_BYTES / 1024);
        diagnostics.mistake(span(0, 0), "the file is too large", expected);
        return Vec::new();
    }
    let mut lines = Vec::new();
    for (index, text) in source[at..].split('\n').enumerate() {
        if index == limits::LINES {
            let expected = format!("a model has {} lines at most", limits::LINES);
            diagnostics.mistake(span(at, 0), "the file is too long", expected);
            return Vec::new();
        }
        let line = Lexer { start: at, text: text.strip_suffix('\r').unwrap_or(text), diagnostics }.line();
        if !line.tokens.is_empty() {
            lines.push(line);
        }
        at += text.len() + 1;
    }
    lines
}

struct Lexer<'s, 'd> {
    /// Where the line begins in the file.
    start: usize,
    text: &'s str,
    diagnostics: &'d mut Diagnostics,
}

impl Lexer<'_, '_> {
    fn line(&mut self) -> Line {
        let mut line = Line { start: self.start as u32, indent: 0, has_tab: false, tokens: Vec::new() };
        let mut at = 0;
        while let Some(letter) = self.text[at..].chars().next() {
            if letter.is_whitespace() {
                if line.tokens.is_empty() {
                    line.indent += if letter == '\t' { 2 } else { 1 };
                    line.has_tab |= letter != ' ';
                }
                at += letter.len_utf8();
                continue;
            }
            let (kind, length) = match letter {
                '#' => (TokenKind::Comment, self.text.len() - at),
                ',' => (TokenKind::Comma, 1),
                '/' => (TokenKind::Slash, 1),
                _ => match closing_quote(letter) {
                    Some(close) => (TokenKind::Text, self.quoted(at, letter, close)),
                    None => word(&self.text[at..]),
                },
            };
            line.tokens.push(Token { kind, span: span(self.start + at, length) });
            at += length;
        }
        line
    }

    /// The length of a text with its quotes.
    fn quoted(&mut self, at: usize, open: char, close: char) -> usize {
        let rest = &self.text[at..];
        let mut inside = rest.char_indices().skip(1);
        let mut escaped = false;
        let mut count = 0;
        let mut end = None;
        for (offset, letter) in inside.by_ref() {
            let here = self.start + at + offset;
            if escaped {
                escaped = false;
                if letter != '"' && letter != '\\' {
                    let both = span(here - 1, 1 + letter.len_utf8());
                    self.diagnostics.broken(both, "`\\` stands alone in a text", "write `\\\\` for a backslash");
                }
            } else if letter == '\\' {
                escaped = true;
            } else if letter == close {
                end = Some(offset + letter.len_utf8());
                break;
            } else if is_hidden(letter) {
                let expected = "a text has no tabs, line ends or other characters that can't be seen";
                let found = "here is a character that can't be seen";
                self.diagnostics.broken(span(here, letter.len_utf8()), found, expected);
            }
            count += 1;
        }
        let length = end.unwrap_or(rest.len());
        let whole = span(self.start + at, length);
        if open != '"' {
            let expected = "a text stands in straight double quotes: \"like this\"";
            let found = format!("`{open}` is not the quote that begins a text");
            self.diagnostics.broken(span(self.start + at, open.len_utf8()), found, expected);
        } else if end.is_none() {
            self.diagnostics.broken(whole, "this quote has no partner", "put `\"` at both ends of a text");
        } else if count > limits::TEXT {
            let expected = format!("a text has {} characters at most", limits::TEXT);
            self.diagnostics.broken(whole, "this text is too long", expected);
        }
        length
    }
}

/// What a word or sign is, and its length.
fn word(rest: &str) -> (TokenKind, usize) {
    let is_sign = |letter: char| SIGNS.contains(letter);
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '"' | ',' | '#' | '/') || is_sign(letter);
    let (mut word, behind) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
    if behind.starts_with(is_sign) {
        // A hyphen right before a sign belongs to it, as in `->`.
        word = word.trim_end_matches('-');
    }
    if word.is_empty() {
        return (TokenKind::Sign, rest.find(|letter| !is_sign(letter) && letter != '-').unwrap_or(rest.len()));
    }
    let kind = match word.bytes().next() {
        Some(b'0'..=b'9') if word.bytes().all(|byte| byte.is_ascii_digit()) => TokenKind::Number,
        Some(b'0'..=b'9') => TokenKind::Duration,
        _ => TokenKind::Word,
    };
    (kind, word.len())
}

/// What ends a word besides spaces, and is no part of the language.
const SIGNS: &str = ":;=<>!+*%&|(){}[]";

fn span(start: usize, length: usize) -> Span {
    Span { start: start as u32, end: (start + length) as u32 }
}

/// The quote that closes a text, for every quote that a writer may have begun one with.
fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' | '\'' | '’' => Some(open),
        '“' | '”' | '„' => Some('”'),
        '‘' => Some('’'),
        '«' => Some('»'),
        _ => None,
    }
}
