//! Finds links to runs in a document: fragments of addresses, and elements `<lifeline-diagram>`; each with the line it stands in.

use lifeline_core::link::{self, Address};

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

/// Finds the links of a document; `is_model` says which ids are those of models.
pub fn find(document: &str, is_model: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    let mut is_off = false;
    while let Some(next) = document[at..].find(['<', '#']) {
        line += lines(&document[at..at + next]);
        at += next;
        let rest = &document[at..];
        let length = if let Some(switch) = SWITCHES.iter().find(|switch| rest.starts_with(**switch)) {
            is_off = *switch == SWITCHES[0];
            switch.len()
        } else if is_off {
            1
        } else if let Some(element) = element(rest) {
            let address = of_element(&element.attributes);
            found.push(Found { line, text: told(&address), address });
            element.length
        } else if let Some(text) = rest.strip_prefix('#').map(fragment) {
            let address = link::address(text);
            if is_link(&address, is_model) {
                found.push(Found { line, text: format!("#{text}"), address });
            }
            1 + text.len()
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

/// What can belong to a link's fragment; what only stands behind it, such as a full stop, the reader of links knows.
fn fragment(text: &str) -> &str {
    let ends = |letter: char| letter.is_whitespace() || "\"'<>`()[]{}|\\#".contains(letter);
    &text[..text.find(ends).unwrap_or(text.len())]
}

/// Whether it leads to a run, and not to a heading: a model's id alone can be either.
fn is_link(address: &Address, is_model: &dyn Fn(&str) -> bool) -> bool {
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

/// Reads the start tag of an element `<lifeline-diagram>`, if that is what the text begins with.
fn element(text: &str) -> Option<Element> {
    let name = text.get(..NAME.len()).filter(|name| name.eq_ignore_ascii_case(NAME))?;
    let mut rest = &text[name.len()..];
    let mut attributes = Vec::new();
    if !rest.starts_with(|letter: char| letter.is_whitespace() || letter == '>' || letter == '/') {
        return None;
    }
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some(Element { attributes, length: text.len() - after.len() });
        }
        let end = rest.find(|letter: char| letter.is_whitespace() || "=>/".contains(letter))?;
        let key = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''));
            let (begin, stop) = match quote {
                Some(quote) => (1, after[1..].find(quote)? + 1),
                None => (0, after.find(|letter: char| letter.is_whitespace() || letter == '>')?),
            };
            value = &after[begin..stop];
            rest = &after[stop + begin..];
        }
        attributes.push((key, value.replace("&amp;", "&")));
    }
}

/// The link that an element stands for. In an attribute nothing is cut off, so the end may be left out.
fn of_element(attributes: &[(String, String)]) -> Address {
    let mut address = Address::default();
    for (key, value) in attributes {
        let mut value = value.clone();
        match key.as_str() {
            "model" => address.model = value,
            "scenario" => address.scenario = Some(value),
            _ if is_other(key) => {}
            _ => {
                if key == "run" {
                    link::close(&mut value);
                }
                address.parameters.push((key.clone(), value));
            }
        }
    }
    address
}

/// Whether an attribute says something about the element, and not about the run.
fn is_other(key: &str) -> bool {
    ["on", "data-", "aria-"].iter().any(|start| key.starts_with(start)) || OTHERS.contains(&key)
}

/// An address as a link is written.
fn told(address: &Address) -> String {
    let mut text = format!("#{}", address.model);
    if let Some(scenario) = &address.scenario {
        text += &format!("/{scenario}");
    }
    for (index, (key, value)) in address.parameters.iter().enumerate() {
        let separator = if index == 0 { '?' } else { '&' };
        text += &format!("{separator}{key}={value}");
    }
    text
}

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
    fn nothing_is_found_where_that_is_switched_off() {
        let document = "\
<!-- lifeline-links off -->
#registration?run=nonsense
<!-- lifeline-links on -->
#registration?run=end";
        assert_eq!(texts(document), [(4, "#registration?run=end".to_owned())]);
    }
}
