//! Finds links to runs in a document: fragments of addresses, and elements `<lifeline-diagram>`.

use std::collections::HashSet;

use lifeline_core::link::{self, Address, LONGEST};

/// A link in a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The line, counted from 1.
    pub line: usize,
    /// What was found, as one would type it.
    pub text: String,
    /// What it says.
    pub address: Address,
}

/// Finds the links of a document in linear time; `is_model` says which ids are those of models.
pub fn find(document: &str, is_model: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let (mut found, mut elements) = (Vec::new(), Elements::new(document));
    let (mut at, mut line) = (0, 1);
    let mut is_off = false;
    while let Some(next) = document[at..].find(['<', '#', '%']) {
        line += lines(&document[at..at + next]);
        at += next;
        let rest = &document[at..];
        let length = if let Some(switch) = SWITCHES.iter().find(|switch| rest.starts_with(**switch)) {
            is_off = *switch == SWITCHES[0];
            switch.len()
        } else if is_off {
            1
        } else if let Some(element) = elements.at(at) {
            let address = of_element(&element.attributes);
            found.push(Found { line, text: format!("#{address}"), address });
            element.length
        } else if let Some(mark) = mark(rest) {
            let text = &rest[mark.len()..];
            let text = &text[..link::extent(text)];
            // In an address that another one carries, an ampersand ends it.
            let text = if mark == "#" { text } else { text.split('&').next().unwrap_or_default() };
            if is_link(text, is_model) {
                found.push(Found { line, text: format!("#{text}"), address: link::address(text) });
            }
            mark.len() + text.len()
        } else {
            1
        };
        line += lines(&rest[..length]);
        at += length;
    }
    found
}

fn lines(text: &str) -> usize {
    text.matches('\n').count()
}

/// What begins a fragment, if the text does: a `#`, or one that is encoded in the address of a link guard.
fn mark(text: &str) -> Option<&str> {
    MARKS.into_iter().find(|mark| text.starts_with(mark))
}

/// Whether it leads to a run, and not to a heading: a model's id alone can be either.
///
/// One that is too long to be read is told by how it begins.
fn is_link(text: &str, is_model: &dyn Fn(&str) -> bool) -> bool {
    let address = link::address(&text[..text.floor_char_boundary(LONGEST)]);
    let names_run = address.parameters.iter().any(|(key, _)| key == "run" || key == "c");
    let says_more = address.scenario.is_some() || !address.parameters.is_empty();
    !address.model.is_empty() && (names_run || says_more && is_model(&address.model))
}

/// An element's start tag.
struct Element {
    attributes: Vec<(String, String)>,
    /// In bytes.
    length: usize,
}

/// Reads start tags of elements `<lifeline-diagram>`.
struct Elements<'d> {
    document: &'d str,
    /// Where attributes began in tags that were never closed: whatever gets there again isn't closed either.
    unclosed: HashSet<usize>,
    /// How many attributes were looked for, to be held to the length of the document.
    looked_for: usize,
}

impl<'d> Elements<'d> {
    fn new(document: &'d str) -> Self {
        Self { document, unclosed: HashSet::new(), looked_for: 0 }
    }

    /// The start tag that begins here, if one does.
    fn at(&mut self, start: usize) -> Option<Element> {
        let text = &self.document[start..];
        let name = text.get(..NAME.len()).filter(|name| name.eq_ignore_ascii_case(NAME))?;
        let mut rest = &text[name.len()..];
        if !rest.starts_with(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/') {
            return None;
        }
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if let Some(after) = rest.strip_prefix('>') {
                return Some(Element { attributes, length: text.len() - after.len() });
            }
            self.looked_for += 1;
            if !self.unclosed.insert(self.document.len() - rest.len()) {
                return None;
            }
            let (attribute, after) = attribute(rest)?;
            attributes.push(attribute);
            rest = after;
        }
    }
}

/// Reads an attribute, and gives what follows it; nothing where the document ends before that.
fn attribute(text: &str) -> Option<((String, String), &str)> {
    let end = text.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter))?;
    let key = text[..end].to_ascii_lowercase();
    let rest = text[end..].trim_start();
    let Some(value) = rest.strip_prefix('=').map(str::trim_start) else {
        return Some(((key, String::new()), rest));
    };
    let (value, rest) = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split_once(quote)?,
        _ => value.split_at(value.find(|letter: char| letter.is_whitespace() || letter == '>')?),
    };
    Some(((key, value.replace("&amp;", "&")), rest))
}

/// The link that an element stands for. In an attribute nothing is cut off, so the end may be left out.
fn of_element(attributes: &[(String, String)]) -> Address {
    let mut address = Address::default();
    for (key, value) in attributes {
        match key.as_str() {
            "model" if value.contains(['.', '/']) => address.model.clone_from(value),
            "model" => address.model = link::repair(value).link,
            _ if is_other(key) => {}
            _ => {
                let repaired = link::repair(&format!("{key}={value}"));
                let value = repaired.link.split_once('=').map_or("", |(_, value)| value);
                match key.as_str() {
                    "scenario" => address.scenario = Some(value.to_owned()),
                    "run" => address.parameters.push((key.clone(), link::closed(value))),
                    _ => address.parameters.push((key.clone(), value.to_owned())),
                }
                address.left_off += &repaired.left_off;
            }
        }
    }
    address
}

