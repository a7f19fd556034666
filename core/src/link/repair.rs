//! Undoes what programs do to links on their way; a good link stays as it is.
//!
//! A link has only ASCII letters, digits and `-./?=&`, and `_` in what trackers append and in a model that it carries, which
//! begins with `~`. So whatever else is found was added, stands for one of these, or comes after the link; it is undone where only
//! one thing can have been meant.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use super::carried::CARRIED;
use crate::text::is_hidden;

/// A link as it was before it was sent.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Repaired {
    /// The link, without what stood around it.
    pub link: String,
    /// What stood after it and is no part of it; empty where that has no words.
    pub left_off: String,
}

/// Whether a link has only what links are written with, and ends as they end.
pub fn is_clean(link: &str) -> bool {
    let ends_well = link.bytes().next_back().is_none_or(|last| last.is_ascii_alphanumeric());
    let rest = link.strip_prefix(CARRIED).map_or(link, |carried| carried.trim_start_matches(is_carried_letter));
    let has_only_its_letters = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-./?=&".contains(&byte));
    ends_well && has_only_its_letters && !is_quoted_printable(link)
}

/// Repairs a link, or a part of one: decodes it, joins it, and leaves off what stands around it.
#[must_use]
pub fn repair(text: &str) -> Repaired {
    let decoded = decoded(text);
    let text = decoded.split(TEXT_DIRECTIVE).next().unwrap_or_default();
    let mut rest = text.trim_start_matches(|letter: char| !letter.is_ascii_alphanumeric() && letter != CARRIED);
    // Two of them cross out what stands between them.
    if rest.starts_with("~~") {
        rest = rest.trim_start_matches(|letter: char| !letter.is_ascii_alphanumeric());
    }
    let mut draft = Draft::default();
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = if letter.is_whitespace() {
            let (next, has_line_end) = past_break(rest);
            if !draft.goes_on_after_break(next, has_line_end) {
                break;
            }
            next
        } else {
            match draft.part(letter, after) {
                Part::Link(letter) => draft.push(letter),
                Part::Nothing => {}
                Part::End => break,
            }
            after
        };
    }
    let link = draft.link.trim_end_matches(['.', '?', '/', '&', '_']).to_owned();
    let left_off = if rest.contains(char::is_alphanumeric) { rest.trim() } else { "" };
    Repaired { link, left_off: left_off.to_owned() }
}

/// How many bytes at the beginning of a running text belong to the link that begins it.
#[must_use]
pub fn extent(text: &str) -> usize {
    let (mut rest, mut draft) = (text, Draft::default());
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let code = match first {
            '&' => entity(after),
            '\\' => script_escape(after).or_else(|| escaped_sign(after)),
            // What it stands for may take more than one of them.
            '%' => hexadecimal(after, 2).map(|(_, length)| ('-', length)),
            _ => None,
        };
        let (letter, after) = code.map_or((first, after), |(letter, length)| (letter, &after[length..]));
        if letter.is_whitespace() || letter == '\\' || QUOTES.contains(&letter) {
            break;
        }
        match draft.part(letter, after) {
            Part::Link(letter) => draft.push(letter),
            Part::Nothing => {}
            Part::End => break,
        }
        rest = after;
    }
    text.len() - rest.len()
}

/// The fragment of an address, or of one that it carries, as the guards of mail programs write it.
#[must_use]
pub fn fragment(address: &str) -> Option<Cow<'_, str>> {
    if let Some((_, fragment)) = address.split_once('#') {
        return Some(Cow::Borrowed(fragment));
    }
    let parameters = address.split_once('?').map_or("", |(_, parameters)| parameters).split('&');
    parameters.chain([address]).find_map(|carried| {
        let carried = decoded(carried);
        carried.split_once('#').map(|(_, fragment)| Cow::Owned(fragment.to_owned()))
    })
}

/// Whether a parameter was appended by what counts visitors, and says nothing of the run.
pub(super) fn is_tracker(key: &str) -> bool {
    key.starts_with("utm_") || TRACKERS.contains(&key)
}

/// A link as far as it is read.
#[derive(Default)]
struct Draft {
    link: String,
    /// Whether a value has begun that can have full stops in it.
    has_steps: bool,
}

/// What a letter is in a link.
enum Part {
    /// A letter of it.
    Link(char),
    /// Something that was put between its letters.
    Nothing,
    /// Something that comes after it.
    End,
}

impl Draft {
    fn push(&mut self, letter: char) {
        self.link.push(letter);
        self.has_steps |= self.link.ends_with("run=") || self.link.ends_with("at=");
    }

    /// Whether the list of steps has come to its end.
    fn is_complete(&self) -> bool {
        self.link.ends_with(".end") || self.link.ends_with("=end")
    }

    fn part(&self, letter: char, after: &str) -> Part {
        match letter {
            _ if is_link_letter(letter) => Part::Link(letter),
            CARRIED if self.link.is_empty() && after.starts_with(is_carried_letter) => Part::Link(letter),
            // Typesetting breaks words, and Markdown escapes with a backslash.
            '\\' => Part::Nothing,
            _ if is_unseen(letter) => Part::Nothing,
            _ if is_sign_within(letter, after) => sign(letter).map_or(Part::End, Part::Link),
            // The full stop of an input method between steps; elsewhere it ends a sentence.
            '。' | '｡' if self.has_steps && !self.is_complete() && goes_on(after) => Part::Link('.'),
            // A value in quotation marks.
            _ if QUOTES.contains(&letter)
                && (self.link.ends_with(['=', '?', '&', '/']) || after.starts_with(['?', '&', '/'])) =>
            {
                Part::Nothing
            }
            _ => Part::End,
        }
    }

