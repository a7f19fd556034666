//! Undoes what mail and chat programs do to links; a good link stays as it is.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// Whether a link has only what links are written with, and ends as they end.
pub fn is_clean(link: &str) -> bool {
    let ends_well = link.bytes().next_back().is_none_or(|last| last.is_ascii_alphanumeric());
    ends_well && link.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-./?=&".contains(&byte))
}

/// The link as it was before it was sent: decoded, in one piece, and without what stood around it.
pub fn repaired(link: &str) -> String {
    let mut text = Cow::Borrowed(link);
    // A link that went through two programs can be encoded twice.
    for _ in 0..DECODINGS {
        text = Cow::Owned(percent_decode_str(&text).decode_utf8_lossy().into_owned());
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
                shorten_entity(&mut clean);
            }
            _ => clean.push(letter),
        }
    }
    clean.trim_start_matches(BEFORE).trim_end_matches(AFTER).to_owned()
}

/// Makes `&amp;` at the end the `&` that it stands for; `&amp;amp;` becomes `&amp;` first, and so is found again.
fn shorten_entity(text: &mut String) {
    for entity in ["&amp;", "&#38;", "&#x26;"] {
        if text.ends_with(entity) {
            text.truncate(text.len() - entity.len() + 1);
        }
    }
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
