//! The messages of this run, each with its protocol as the reference's tables have it, who sends it to whom, and when.

use lifeline_core::narration::Narrator;
use lifeline_core::simulation::run::Run;
use lifeline_core::simulation::trace::{Event, EventNumber};

use crate::document::Shared;
use crate::html::{Part, Tag, tag};
use crate::words::{WORDS, fill};

/// The table of messages.
#[derive(PartialEq)]
pub struct Messages {
    /// The run.
    pub shared: Shared,
    /// Whether it is shown from the beginning.
    pub open: bool,
}

impl Part for Messages {
    fn view(&self) -> Tag {
        let document = self.shared.read();
        let run = &document.run;
        let title = tag("summary").add(tag("h2").words(WORDS.messages));
        let all = tag("details").class("panel messages").when(self.open, "open", "").add(title);
        let mut rows = tag("tbody");
        let mut is_empty = true;
        for (sending, events) in document.exercised.sendings(run.count()) {
            let speaker = Narrator::english(run.model());
            let message = &run.model()[sending.message];
            let way = fill(WORDS.from_to, &[speaker.name(sending.from), speaker.name(sending.to)]);
            let name = tag("th").fixed("scope", "row").add(tag("code").fixed("translate", "no").text(&message.name));
            let protocol = message.protocol.in_language(WORDS.code);
            let protocol = match protocol {
                "" => tag("td").class("quiet").words(WORDS.no_protocol),
                protocol => tag("td").text(protocol),
            };
            let when = tag("td").text(&times(run, events));
            rows = rows.add(tag("tr").add(name.add(tag("small").text(&way))).add(protocol).add(when));
            is_empty = false;
        }
        if is_empty {
            return all.add(tag("p").class("quiet").words(WORDS.no_messages));
        }
        let head = |words| tag("th").fixed("scope", "col").words(words);
        let heads = tag("tr").add(head(WORDS.message)).add(head(WORDS.protocol)).add(head(WORDS.when));
        all.add(tag("table").add(tag("thead").add(heads)).add(rows))
    }
}

/// When something happens: once, at two times, or so many times between the first and the last.
fn times(run: &Run, events: &[EventNumber]) -> String {
    // A time is not broken between its number and its unit.
    let words = |event: &Event| event.at.to_string().replace(' ', "\u{a0}");
    let at = |number: &EventNumber| run.trace().get(*number).map(words).unwrap_or_default();
    match events {
        [] => String::new(),
        [once] => at(once),
        [first, .., last] => {
            let (first, last, count) = (at(first), at(last), events.len().to_string());
            fill(if first == last { WORDS.times_at } else { WORDS.times_between }, &[&count, &first, &last])
        }
    }
}
