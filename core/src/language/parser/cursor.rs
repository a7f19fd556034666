//! The parser's steps within a line: what is expected and isn't there is reported where the parser stands.

use super::Parser;
use super::values::without_quotes;
use crate::language::diagnostics::{listed, quoted, shortened};
use crate::language::keywords::{CONNECTIVES, Translation, below, translation, translation_of_line};
use crate::language::lexer::{Token, TokenKind};
use crate::language::names::NameKind;
use crate::language::outline::Block;
use crate::language::reserved::refusal;
use crate::language::syntax::Name;
use crate::model::{Span, limits};
use crate::text::nearest;
use crate::time::Millis;

/// Where the parser stands.
impl<'s> Parser<'s, '_> {
    /// Goes to the beginning of a line.
    pub(super) fn enter(&mut self, line: &'s Block) {
        self.tokens = &line.tokens;
        self.at = 0;
        self.optional.clear();
        self.last_name = None;
    }

    /// The next token; nothing at the end of the line.
    pub(super) fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).copied()
    }

    /// The word, number or duration that stands `ahead` tokens further on; empty where something else does.
    pub(super) fn word_ahead(&self, ahead: usize) -> &'s str {
        match self.tokens.get(self.at + ahead) {
            Some(Token { kind: TokenKind::Word | TokenKind::Number | TokenKind::Duration, span }) => {
                span.of(self.source)
            }
            _ => "",
        }
    }

    pub(super) fn word(&self) -> &'s str {
        self.word_ahead(0)
    }

    pub(super) fn is_at(&self, kind: TokenKind) -> bool {
        self.peek().is_some_and(|token| token.kind == kind)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    pub(super) fn advance(&mut self) {
        self.at += 1;
        self.optional.clear();
        self.last_name = None;
    }

    /// The next token's span, or the end of the line.
    pub(super) fn here(&self) -> Span {
        let end = self.tokens.last().map_or(super::START, |last| last.span.behind());
        self.peek().map_or(end, |token| token.span)
    }

    /// The line's first word.
    pub(super) fn head(&self) -> Span {
        self.tokens.first().map_or(super::START, |first| first.span)
    }
}

