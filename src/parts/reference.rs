//! What the reference says, each statement lit once the run has shown it and marked with the row that is looked at; what follows from it stands apart.

use crate::document::SharedModel;
use crate::html::{Part, Tag, tag};
use crate::words::{WORDS, fill};

/// The list of statements.
#[derive(PartialEq)]
pub struct Reference {
    /// The model.
    pub model: SharedModel,
    /// What holds of each statement.
    pub standings: Vec<Standing>,
    /// Whether it is shown from the beginning.
    pub open: bool,
}

/// What holds of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Whether the run has shown it.
    pub lit: bool,
    /// Whether the row that is looked at shows it.
    pub marked: bool,
}

impl Part for Reference {
    fn view(&self) -> Tag {
        let (mut stated, mut inferred) = (tag("ul"), tag("ul"));
        let (mut shown, mut count, mut follows) = (0, 0, false);
        for ((id, clause), standing) in self.model.clauses().zip(&self.standings) {
            let entry = statement(clause.text.in_language(WORDS.code), id.index(), *standing);
            let places = clause.places.iter().map(|place| tag("small").text(place.in_language(WORDS.code)));
            let entry = entry.all(places);
            if clause.is_inferred() {
                inferred = inferred.add(entry);
                follows = true;
            } else {
                stated = stated.add(entry);
                count += 1;
                shown += u32::from(standing.lit);
            }
        }
        let count = fill(WORDS.lit_of, &[&shown.to_string(), &count.to_string()]);
        let title = tag("h2").words(WORDS.reference).add(tag("small").text(&count));
        let all = tag("details").class("panel reference").when(self.open, "open", "").add(tag("summary").add(title));
        let all = all.when(self.standings.is_empty(), "hidden", "");
        all.add(stated).maybe(follows.then(|| tag("h3").words(WORDS.inferred))).add(inferred)
    }
}

/// A statement; pressed, it leads to the rows that show it, where there are any.
fn statement(text: &str, place: usize, standing: Standing) -> Tag {
    let Standing { lit, marked } = standing;
    let entry = tag("li").when(lit, "data-lit", "").when(marked, "data-marked", "");
    let entry = entry.set("data-statement", &place.to_string());
    let said = if lit { tag("button").fixed("type", "button").fixed("title", WORDS.to_its_row) } else { tag("span") };
    entry.add(said.text(text).maybe(lit.then(|| tag("span").class("unseen").words(WORDS.lit))))
}
