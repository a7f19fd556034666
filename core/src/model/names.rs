//! Everything in a model file that has a name: found quickly, declared once, and never a name that would hurt elsewhere.

use std::borrow::Cow;

use super::problem::Spot;

/// What has a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Model,
    Participant,
    Role,
    State,
    Variable,
    Timer,
    Message,
    Field,
    Finding,
    Setting,
    Choice,
    Clause,
    Action,
    Scenario,
}

impl Sort {
    /// What people call it.
    pub(super) fn word(self) -> &'static str {
        self.one().split_once(' ').map_or("", |(_, word)| word)
    }

    /// The same, with its article.
    pub(super) fn one(self) -> &'static str {
        match self {
            Self::Action => "an action",
            Self::Model => "the model",
            Self::Participant => "a participant",
            Self::Role => "a role",
            Self::State => "a state",
            Self::Variable => "a variable",
            Self::Timer => "a timer",
            Self::Message => "a message",
            Self::Field => "a field",
            Self::Finding => "a finding",
            Self::Setting => "a setting",
            Self::Choice => "a choice",
            Self::Clause => "a clause",
            Self::Scenario => "a scenario",
        }
    }
}

/// What stands for something that isn't there, once that has been reported; it fits everywhere.
pub(super) const UNKNOWN: u16 = u16::MAX;

/// A name and what it is the name of.
pub(super) struct Name<'s> {
    pub sort: Sort,
    /// The role of a state, variable or timer, the message of a field or finding, the setting of a choice; else 0.
    pub owner: u16,
    pub name: Cow<'s, str>,
    pub id: u16,
    pub spot: Spot,
}

/// All names of a file.
#[derive(Default)]
pub(super) struct Names<'s> {
    pub list: Vec<Name<'s>>,
    /// Their positions, in order of sort, owner and name.
    order: Vec<u32>,
    /// Whether all names are known and in order.
    pub settled: bool,
}

impl<'s> Names<'s> {
    pub(super) fn add(&mut self, sort: Sort, owner: u16, name: impl Into<Cow<'s, str>>, id: usize, spot: Spot) {
        self.list.push(Name { sort, owner, name: name.into(), id: id as u16, spot });
    }

    /// Puts the names in order, so that they can be found; tells which are declared twice, each with the first one.
    pub(super) fn settle(&mut self) -> Vec<(usize, usize)> {
        self.settled = true;
        let list = &self.list;
        self.order = (0..list.len() as u32).collect();
        // Names are declared sort by sort and mostly line by line, which a sort by insertion over shrinking gaps makes
        // use of; the library's own sorts are several kilobytes each.
        let before = |one: u32, other: u32| {
            let (one, other) = (&list[one as usize], &list[other as usize]);
            (key(one), one.spot) < (key(other), other.spot)
        };
        let mut gap = list.len();
        while gap > 1 {
            gap = (gap * 4 / 9).max(1);
            for index in gap..list.len() {
                let mut at = index;
                while at >= gap && before(self.order[at], self.order[at - gap]) {
                    self.order.swap(at, at - gap);
                    at -= gap;
                }
            }
        }
        let mut twice = Vec::new();
        let mut first = 0;
        for (index, other) in self.order.iter().enumerate() {
            let one = self.order[first];
            if index > 0 && key(&list[one as usize]) == key(&list[*other as usize]) {
                twice.push((one as usize, *other as usize));
            } else {
                first = index;
            }
        }
        twice
    }

    /// The thing of this name, once the names are settled.
    pub(super) fn find(&self, sort: Sort, owner: u16, name: &str) -> Option<&Name<'s>> {
        let wanted = (sort, owner, name);
        let first = self.order.partition_point(|other| key(&self.list[*other as usize]) < wanted);
        self.order.get(first).map(|found| &self.list[*found as usize]).filter(|found| key(found) == wanted)
    }

    /// All names of a sort, in order.
    pub(super) fn sorted(&self) -> impl Iterator<Item = &Name<'s>> {
        self.order.iter().map(|name| &self.list[*name as usize])
    }
}

