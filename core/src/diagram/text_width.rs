//! How wide text is, from a table and not from a font, so that every machine breaks lines alike.

/// The width of one line of text in a sans-serif, in px, rounded up; hardly any real font is wider.
#[must_use]
pub fn width(text: &str, size: i32) -> i32 {
    pixels(text.chars().map(units).sum(), size)
}

/// The width of a text of one line in a monospace font.
pub(super) fn mono(text: &str, size: i32) -> i32 {
    pixels(text.chars().map(mono_units).sum(), size)
}

/// The width of a text of one line in bold.
pub(super) fn bold(text: &str, size: i32) -> i32 {
    width(text, size) * BOLD.0 / BOLD.1
}

/// Breaks a text into lines of at most `room` px, between words where it can.
///
/// Where it must, it breaks inside a word, but never inside a letter with its accents. A line that ends between two words keeps the
/// space, so that the lines put together are the text.
#[must_use]
pub fn wrap(text: &str, size: i32, room: i32) -> Vec<String> {
    broken(text, size, room, units)
}

/// As [`wrap`], in as many lines, and those as even as they can be.
#[must_use]
pub(super) fn wrap_even(text: &str, size: i32, room: i32) -> Vec<String> {
    let lines = wrap(text, size, room);
    if lines.len() < 2 {
        return lines;
    }
    // No narrower than the longest word, which else would break.
    let word = longest_word(text, size);
    let (mut narrow, mut wide) = ((word - 1).min(room - 1).max(0), room);
    while wide - narrow > 1 {
        let middle = (narrow + wide) / 2;
        if wrap(text, size, middle).len() > lines.len() { narrow = middle } else { wide = middle }
    }
    wrap(text, size, wide)
}

/// As [`wrap`], for bold text.
pub(super) fn wrap_bold(text: &str, size: i32, room: i32) -> Vec<String> {
    wrap(text, size, room * BOLD.1 / BOLD.0)
}

