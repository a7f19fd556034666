//! Reads a model file: any text gives a checked model or every independent mistake, in about linear time, and nothing panics.
//!
//! The file goes through one module after the other: `lexer` (tokens), `outline` (lines below lines), `parser` (a syntax
//! tree), `resolver` (a model), `lints` (what is odd in the whole). Each reports to `diagnostics` and goes on.

mod diagnostics;
pub mod keywords;
mod lexer;
mod lints;
mod names;
mod outline;
mod parser;
mod properties;
mod reserved;
mod resolver;
mod symbols;
mod syntax;

pub use lexer::{Token, TokenKind, tokens};
pub use names::NameKind;
pub use symbols::{Symbol, symbols};

use crate::model::{Model, Problems};
use diagnostics::Diagnostics;

/// Reads a model file.
///
/// # Errors
/// Every independent mistake in the file, in the order of the file; beyond [`limits::PROBLEMS`](crate::model::limits::PROBLEMS), they are only counted.
pub fn read(source: &str) -> Result<Model, Problems> {
    let mut diagnostics = Diagnostics::new(source);
    let lines = lexer::lex(source, &mut diagnostics);
    let blocks = outline::outline(source, lines, &mut diagnostics);
    let file = parser::parse(source, &blocks, &mut diagnostics);
    let (model, _) = resolver::resolve(&file, &mut diagnostics);
    match model {
        Some(model) if diagnostics.is_clean() => {
            Ok(Model { text: source.into(), warnings: diagnostics.warnings(source), ..model })
        }
        _ => Err(diagnostics.mistakes(source)),
    }
}