fn key<'n>(name: &'n Name<'_>) -> (Sort, u16, &'n str) {
    (name.sort, name.owner, &name.name)
}

/// The nearest of several words, where one is near enough to have been meant.
pub(super) struct Nearest<'w, 'c> {
    word: &'w str,
    best: Option<&'c str>,
    distance: usize,
}

impl<'w, 'c> Nearest<'w, 'c> {
    pub(super) fn new(word: &'w str) -> Self {
        Self { word, best: None, distance: (word.len() / 3).clamp(1, 3) + 1 }
    }

    pub(super) fn offer(&mut self, candidate: &'c str) {
        let (word, other) = (self.word.as_bytes(), candidate.as_bytes());
        if word.len().abs_diff(other.len()) < self.distance && word.len() <= super::limits::NAME * 2 {
            let distance = distance(word, other);
            if distance < self.distance {
                self.distance = distance;
                self.best = Some(candidate);
            }
        }
    }

    pub(super) fn best(&self) -> Option<&'c str> {
        self.best
    }
}

/// The nearest of a few words, where one is near enough to have been meant.
pub(crate) fn nearest<'c>(word: &str, words: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let mut nearest = Nearest::new(word);
    for candidate in words {
        nearest.offer(candidate);
    }
    nearest.best()
}

/// How many letters must be changed, added, dropped or swapped with their neighbour; capitals count as their small letters.
fn distance(one: &[u8], other: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let same = a.eq_ignore_ascii_case(b);
            let mut least = (last[j] + usize::from(!same)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a.eq_ignore_ascii_case(&other[j - 1]) && one[i - 1].eq_ignore_ascii_case(b) {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

/// Why a thing may not have this name; nothing where it may.
pub(super) fn refusal(sort: Sort, name: &str) -> Option<&'static str> {
    let (words, why): (&[&str], _) = match sort {
        Sort::Action => (&["end", "next", "lose"], "links use this word for a step of their own"),
        Sort::Setting if LINK_KEYS.contains(&name) => (&LINK_KEYS, "links and host pages use this word themselves"),
        Sort::Setting if HTML_ATTRIBUTES.contains(&name) => {
            (&HTML_ATTRIBUTES, "it is an attribute of every HTML element, and settings are written as attributes")
        }
        Sort::Setting if ["on", "data-", "aria-"].iter().any(|start| name.starts_with(start)) => {
            return Some("HTML keeps ids that begin with `on`, `data-` or `aria-` for itself");
        }
        Sort::Setting if REFERENCES.split(' ').any(|reference| name.starts_with(reference)) => {
            return Some("it begins with a name that HTML turns into a character after `&`, so links would break");
        }
        Sort::Participant | Sort::Role | Sort::Variable | Sort::Setting | Sort::State => (&WORDS, LANGUAGE),
        Sort::Choice => (&["not", "one", "at", "running"], LANGUAGE),
        Sort::Timer | Sort::Message => (&["any", "connect", "disconnect"], LANGUAGE),
        Sort::Model | Sort::Field | Sort::Finding | Sort::Clause | Sort::Scenario => return None,
    };
    words.contains(&name).then_some(why)
}

const LANGUAGE: &str = "the language itself uses this word at such places";

/// Words that mean something of their own where a name could stand.
const WORDS: [&str; 9] = ["any", "at", "every", "fresh", "its", "not", "one", "self", "sender"];

/// What a link's keys and the embedding element's own attributes are called.
const LINK_KEYS: [&str; 11] =
    ["run", "at", "c", "model", "scenario", "theme", "src", "height", "width", "max-height", "loading"];

/// Attributes that every HTML element has.
const HTML_ATTRIBUTES: [&str; 33] = [
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
const REFERENCES: &str = "aacute acirc acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent copy curren \
    deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt \
    macr micro middot nbsp not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo \
    reg sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml";