/// What may and must stand here.
impl<'s> Parser<'s, '_> {
    /// Says what was expected instead of the next token; one such mistake is enough for a line.
    pub(super) fn unexpected<T>(&mut self, expected: impl Into<String>) -> Option<T> {
        if let Some((name, expected)) = self.last_name.take() {
            let word = name.of(self.source);
            let is_kind =
                expected.ends_with(&format!(" {word}")) || translation(word) == Some(Translation::Words("on"));
            let is_before_name = self.is_at(TokenKind::Word) && !CONNECTIVES.contains(&self.word());
            let expected = match CONNECTIVES.contains(&word) {
                // A name was forgotten, and the word behind it taken for one.
                true => Some(expected),
                // What has the name stands before it, and was taken for it.
                false => (is_kind && is_before_name).then(|| format!("{expected}, which stands alone")),
            };
            if let Some(expected) = expected {
                self.report_unexpected(name, format!("`{word}` does not belong here"), &expected, None);
                return None;
            }
        }
        let (span, word) = self.offender();
        if let Some(sign) = self.tokens.get(1).filter(|next| self.at == 0 && next.kind == TokenKind::Sign)
            && let Some(advice) = translation_of_line(sign.span.of(self.source))
        {
            self.report_unexpected(span, self.described(), advice, None);
            return None;
        }
        match translation(word) {
            Some(Translation::Advice(advice)) => self.report_unexpected(span, self.described(), advice, None),
            Some(Translation::Words("when")) if self.at == 0 => {
                let advice = "a condition stands behind what it is for, such as `become idle when …`";
                self.report_unexpected(span, self.described(), advice, None);
            }
            _ => self.report_unexpected(span, self.described(), &expected.into(), None),
        }
        None
    }

    fn report_unexpected(&mut self, span: Span, found: String, expected: &str, meant: Option<&str>) {
        if self.diagnostics.is_told(span) {
            return;
        }
        match meant {
            Some(meant) => self.diagnostics.misspelt(span, found, expected, Some(&self.spaced(span, meant))),
            None => self.diagnostics.broken(span, found, expected),
        }
    }

    /// A word with the spaces that it needs between its neighbours, where a sign needs none.
    fn spaced(&self, span: Span, word: &str) -> String {
        let (before, behind) = (&self.source[..span.start as usize], &self.source[span.end as usize..]);
        let gap = |is_needed| if is_needed && word != "," { " " } else { "" };
        let (left, right) = (before.ends_with(char::is_alphanumeric), behind.starts_with(char::is_alphanumeric));
        format!("{}{word}{}", gap(left), gap(right))
    }

    /// What stands here, as messages show it.
    fn described(&self) -> String {
        match self.peek() {
            None => "something is missing here".to_owned(),
            Some(Token { kind: TokenKind::Text, span }) => {
                format!("the text \"{}\" does not belong here", shortened(without_quotes(span.of(self.source))))
            }
            Some(_) => format!("`{}` does not belong here", shortened(self.offender().1)),
        }
    }

    /// The next token, or all signs that begin another language's comment.
    pub(super) fn offender(&self) -> (Span, &'s str) {
        let here = self.here();
        let next = self.tokens.get(self.at + 1);
        let next = next.filter(|next| matches!(next.kind, TokenKind::Slash | TokenKind::Sign));
        let span = match next {
            Some(next) if self.is_at(TokenKind::Slash) => Span { start: here.start, end: next.span.end },
            _ => here,
        };
        (span, span.of(self.source))
    }

    /// The one of these words that was perhaps meant by the word that stands here: it is spelt nearly so, or says the same.
    pub(super) fn meant(&self, words: &[&'static str]) -> Option<&'static str> {
        let begins_with = |words: &str, word: &str| words.split(' ').next() == Some(word);
        match translation(self.offender().1) {
            Some(Translation::Words("#")) => Some("#"),
            Some(Translation::Words(ours)) if words.iter().any(|word| begins_with(ours, word)) => Some(ours),
            Some(Translation::Advice(_)) => None,
            _ if self.word().is_empty() => None,
            _ => nearest(self.word(), words.iter().copied()),
        }
    }

    /// Takes the next word where it is this one.
    pub(super) fn accept(&mut self, word: &'static str) -> bool {
        let is_here = self.word() == word;
        if is_here {
            self.advance();
        } else {
            self.optional.push(word);
        }
        is_here
    }

    /// Takes the next word, which must be this one.
    pub(super) fn need(&mut self, word: &'static str) -> Option<()> {
        self.one_of(&[word]).map(|_| ())
    }

    /// Takes the next word, which must be one of these; one that is nearly right is reported and taken.
    pub(super) fn one_of(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let word = self.word();
        if let Some(found) = words.iter().find(|allowed| **allowed == word) {
            self.advance();
            return Some(found);
        }
        let Some(meant) = self.meant(words) else {
            return self.unexpected(format!("expected {}", listed(words.iter().map(quoted), "or")));
        };
        self.report_unexpected(self.offender().0, self.described(), "", Some(meant));
        self.advance();
        words.iter().copied().find(|allowed| meant.split(' ').next() == Some(allowed))
    }

    /// Nothing may follow in this line.
    pub(super) fn finish(&mut self) -> Option<()> {
        if self.is_at_end() {
            return Some(());
        }
        let is_last = self.at + 1 == self.tokens.len();
        match self.meant(&self.optional).filter(|meant| *meant != "," || !is_last) {
            Some(meant) => {
                self.report_unexpected(self.offender().0, self.described(), "", Some(meant));
                None
            }
            None if self.optional.contains(&",") && !self.word().is_empty() => {
                self.unexpected("the line should end before it, or a comma stand between")
            }
            None => self.unexpected("the line should end before it"),
        }
    }

    /// Takes one or several, with commas between them.
    pub(super) fn list<T>(&mut self, mut entry: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut entries = vec![entry(self)?];
        while self.is_at(TokenKind::Comma) || self.is_at_word_for_comma() {
            if entries.len() >= limits::PARTS {
                return self.unexpected(format!("there are {} entries in one place at most", limits::PARTS));
            }
            if !self.is_at(TokenKind::Comma) {
                self.report_unexpected(self.here(), self.described(), "", Some(","));
            }
            self.advance();
            entries.push(entry(self)?);
        }
        self.optional.push(",");
        Some(entries)
    }

    /// Whether `and` or `or` stands where a comma should, and not before another condition.
    fn is_at_word_for_comma(&self) -> bool {
        let behind_value = if self.word_ahead(1) == "its" { 3 } else { 2 };
        let asks_for_state =
            matches!((self.word_ahead(1), self.word_ahead(2)), ("in", _) | ("not" | "self", "in") | ("self", "not"));
        matches!(self.word(), "and" | "or")
            && !self.word_ahead(1).is_empty()
            && !asks_for_state
            && !matches!(self.word_ahead(behind_value), "is" | "plus" | "minus")
    }

    /// Takes the name of something.
    pub(super) fn name(&mut self, kind: NameKind) -> Option<Name<'s>> {
        self.name_called(&kind.with_article())
    }

    /// Takes the name of a role, or of a participant that is the only one of its role.
    pub(super) fn role(&mut self) -> Option<Name<'s>> {
        self.name_called("a role or participant")
    }

    fn name_called(&mut self, called: &str) -> Option<Name<'s>> {
        let expected = format!("expected the name of {called}");
        let name = Name { text: self.word(), span: self.here() };
        if name.text.is_empty() {
            return self.unexpected(expected);
        }
        self.advance();
        self.last_name = Some((name.span, expected));
        Some(name)
    }

    /// Takes a name that is declared here; one that is refused is still known by it.
    pub(super) fn new_name(&mut self, kind: NameKind) -> Option<Name<'s>> {
        let name = Name { text: self.word(), span: self.here() };
        if !name.text.contains(char::is_alphabetic) || Millis::read(name.text).is_ok() {
            return self.unexpected(format!("expected the name of {}", kind.with_article()));
        }
        self.check_new_name(kind, name);
        self.advance();
        Some(name)
    }

    /// Has nothing else be said about lines with a name that can't be one: there, it is taken for something else.
    fn give_up_lines_with(&mut self, name: Name<'s>) {
        if self.diagnostics.is_full() || self.diagnostics.is_broken(name.span) {
            return;
        }
        let mut blocks: Vec<&Block> = self.blocks.iter().collect();
        while let Some(block) = blocks.pop() {
            for token in &block.tokens {
                if token.span.of(self.source) == name.text {
                    self.diagnostics.give_up(token.span);
                }
            }
            blocks.extend(&block.below);
        }
    }

    fn check_new_name(&mut self, kind: NameKind, name: Name<'s>) {
        let called = kind.word();
        let has_capitals = matches!(kind, NameKind::Message | NameKind::Field);
        if name.text.len() > limits::NAME {
            let expected = format!("a name has {} characters at most", limits::NAME);
            self.diagnostics.mistake(name.span, "this name is too long", expected);
        } else if !is_well_formed(name.text, has_capitals) {
            let expected = if has_capitals {
                "its name begins with a letter, and has letters, digits, `-` and `_`"
            } else {
                "its id begins with a small letter, and has small letters, digits and `-`"
            };
            let small = name.text.to_ascii_lowercase().replace('_', "-");
            let meant = Some(&*small).filter(|small| is_well_formed(small, false) && refusal(kind, small).is_none());
            let found = format!("no {called} can be called `{}`", shortened(name.text));
            self.diagnostics.misspelt(name.span, found, expected, meant);
            if meant.is_none() {
                self.give_up_lines_with(name);
            }
            // Where the rest of the file already says it as it should be said, that is no mistake of its own.
            self.file.unread.insert(small.into());
        } else if let Some(why) = refusal(kind, name.text) {
            let found = format!("no {called} can be called `{}`", name.text);
            self.diagnostics.mistake(name.span, found, format!("{why}: take another word"));
            self.give_up_lines_with(name);
        }
    }
}

