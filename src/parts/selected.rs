//! The selected row: what it is, what it carries, and what it rests on.

use lifeline_core::model::Grounds;
use lifeline_core::run::Run;
use lifeline_core::trace::{Event, EventNumber, Provenance, What};
use lifeline_core::words::{Speaker, fill};

use super::notices::button;
use crate::document::Shared;
use crate::html::{Part, Tag, tag};
use crate::words::WORDS;

/// What there is to say about the selected row.
#[derive(PartialEq)]
pub struct Selected {
    /// The run.
    pub shared: Shared,
    /// The row that is selected.
    pub selected: Option<EventNumber>,
}

impl Part for Selected {
    fn view(&self) -> Tag {
        let run = &self.shared.read().run;
        let event = self.selected.filter(|number| number.0 <= run.count()).and_then(|number| run.trace().get(number));
        let all = tag("section");
        match event {
            Some(event) => details(run, event, all),
            None => all,
        }
    }
}

#[inline(never)]
fn details(run: &Run, event: &Event, all: Tag) -> Tag {
    let all = all.class("panel selected").add(tag("h2").words(WORDS.selected));
    let speaker = Speaker::english(run.model());
    let all = all.add(tag("p").text(&speaker.sentence(run.trace(), event)));
    let mut from = speaker.provenance(event.provenance(run.model())).to_owned();
    let mut gap = ": ";
    for (id, _) in run.model().settings().filter(|(id, _)| event.rests_on.contains(*id)) {
        from.push_str(gap);
        from.push_str(&speaker.setting(id, run.settings().get(id)));
        gap = ", ";
    }
    let from = tag("p").fixed("data-from", from_where(event.provenance(run.model()))).text(&from);
    grounds(speaker, event, message(speaker, event, all).add(from)).add(button("unselect", WORDS.unselect))
}

/// What a message is for, and its fields.
fn message(speaker: Speaker<'_>, event: &Event, all: Tag) -> Tag {
    let What::Message(sent) = &event.what else { return all };
    let message = &speaker.model[sent.message];
    let mut fields = tag("dl");
    for (field, value) in message.fields.iter().zip(&sent.fields) {
        if let Some(value) = value {
            let about = tag("small").text(field.about.in_language(WORDS.code));
            fields = fields
                .add(tag("dt").add(tag("code").fixed("translate", "no").text(&field.name)))
                .add(tag("dd").text(&speaker.value(value)).add(about));
        }
    }
    all.add(tag("p").class("quiet").text(message.about.in_language(WORDS.code))).add(fields)
}

/// The statements that it carries out, or our own reason.
fn grounds(speaker: Speaker<'_>, event: &Event, all: Tag) -> Tag {
    all.add(match event.grounds(speaker.model) {
        Some(Grounds::Cites(clauses)) => {
            let statement =
                |id: lifeline_core::model::ClauseId| tag("li").text(speaker.model[id].text.in_language(WORDS.code));
            tag("ul").all(clauses.iter().copied().map(statement))
        }
        Some(Grounds::Ours(why)) => tag("p").text(&fill(WORDS.because_ours, &[why.in_language(WORDS.code)])),
        None => tag("p").words(WORDS.transport_did_it),
    })
}

/// The mark of a word that says where something comes from.
pub fn from_where(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Reference => "reference",
        Provenance::Inferred => "inferred",
        Provenance::Assumed => "assumed",
    }
}