    /// Whether what follows a space or the end of a line is more of the link, and not a word after it.
    fn goes_on_after_break(&self, next: &str, has_line_end: bool) -> bool {
        if self.is_complete() {
            return next.starts_with('&');
        }
        match self.link.chars().next_back() {
            Some('.') => self.has_steps && goes_on(next),
            Some('?' | '&') => {
                let key = next.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '-');
                key.starts_with('=') || has_line_end && goes_on(next)
            }
            Some('/' | '-' | '=') => goes_on(next),
            _ if goes_on(next) => has_line_end,
            _ if !next.starts_with(is_link_letter) => false,
            _ if goes_on(&next[1..]) => true,
            // A sign that has a line of its own.
            _ => {
                let (after, is_broken_again) = past_break(&next[1..]);
                has_line_end && is_broken_again && goes_on(after)
            }
        }
    }
}

/// What follows a space or the end of a line, and whether there was such an end. Mail puts its marks before each line that it quotes.
fn past_break(text: &str) -> (&str, bool) {
    let blank = text.trim_start();
    let has_line_end = text[..text.len() - blank.len()].contains(['\n', '\r']);
    let is_mark = |letter: char| letter == '>' || letter == '|' || letter.is_whitespace();
    (if has_line_end { blank.trim_start_matches(is_mark) } else { blank }, has_line_end)
}

fn is_link_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-./?=&_".contains(letter)
}

/// Whether it is one of those that a carried model is written with.
fn is_carried_letter(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_".contains(letter)
}

/// Whether a letter takes no room, or only says where a line may be broken.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
        || is_hidden(letter) && !letter.is_whitespace()
}

/// Whether a letter is a sign of links in another form, and stands within one.
fn is_sign_within(letter: char, after: &str) -> bool {
    sign(letter).is_some() && goes_on(after)
}

/// Whether a link goes on here.
fn goes_on(text: &str) -> bool {
    text.trim_start_matches(is_unseen).starts_with(|letter: char| letter.is_ascii_alphanumeric())
}

/// The sign of links that input methods, word processors and typesetting write as this one.
fn sign(letter: char) -> Option<char> {
    Some(match letter {
        '‐' | '‑' | '−' | '﹣' | '－' => '-',
        '․' | '﹒' | '．' => '.',
        '⁄' | '∕' | '／' => '/',
        '﹖' | '？' => '?',
        '﹦' | '＝' => '=',
        '﹠' | '＆' => '&',
        _ => return None,
    })
}

/// The text without the codes of browsers, mails, HTML and JSON, also where one has encoded another's.
fn decoded(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..DECODINGS {
        let once = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        let once = replaced(&replaced(&once, '&', entity), '\\', script_escape);
        if once == text {
            break;
        }
        text = Cow::Owned(once);
    }
    if is_quoted_printable(&text) {
        let joined = text.replace("=\r\n", "").replace("=\n", "");
        text = Cow::Owned(replaced(&joined, '=', |code| hexadecimal(code, 2)));
    }
    text
}

/// The text with every code that begins so replaced by the letter that it stands for.
fn replaced(text: &str, begin: char, code: impl Fn(&str) -> Option<(char, usize)>) -> String {
    let mut parts = text.split(begin);
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match code(part) {
            Some((letter, length)) => {
                said.push(letter);
                said.push_str(&part[length..]);
            }
            None => {
                said.push(begin);
                said.push_str(part);
            }
        }
    }
    said
}

/// The letter that a reference of HTML stands for, `&` left out, and the reference's length.
fn entity(text: &str) -> Option<(char, usize)> {
    let name = &text[..text.bytes().take(ENTITY).position(|byte| byte == b';')?];
    let letter = match name.strip_prefix('#') {
        Some(number) => char::from_u32(match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        })?,
        None => ENTITIES.iter().find(|(entity, _)| *entity == name)?.1,
    };
    Some((letter, name.len() + 1))
}

/// The letter that an escape of JSON or JavaScript stands for, the backslash left out, and the escape's length.
fn script_escape(text: &str) -> Option<(char, usize)> {
    let digits = if text.starts_with('u') { 4 } else { 2 };
    let (letter, length) = hexadecimal(text.strip_prefix(['u', 'x'])?, digits)?;
    Some((letter, length + 1))
}

/// The sign after a backslash, as Markdown escapes it.
fn escaped_sign(text: &str) -> Option<(char, usize)> {
    text.chars().next().filter(char::is_ascii_punctuation).map(|sign| (sign, 1))
}

fn hexadecimal(text: &str, digits: usize) -> Option<(char, usize)> {
    let code = text.get(..digits).filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, digits))
}

/// Whether a mail program has encoded each `=` as `=3D`. In the short form alone those are letters of its own.
fn is_quoted_printable(text: &str) -> bool {
    text.match_indices("=3D").any(|(at, _)| text[..at].rsplit(['?', '&']).next() != Some("c"))
}

/// How often a link is decoded at most.
const DECODINGS: usize = 4;
/// Before what a browser was to look for in the page.
const TEXT_DIRECTIVE: &str = ":~:";
/// Bytes of the longest reference of HTML that is looked for.
const ENTITY: usize = 10;
/// References of HTML for what links are written with, and for what breaks them.
const ENTITIES: [(&str, char); 16] = [
    ("quot", '"'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("AMP", '&'),
    ("quest", '?'),
    ("equals", '='),
    ("sol", '/'),
    ("period", '.'),
    ("hyphen", '-'),
    ("dash", '-'),
    ("num", '#'),
    ("percnt", '%'),
    ("shy", '\u{ad}'),
    ("nbsp", '\u{a0}'),
];
const QUOTES: [char; 12] = ['"', '\'', '`', '“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];
/// Parameters that advertisers, newsletters and networks append, beside `utm_…`.
const TRACKERS: [&str; 20] = [
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "yclid",
];
