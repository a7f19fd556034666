//! What the reference says, each statement lit once the run has shown it; what follows from it stands apart.

use lifeline_core::words::fill;

use crate::document::SharedModel;
use crate::html::{Part, Tag, tag};
use crate::words::WORDS;

/// The list of statements.
#[derive(PartialEq)]
pub struct Reference {
    /// The model.
    pub model: SharedModel,
    /// For each statement, whether the run has shown it.
    pub lit: Vec<bool>,
    /// Whether it is shown from the beginning.
    pub open: bool,
}

impl Part for Reference {
    fn view(&self) -> Tag {
        let (mut stated, mut inferred) = (tag("ul"), tag("ul"));
        let (mut shown, mut count) = (0, 0);
        for ((_, clause), lit) in self.model.clauses().zip(&self.lit) {
            let mut entry = tag("li").when(*lit, "data-lit", "").text(clause.text.in_language(WORDS.code));
            if *lit {
                entry = entry.add(tag("span").class("unseen").words(WORDS.lit));
            }
            for place in &clause.places {
                entry = entry.add(tag("small").text(place.in_language(WORDS.code)));
            }
            if clause.is_inferred() {
                inferred = inferred.add(entry);
            } else {
                stated = stated.add(entry);
                count += 1;
                shown += u32::from(*lit);
            }
        }
        let count = fill(WORDS.lit_of, &[&shown.to_string(), &count.to_string()]);
        let title = tag("h2").words(WORDS.reference).add(tag("small").text(&count));
        let all = tag("details").class("panel reference").when(self.open, "open", "").add(tag("summary").add(title));
        all.add(stated).add(tag("h3").words(WORDS.inferred)).add(inferred)
    }
}
