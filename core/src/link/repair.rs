//! Undoes what mail and chat programs do to links, where only one thing can have been meant; it never makes a good link another.

use std::borrow::Cow;

/// Whether a link has only what links are written with, and ends as they end; there is nothing to mend then.
pub fn is_clean(link: &str) -> bool {
    let ends_well = link.bytes().next_back().is_none_or(|last| last.is_ascii_alphanumeric());
    ends_well && link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-./?=&".contains(&byte))
}

/// The link as it was before it was sent: decoded, in one piece, and without what stood around it.
#[cold]
#[inline(never)]
pub fn repaired(link: &str) -> String {
    let mut text = Cow::Borrowed(link);
    // A link that went through two programs can be encoded twice.
    for _ in 0..DECODINGS {
        if text.contains('%') {
            text = Cow::Owned(decoded(&text));
        }
    }
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            // Mail breaks lines; typesetting breaks words; Markdown escapes with a backslash.
            '\\' | '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
            _ if letter.is_whitespace() => {}
            '\u{2010}' | '\u{2011}' => clean.push('-'),
            ';' => {
                clean.push(';');
                ends_in_entity(&mut clean);
            }
            _ => clean.push(letter),
        }
    }
    let around = |letter: char| BEFORE.contains(&letter);
    let after = |letter: char| AFTER.contains(&letter);
    clean.trim_start_matches(around).trim_end_matches(after).to_owned()
}

/// Makes `&amp;` at the end the `&` that it stands for; `&amp;amp;` becomes `&amp;` first, and so is found again.
fn ends_in_entity(text: &mut String) {
    for entity in ["&amp;", "&#38;", "&#x26;"] {
        if text.ends_with(entity) {
            text.truncate(text.len() - entity.len() + 1);
        }
    }
}

/// Decodes `%2D` and the like; what is no such code stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digit = |place: usize| after.get(place).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &after[2..];
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// How often a link is decoded at most.
const DECODINGS: usize = 3;
/// What can stand before a link and be taken along with it.
const BEFORE: [char; 11] = ['#', '<', '(', '[', '{', '"', '\'', '`', '“', '‘', '«'];
/// What can stand after a link and be taken along with it. No link ends in any of these.
const AFTER: [char; 24] = [
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '\'', '`', '*', '_', '~', '|', '/', '&', '”', '’', '»', '›',
    '…',
];