fn is_well_formed(name: &str, has_capitals: bool) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || (has_capitals && byte.is_ascii_uppercase());
    let is_inner =
        |byte: u8| is_letter(byte) || byte.is_ascii_digit() || byte == b'-' || (has_capitals && byte == b'_');
    name.bytes().next().is_some_and(is_letter) && name.bytes().all(is_inner)
}

/// The lines below a statement.
impl<'s> Parser<'s, '_> {
    /// The lines below a line; those that stand even deeper are reported and belong to it all the same.
    pub(super) fn lines_below(&mut self, block: &'s Block) -> Vec<&'s Block> {
        let mut lines = Vec::new();
        for line in &block.below {
            lines.push(line);
            if let Some(deeper) = line.below.first().and_then(|deeper| deeper.tokens.first()) {
                let expected = "indent this line as much as the one above";
                self.diagnostics.mistake(deeper.span, "nothing can stand below the line above", expected);
            }
            lines.extend(self.lines_below(line));
        }
        lines
    }

    /// Says so where something stands below a line that has nothing below it.
    pub(super) fn nothing_below(&mut self, block: &Block) {
        if let Some(line) = block.below.first().and_then(|line| line.tokens.first()) {
            self.diagnostics.mistake(line.span, "nothing can stand below the line above", "");
        }
    }

    /// Goes to a line below a statement and takes its first word.
    pub(super) fn part(&mut self, line: &'s Block, statement: &str) -> Option<&'static str> {
        self.enter(line);
        let word = self.one_of(below(statement));
        if word.is_none() {
            self.unread_line(line);
        }
        word
    }

    /// Says so where a line of its kind came before.
    pub(super) fn once(&mut self, before: bool) {
        if before {
            let expected = "put both into one, or drop one";
            self.diagnostics.mistake(self.head(), "this line can stand here only once", expected);
        }
    }

    /// Remembers the words of a statement that could not be parsed.
    pub(super) fn unread(&mut self, block: &'s Block) {
        self.unread_line(block);
        block.below.iter().for_each(|line| self.unread(line));
    }

    pub(super) fn unread_line(&mut self, line: &'s Block) {
        let words = line.tokens.iter().filter(|token| token.kind == TokenKind::Word);
        self.file.unread.extend(words.map(|token| token.span.of(self.source).into()));
    }
}
