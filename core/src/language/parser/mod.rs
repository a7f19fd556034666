//! Parses a model file: any text gives a syntax tree; a line that can't be parsed is reported, and no part of it.
//!
//! Recursive descent, one function for each word of the grammar in `docs/language.md`.

mod cursor;
mod effects;
mod fields;
mod participants;
mod properties;
mod rules;
mod scenarios;
mod values;

use super::diagnostics::Diagnostics;
use super::keywords::STATEMENTS;
use super::lexer::Token;
use super::names::NameKind;
use super::outline::Block;
use super::syntax::{File, Header};
use crate::model::{Span, Text};

/// Parses the lines of a file.
pub(super) fn parse<'s>(source: &'s str, blocks: &'s [Block], diagnostics: &mut Diagnostics) -> File<'s> {
    let file = File::default();
    let mut parser =
        Parser { source, blocks, diagnostics, file, tokens: &[], at: 0, optional: Vec::new(), last_name: None };
    parser.file();
    parser.file
}

struct Parser<'s, 'd> {
    source: &'s str,
    blocks: &'s [Block],
    diagnostics: &'d mut Diagnostics,
    file: File<'s>,
    /// The line being parsed, and the token the parser stands before.
    tokens: &'s [Token],
    at: usize,
    /// The words that could stand here but don't.
    optional: Vec<&'static str>,
    /// The name that was taken just before, and what it was taken for.
    last_name: Option<(Span, String)>,
}

impl<'s> Parser<'s, '_> {
    fn file(&mut self) {
        let blocks = self.blocks;
        let mut heads = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            self.enter(block);
            let head = self.head();
            let is_known = STATEMENTS.contains(&self.word()) || self.meant(STATEMENTS).is_some();
            let word = if index > 0 || is_known {
                self.one_of(STATEMENTS)
            } else {
                self.unexpected("a file begins with a line such as `model lease \"A lease\"`")
            };
            let Some(word) = word else {
                self.unread(block);
                continue;
            };
            heads.push((word, head));
            if self.statement(word, block).is_none() {
                self.unread(block);
            }
        }
        let first = blocks.first().and_then(|block| block.tokens.first()).map(|token| token.span);
        self.check_heads(first, &heads);
    }

    fn statement(&mut self, word: &str, block: &'s Block) -> Option<()> {
        match word {
            "model" => self.header(block),
            "participant" => self.participant(block),
            "states" => self.states(block),
            "variables" => self.variables(block),
            "timer" => self.timer(block),
            "between" => self.between(block),
            "message" => self.message(block),
            "setting" => self.setting(block),
            "clause" => self.clause(block),
            "inference" => self.inference(block),
            "action" => self.action(block),
            "in" => self.rules(block),
            "never" | "always" | "finally" => self.property(word, block),
            _ => self.scenario(block),
        }
    }

    /// A file begins with its one `model` line, and has participants.
    fn check_heads(&mut self, first: Option<Span>, heads: &[(&str, Span)]) {
        let Some(first) = first else {
            if self.diagnostics.is_clean() {
                let expected = "a model begins with a line such as `model lease \"A lease\"`";
                self.diagnostics.mistake(START, "there is nothing in this file", expected);
            }
            return;
        };
        let mut headers = heads.iter().filter(|(word, _)| *word == "model").map(|(_, head)| *head);
        let header = headers.next();
        // Where the first line could not be read, it was meant to be this one.
        if heads.first().is_some_and(|(word, head)| *word != "model" && *head == first) {
            let expected = match header {
                Some(header) => format!("move line {} to the top", self.diagnostics.line(header)),
                None => "begin it with a line such as `model lease \"A lease\"`".to_owned(),
            };
            self.diagnostics.mistake(first, "a file begins with `model`", expected);
        }
        for second in headers {
            self.diagnostics.mistake(second, "a file has one model", "put each model into a file of its own");
        }
        if !heads.is_empty() && !heads.iter().any(|(word, _)| *word == "participant") {
            let expected = "add a line such as `participant client \"Client\" starts idle`";
            self.diagnostics.mistake(first, "this model has no participants", expected);
        }
    }

    /// `ID TEXT`, and below `about` and `source`
    fn header(&mut self, block: &'s Block) -> Option<()> {
        let id = self.new_name(NameKind::Model);
        let title = if id.is_some() { self.last_text() } else { None };
        let mut header = Header { id, title, about: None, source: None };
        for line in self.lines_below(block) {
            let Some(word) = self.part(line, "model") else { continue };
            let text = if word == "about" { &mut header.about } else { &mut header.source };
            self.once_text(text);
        }
        self.file.header.get_or_insert(header);
        Some(())
    }

    /// The text of a line that can stand only once below its statement.
    fn once_text(&mut self, text: &mut Option<Text>) {
        self.once(text.is_some());
        *text = self.last_text().or_else(|| Some(Text::default()));
    }
}

/// The beginning of a file.
const START: Span = Span { start: 0, end: 0 };