/// The beginning of a text that, with an ellipsis after it, takes at most `room` px.
pub(super) fn cut(text: &str, size: i32, room: i32) -> &str {
    let mut left = room * PER_EM / size - WIDE;
    let end = text.char_indices().find(|(_, letter)| {
        left -= units(*letter);
        left < 0
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// The width of the longest word.
pub(super) fn longest_word(text: &str, size: i32) -> i32 {
    text.split(' ').map(|word| width(word, size)).max().unwrap_or(0)
}

/// As [`wrap`], for a monospace font; a name in capitals and small letters breaks before a capital where it can.
pub(super) fn wrap_mono(text: &str, size: i32, room: i32) -> Vec<String> {
    broken(text, size, room, mono_units)
}

fn broken(text: &str, size: i32, room: i32, units: fn(char) -> i32) -> Vec<String> {
    let most = room.max(1) * PER_EM / size;
    let (mut lines, mut start, mut taken) = (Vec::new(), 0, 0);
    // The last place where the line may end: between words, at a joint inside a word, between two letters.
    let (mut word, mut joint, mut letters) = (0, 0, 0);
    let mut before = '\0';
    for (at, letter) in text.char_indices() {
        let own = units(letter);
        if own > 0 && before != JOINER && letter != ' ' {
            letters = at;
            if before == ' ' || (own >= WIDE && units(before) >= WIDE) {
                word = at;
            } else if matches!(before, '-' | '_' | '.' | '/' | ',')
                || (letter.is_ascii_uppercase() && before.is_ascii_lowercase())
            {
                joint = at;
            }
        }
        // A space at the end of a line may stand out.
        if letter != ' ' && taken + own > most {
            let cut = [word, joint, letters].into_iter().find(|place| *place > start);
            if let Some(cut) = cut {
                lines.push(text[start..cut].to_owned());
                taken = text[cut..at].chars().map(units).sum();
                start = cut;
            }
        }
        taken += own;
        before = letter;
    }
    lines.push(text[start..].to_owned());
    lines
}

/// The width of the widest line, a space at its end not counted.
pub(super) fn widest(lines: &[String], measure: fn(&str, i32) -> i32, size: i32) -> i32 {
    lines.iter().map(|line| measure(line.trim_end(), size)).max().unwrap_or(0)
}

fn pixels(units: i32, size: i32) -> i32 {
    (units * size + PER_EM - 1) / PER_EM
}

/// The width of a letter in hundredths of the text's size.
fn units(letter: char) -> i32 {
    let code = letter as u32;
    match code {
        0x20..=0x7e => i32::from(ASCII[(code - 0x20) as usize]),
        0xa0 => i32::from(ASCII[0]),
        _ if is_zero(code) => 0,
        _ if is_emoji(code) => EMOJI,
        _ if is_wide(code) => WIDE,
        // Dashes and the ellipsis.
        0x2014 | 0x2015 | 0x2026 => WIDE - 1,
        _ => OTHER,
    }
}

fn mono_units(letter: char) -> i32 {
    let code = letter as u32;
    match code {
        0x20..=0x7e => MONO,
        _ if is_zero(code) => 0,
        _ if is_emoji(code) => EMOJI,
        _ if is_wide(code) => 2 * MONO,
        _ => MONO,
    }
}

/// Controls, accents that stand on the letter before, joiners, marks of direction, variants and skin tones.
fn is_zero(code: u32) -> bool {
    matches!(code, 0..=0x1f | 0x7f..=0x9f | 0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x610..=0x61a | 0x64b..=0x65f
        | 0x6d6..=0x6dc | 0xe31 | 0xe34..=0xe3a | 0xe47..=0xe4e | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0x20d0..=0x20ff | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xfeff
        | 0x1f3fb..=0x1f3ff | 0xe0000..=0xe0fff)
}

fn is_emoji(code: u32) -> bool {
    matches!(code, 0x231a..=0x231b | 0x23e9..=0x23fa | 0x2600..=0x27bf | 0x2b05..=0x2b55 | 0x1f000..=0x1faff)
}

fn is_wide(code: u32) -> bool {
    matches!(code, 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xff60
        | 0xffe0..=0xffe6 | 0x20000..=0x3ffff)
}

/// The units of the table in the size of a text.
const PER_EM: i32 = 100;
/// A Chinese, Japanese or Korean letter fills a square.
const WIDE: i32 = 100;
/// The broadest emoji in use.
const EMOJI: i32 = 130;
/// Any other letter beyond ASCII: broad capitals of Greek and Cyrillic, and most of Arabic, are no wider.
const OTHER: i32 = 72;
/// A letter of a monospace font: DejaVu Sans Mono and Menlo have 60.2.
const MONO: i32 = 61;
/// How much wider bold text is: 9 parts for 8 in the broadest fonts in use.
const BOLD: (i32, i32) = (9, 8);
/// What joins two emoji into one.
const JOINER: char = '\u{200d}';
/// Space to tilde: the greater of Arial's width and nearly all of DejaVu Sans's, which is the broadest a system falls back to.
#[rustfmt::skip]
const ASCII: [u8; 95] = [
    31, 39, 45, 82, 62, 93, 76, 27, 38, 38, 49, 82, 31, 35, 31, 33,
    62, 62, 62, 62, 62, 62, 62, 62, 62, 62, 33, 33, 82, 82, 82, 56,
    102, 67, 67, 72, 75, 67, 61, 78, 74, 29, 50, 67, 56, 85, 73, 78,
    67, 78, 72, 67, 61, 72, 67, 97, 67, 67, 67, 38, 33, 38, 82, 56,
    49, 60, 62, 54, 62, 60, 35, 62, 62, 27, 27, 57, 27, 95, 62, 60,
    62, 62, 40, 51, 38, 62, 58, 80, 58, 58, 51, 62, 33, 62, 82,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_breaks_between_words_then_at_joints_then_between_letters() {
        assert_eq!(wrap("not registered, error sent", 12, 100), ["not registered, ", "error sent"]);
        assert_eq!(wrap_mono("RequestRegisterClient", 12, 120), ["RequestRegister", "Client"]);
        assert_eq!(wrap("incomprehensibilities", 12, 60), ["incompre", "hensibiliti", "es"]);
        assert_eq!(wrap("", 12, 60), [""]);
        assert_eq!(wrap("a", 12, 0), ["a"]);
    }

    #[test]
    fn a_letter_keeps_its_accents_and_a_joined_emoji_stays_whole() {
        let family = "\u{1f469}\u{200d}\u{1f467}";
        assert_eq!(wrap(&[family, family].concat(), 12, 20), [family, family]);
        assert_eq!(wrap("e\u{301}e\u{301}", 12, 8), ["e\u{301}", "e\u{301}"]);
    }

    #[test]
    fn the_lines_of_a_text_put_together_are_the_text() {
        for text in
            ["checks the client: not valid (you chose this)", "客户端已连接但未注册", "a  b   c", "x\u{1f600}y z"]
        {
            for room in 1..200 {
                let lines = wrap(text, 12, room);
                assert_eq!(lines.concat(), text);
                assert!(lines.iter().all(|line| !line.is_empty()));
            }
        }
    }
}
