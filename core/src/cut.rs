//! Takes text apart at ASCII letters: what `str` does at any letter, in a tenth of the code, which the page has to load before it can be used.

/// The text before the first such letter, and after it; nothing where there is none.
#[must_use]
pub fn once(text: &str, at: u8) -> Option<(&str, &str)> {
    debug_assert!(at.is_ascii(), "between the bytes of one letter, no text can be cut");
    let place = text.bytes().position(|byte| byte == at)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// The parts between such letters, in order, empty ones included.
pub fn parts(text: &str, at: u8) -> impl Iterator<Item = &str> + Clone {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let (part, after) = once(rest?, at).map_or((rest?, None), |(part, after)| (part, Some(after)));
        rest = after;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::{once, parts};

    #[test]
    fn text_is_cut_as_the_standard_library_cuts_it() {
        for text in ["", ".", "a", "a.b", ".a..b.", "ä.ö.", "..", "\u{2068}.x"] {
            assert_eq!(once(text, b'.'), text.split_once('.'), "{text}");
            assert_eq!(parts(text, b'.').collect::<Vec<_>>(), text.split('.').collect::<Vec<_>>(), "{text}");
        }
    }
}
