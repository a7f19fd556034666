//! Names that would hurt elsewhere, in links, in HTML or in the language itself, and so are refused.

use super::names::NameKind;

/// Why a thing may not have this name; nothing where it may.
pub(super) fn refusal(kind: NameKind, name: &str) -> Option<&'static str> {
    match kind {
        NameKind::Action if ACTION_WORDS.contains(&name) => Some("links use this word for a step of their own"),
        NameKind::Setting => setting_refusal(name),
        NameKind::Participant | NameKind::Role | NameKind::Variable | NameKind::State => language(VALUE_WORDS, name),
        NameKind::Choice => language(CHOICE_WORDS, name),
        NameKind::Timer | NameKind::Message => language(TRIGGER_WORDS, name),
        _ => None,
    }
}

fn language(words: &[&str], name: &str) -> Option<&'static str> {
    words.contains(&name).then_some("the language itself uses this word at such places")
}

fn setting_refusal(name: &str) -> Option<&'static str> {
    if LINK_KEYS.contains(&name) {
        Some("links and host pages use this word themselves")
    } else if HTML_ATTRIBUTES.contains(&name) {
        Some("it is an attribute of every HTML element, and settings are written as attributes")
    } else if ["on", "data-", "aria-"].iter().any(|start| name.starts_with(start)) {
        Some("HTML keeps ids that begin with `on`, `data-` or `aria-` for itself")
    } else if CHARACTER_REFERENCES.iter().any(|reference| name.starts_with(reference)) {
        Some("it begins with a name that HTML turns into a character after `&`, so links would break")
    } else {
        language(VALUE_WORDS, name)
    }
}

/// Words of links in the place of actions.
const ACTION_WORDS: &[&str] = &["end", "next", "lose"];

/// Words that mean something of their own where a name could stand.
const VALUE_WORDS: &[&str] = &["any", "at", "every", "fresh", "its", "not", "one", "self", "sender"];

/// Words that mean something of their own after `on`.
const TRIGGER_WORDS: &[&str] = &["any", "connect", "disconnect"];

/// Words that mean something of their own after `is`.
const CHOICE_WORDS: &[&str] = &["at", "its", "not", "one", "running"];

/// What a link's keys and the embedding element's own attributes are called.
const LINK_KEYS: &[&str] =
    &["run", "at", "c", "model", "scenario", "theme", "src", "height", "width", "max-height", "loading"];

/// Attributes that every HTML element has.
const HTML_ATTRIBUTES: &[&str] = &[
    "accesskey",
    "autocapitalize",
    "autocorrect",
    "autofocus",
    "class",
    "contenteditable",
    "dir",
    "draggable",
    "enterkeyhint",
    "exportparts",
    "hidden",
    "id",
    "inert",
    "inputmode",
    "is",
    "itemid",
    "itemprop",
    "itemref",
    "itemscope",
    "itemtype",
    "lang",
    "nonce",
    "part",
    "popover",
    "role",
    "slot",
    "spellcheck",
    "style",
    "tabindex",
    "title",
    "translate",
    "virtualkeyboardpolicy",
    "writingsuggestions",
];

/// What HTML reads as a character after `&` even without a semicolon, as far as an id can begin with it.
const CHARACTER_REFERENCES: &[&str] = &[
    "aacute", "acirc", "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml", "brvbar", "ccedil", "cedil",
    "cent", "copy", "curren", "deg", "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14",
    "frac34", "gt", "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro", "middot",
    "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash", "otilde", "ouml", "para", "plusmn",
    "pound", "quot", "raquo", "reg", "sect", "shy", "sup1", "sup2", "sup3", "szlig", "thorn", "times", "uacute",
    "ucirc", "ugrave", "uml", "uuml", "yacute", "yen", "yuml",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedding_element_takes_for_settings_all_names_that_a_setting_may_have() {
        let script = include_str!("../../../static/embed.js");
        let list = script.split_once("const OTHERS = `").and_then(|(_, rest)| rest.split_once('`'));
        let mut passed_over: Vec<&str> = list.map_or("", |(list, _)| list).split_whitespace().collect();
        // What it makes the rest of the link of.
        passed_over.extend(["run", "at", "c", "model", "scenario"]);
        let mut refused = [LINK_KEYS, HTML_ATTRIBUTES].concat();
        passed_over.sort_unstable();
        refused.sort_unstable();
        assert_eq!(passed_over, refused);
    }
}
