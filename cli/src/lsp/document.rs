//! A text as an editor sees it: its places are lines and UTF-16 units, and ours are bytes.

use lifeline_core::language::{Symbol, TokenKind, read, symbols, tokens};
use lifeline_core::model::{Problem, Span};
use lsp_types::{Diagnostic, DiagnosticSeverity, Hover, HoverContents, MarkupContent, MarkupKind, Position, Range};

use super::words;

pub struct Document {
    pub version: i32,
    pub text: String,
}

impl Document {
    /// The byte at a place; the nearest one before it where the text has no such place.
    pub fn byte(&self, Position { line, character }: Position) -> usize {
        let before: usize = self.text.split_inclusive('\n').take(line as usize).map(str::len).sum();
        let mut units = 0;
        let rest = &self.text[before..];
        let inside = rest.char_indices().take_while(|(_, letter)| {
            units += letter.len_utf16() as u32;
            units <= character && *letter != '\n'
        });
        before + inside.last().map_or(0, |(at, letter)| at + letter.len_utf8())
    }

    fn position(&self, byte: u32) -> Position {
        let before = self.text.get(..byte as usize).unwrap_or(&self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Position { line: before.matches('\n').count() as u32, character: line.encode_utf16().count() as u32 }
    }

    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// What is wrong with the text, and what is odd.
    pub fn problems(&self) -> Vec<(DiagnosticSeverity, Problem)> {
        // Scenarios are left to the check: to play them can take longer than anybody waits for an editor.
        let (severity, problems) = match read(&self.text) {
            Err(problems) => (DiagnosticSeverity::ERROR, problems.listed().to_vec()),
            Ok(model) => (DiagnosticSeverity::WARNING, model.warnings().to_vec()),
        };
        problems.into_iter().map(|problem| (severity, problem)).collect()
    }

    pub fn diagnostic(&self, severity: DiagnosticSeverity, problem: &Problem) -> Diagnostic {
        let meant = problem.replacement.as_ref().map(|meant| format!("did you mean `{}`?", meant.text));
        let said = [&*problem.found, &*problem.expected, meant.as_deref().unwrap_or_default()];
        let said: Vec<&str> = said.into_iter().filter(|said| !said.is_empty()).collect();
        Diagnostic {
            range: self.range(problem.span),
            severity: Some(severity),
            source: Some("lifeline".to_owned()),
            message: said.join("\n"),
            ..Diagnostic::default()
        }
    }

    /// What the name or the word is that stands at a place.
    pub fn hover(&self, byte: usize) -> Option<Hover> {
        let (said, span) = match self.symbol(byte) {
            Some((symbol, span)) => {
                let line = self.text[..symbol.span.start as usize].matches('\n').count() as u32 + 1;
                let declared = Span::of_line(&self.text, line).of(&self.text);
                (format!("{}\n\n```lifeline\n{declared}\n```", called(&symbol)), span)
            }
            None => {
                let word = tokens(&self.text)
                    .into_iter()
                    .find(|token| token.kind == TokenKind::Word && touches(token.span, byte))?;
                (words::meaning(word.span.of(&self.text))?, word.span)
            }
        };
        let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: said });
        Some(Hover { contents, range: Some(self.range(span)) })
    }

    /// Where the name that stands at a place is declared.
    pub fn definition(&self, byte: usize) -> Option<Range> {
        self.symbol(byte).map(|(symbol, _)| self.range(symbol.span))
    }

    /// Where the name that stands at a place stands elsewhere.
    pub fn references(&self, byte: usize, with_declaration: bool) -> Option<Vec<Range>> {
        let (symbol, _) = self.symbol(byte)?;
        let declared = with_declaration.then_some(symbol.span);
        Some(declared.into_iter().chain(symbol.uses).map(|span| self.range(span)).collect())
    }

    /// What the name means that stands at a place, and where exactly it stands.
    fn symbol(&self, byte: usize) -> Option<(Symbol, Span)> {
        symbols(&self.text).into_iter().find_map(|symbol| {
            let span = symbol.uses.iter().chain([&symbol.span]).copied().find(|span| touches(*span, byte))?;
            Some((symbol, span))
        })
    }
}

/// What something with a name is, such as: state of `client`.
pub fn called(symbol: &Symbol) -> String {
    let owner = symbol.owner.as_ref().map_or_else(String::new, |(_, owner)| format!(" of `{owner}`"));
    format!("{}{owner}", symbol.kind.word())
}

/// Whether a place is at one of these characters, or right behind them.
fn touches(span: Span, byte: usize) -> bool {
    (span.start as usize..=span.end as usize).contains(&byte)
}
