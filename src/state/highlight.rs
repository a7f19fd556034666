//! The colours of a model's text, line by line: no token reaches over the end of its line, so only what is in sight is looked at.

use std::ops::Range;

use lifeline_core::language::{TokenKind, keywords, tokens};
use lifeline_core::model::Problem;

/// A piece of a line that looks the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    /// Its bytes in the line.
    pub range: Range<usize>,
    /// Its class in the styles; none for names and what stands between words.
    pub class: Option<&'static str>,
    /// Whether a mistake is marked there.
    pub is_wrong: bool,
}

/// The pieces of a line, of which these bytes are wrong.
pub fn pieces(line: &str, wrong: &[Range<usize>]) -> Vec<Piece> {
    let coloured = &line[..line.floor_char_boundary(COLOURED)];
    let tokens: Vec<(Range<usize>, Option<&'static str>)> = tokens(coloured)
        .iter()
        .map(|token| {
            let range = token.span.start as usize..token.span.end as usize;
            (range.clone(), class(token.kind, &coloured[range]))
        })
        .collect();
    let token_ends = tokens.iter().flat_map(|(range, _)| [range.start, range.end]);
    let mut ends: Vec<usize> = token_ends.chain(wrong.iter().flat_map(|range| [range.start, range.end])).collect();
    ends.extend([0, line.len()]);
    ends.sort_unstable();
    ends.dedup();
    let piece = |range: Range<usize>| Piece {
        class: tokens.iter().find(|(token, _)| token.contains(&range.start)).and_then(|(_, class)| *class),
        is_wrong: wrong.iter().any(|wrong| wrong.contains(&range.start)),
        range,
    };
    ends.windows(2).map(|ends| piece(ends[0]..ends[1])).collect()
}

/// The bytes of a line, which begins at `start` in the text, that a problem means.
pub fn within(problem: &Problem, start: usize, line: &str) -> Option<Range<usize>> {
    let end = start + line.len();
    let (from, to) = (problem.span.start as usize, problem.span.end as usize);
    let range = from.clamp(start, end) - start..to.clamp(start, end) - start;
    (!range.is_empty() && line.is_char_boundary(range.start) && line.is_char_boundary(range.end)).then_some(range)
}

fn class(kind: TokenKind, word: &str) -> Option<&'static str> {
    match kind {
        TokenKind::Word => keywords::all().any(|keyword| keyword == word).then_some("keyword"),
        TokenKind::Number | TokenKind::Duration => Some("number"),
        TokenKind::Text => Some("text"),
        TokenKind::Comment => Some("comment"),
        TokenKind::Comma | TokenKind::Slash | TokenKind::Sign => None,
    }
}

/// Bytes of a line that are coloured: far more than fit on a screen, so that a file without line ends costs no more.
const COLOURED: usize = 1_000;