/// Whether an attribute says something about the element, and not about the run.
fn is_other(key: &str) -> bool {
    ["on", "data-", "aria-"].iter().any(|start| key.starts_with(start)) || OTHERS.contains(&key)
}

/// How a fragment begins, also after one or two encodings.
const MARKS: [&str; 3] = ["#", "%23", "%2523"];
const NAME: &str = "<lifeline-diagram";
/// What turns the search off, and on again.
const SWITCHES: [&str; 2] = ["<!-- lifeline-links off -->", "<!-- lifeline-links on -->"];
/// Attributes of the element itself, and those of every element that are in use.
const OTHERS: [&str; 17] = [
    "theme",
    "max-height",
    "src",
    "width",
    "height",
    "loading",
    "class",
    "dir",
    "hidden",
    "id",
    "lang",
    "part",
    "role",
    "slot",
    "style",
    "tabindex",
    "title",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(document: &str) -> Vec<(usize, String)> {
        find(document, &|id| id == "registration").into_iter().map(|found| (found.line, found.text)).collect()
    }

    #[test]
    fn links_are_found_wherever_they_stand() {
        let document = "\
See [a run](https://a.site/lifeline/?embed#registration/not-valid), or (#registration?run=connect.end).

<iframe src=\"lifeline/#registration?timeout=30s&amp;run=connect.end\" title=\"#1\"></iframe>
`#registration?run=end`

A [heading](#registration), [another](#what-is-new), #42, C#, #/route, # registration?run=end
#regestration?run=connect.end";
        let expected = [
            (1, "#registration/not-valid"),
            (1, "#registration?run=connect.end"),
            (3, "#registration?timeout=30s&amp;run=connect.end"),
            (4, "#registration?run=end"),
            (7, "#regestration?run=connect.end"),
        ];
        assert_eq!(texts(document), expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn elements_are_found_with_their_attributes() {
        let document = "\
<Lifeline-Diagram model=\"registration\"
    timeout='30s' run=connect.register theme=dark data-x=\"#registration?run=end\">
  ![still](a.svg) <a href=\"#registration/retry\">as a link</a>
</lifeline-diagram>
<lifeline-diagram model=registration scenario=retry></lifeline-diagram>
<lifeline-diagrams model=registration> <lifeline-diagram";
        let expected = [
            (1, "#registration?timeout=30s&run=connect.register.end"),
            (3, "#registration/retry"),
            (5, "#registration/retry"),
        ];
        assert_eq!(texts(document), expected.map(|(line, text)| (line, text.to_owned())));
    }

    #[test]
    fn links_are_found_in_any_script_and_whatever_programs_made_of_them() {
        let document = "\
参见 https://a.site/#registration/not-valid。详见下文，#registration?run=connect.end，另见
#registration？run＝connect。end, **#registration?run=connect.register\\-invalid.end**
https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.site%2F%23registration%2Fretry&data=05%7C02
<lifeline-diagram model=“registration” scenario=“retry” run='connect.
  register'></lifeline-diagram>";
        let found = find(document, &|id| id == "registration");
        let links: Vec<String> = found.iter().map(|found| found.address.to_string()).collect();
        assert_eq!(
            links,
            [
                "registration/not-valid",
                "registration?run=connect.end",
                "registration?run=connect.end",
                "registration?run=connect.register-invalid.end",
                "registration/retry",
                "registration/retry?run=connect.register.end",
            ]
        );
        assert!(found.iter().all(|found| found.address.left_off.is_empty()));
    }

    #[test]
    fn nothing_is_found_where_that_is_switched_off() {
        let document = "\
<!-- lifeline-links off -->
#registration?run=nonsense
<!-- lifeline-links on -->
#registration?run=end";
        assert_eq!(texts(document), [(4, "#registration?run=end".to_owned())]);
    }

    #[test]
    fn twice_the_document_is_twice_the_work_whatever_is_left_open() {
        let looked_for = |unit: &str, count: usize| {
            let document = unit.repeat(count);
            let mut elements = Elements::new(&document);
            for (start, _) in document.match_indices('<') {
                assert!(elements.at(start).is_none(), "{unit}");
            }
            elements.looked_for
        };
        for unit in [
            "<lifeline-diagram ",
            "<lifeline-diagram a=\"\n",
            "<lifeline-diagram a=\"\" b=\"",
            "<lifeline-diagram a='\"' b=\"",
            "<lifeline-diagram a=b c d=",
        ] {
            let (once, twice) = (looked_for(unit, 1_000), looked_for(unit, 2_000));
            assert!(once >= 1_000 && twice < 3 * once, "{unit}: {once}, {twice}");
        }
    }

    #[test]
    fn a_link_that_is_too_long_is_found() {
        let long = format!("[x](#registration?run={})", "A".repeat(LONGEST));
        assert_eq!(find(&long, &|_| false).len(), 1);
        let heading = format!("[x](#{})", "A".repeat(LONGEST + 1));
        assert_eq!(find(&heading, &|_| false).len(), 0);
    }
}
