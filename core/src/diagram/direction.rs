//! Text that runs from right to left stays in one piece: a number beside it never moves into it.

use std::borrow::Cow;

use crate::text::is_hidden;

/// A text that others are put beside, marked as one piece where it has letters that run from right to left.
pub(super) fn isolated(text: &str) -> Cow<'_, str> {
    if !text.chars().any(runs_left) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{OPEN}{text}{CLOSE}"))
}

/// Takes what can't be seen out of lines, all but the marks of pieces; those that go on in the next line are marked in each.
pub(super) fn clean(lines: &mut [String]) {
    let mut goes_on = false;
    for line in lines {
        line.retain(|letter| !is_hidden(letter) || is_mark(letter));
        if goes_on {
            line.insert(0, OPEN);
        }
        goes_on = line.chars().fold(false, |is_open, letter| letter == OPEN || (is_open && letter != CLOSE));
        if goes_on {
            line.push(CLOSE);
        }
    }
}

/// Whether it is the mark of a piece: the one thing unseen that is in a picture.
pub(super) fn is_mark(letter: char) -> bool {
    matches!(letter, OPEN | CLOSE)
}

/// Whether a letter runs from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko and their kin.
fn runs_left(letter: char) -> bool {
    matches!(letter as u32, 0x590..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x10800..=0x10fff | 0x1e800..=0x1eeff)
}

/// Begins a piece that runs as its own first letter does (U+2068).
const OPEN: char = '\u{2068}';
/// Ends it (U+2069).
const CLOSE: char = '\u{2069}';

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_runs_from_right_to_left_is_marked() {
        assert_eq!(isolated("timer: 2 s"), "timer: 2 s");
        assert_eq!(isolated("זמן 2"), "\u{2068}זמן 2\u{2069}");
    }

    #[test]
    fn a_piece_in_two_lines_is_marked_in_both_and_nothing_else_unseen_stays() {
        let mut lines = vec!["a \u{2068}זמן ".to_owned(), "מנוחה\u{2069}: 2\u{202e} s".to_owned()];
        clean(&mut lines);
        assert_eq!(lines, ["a \u{2068}זמן \u{2069}", "\u{2068}מנוחה\u{2069}: 2 s"]);
        clean(&mut lines);
        assert_eq!(lines[1], "\u{2068}מנוחה\u{2069}: 2 s");
    }
}
