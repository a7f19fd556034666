//! The parts of a page that something is open on, each given what it shows.

use lifeline_core::words::Speaker;

use crate::html::{Tag, owned, part, tag};
use crate::parts::actions::{Actions, you_are};
use crate::parts::clock::Clock;
use crate::parts::diagram::Diagram;
use crate::parts::figures::Figures;
use crate::parts::reference::Reference;
use crate::parts::selected::Selected;
use crate::parts::settings::Settings;
use crate::parts::transcript::Transcript;
use crate::session::Session;
use crate::state::State;
use crate::words::WORDS;

/// Puts the parts into their places.
pub fn page(state: &State, session: &Session, main: Tag) -> Tag {
    let Session { shared, now, scenario, clock, speed, preview, selected, fresh, .. } = session.clone();
    let document = shared.read();
    let run = &document.run;
    let model = shared.model();
    let offers = run.offers();
    let count = run.count();
    let assumed = Speaker::english(&model).assumed(run.settings(), run.world().rests_on());
    let hint = offers.iter().find(|offer| run.trace().count() == 0 && offer.refused.is_none()).map(|offer| {
        let action = &model[offer.action];
        owned(&you_are(&model, WORDS.hint, action.participant, action.label.in_language(WORDS.code)))
    });
    let current = scenario.filter(|id| run.steps().eq(model[*id].steps.iter().copied()));
    let lit = model.clauses().map(|(id, _)| document.exercised.is_lit(id, count)).collect();
    let open = state.wishes.wide;
    let start = tag("div").class("side start").html(part(Actions { model: model.clone(), offers }));
    let start = start.html(part(Figures { model: model.clone(), current }));
    let (seen, is_away) = (state.seen, state.is_away);
    let diagram = part(Diagram {
        shared: shared.clone(),
        now,
        preview,
        selected,
        hint,
        seen,
        is_away,
        fresh,
        zoom: state.wishes.zoom,
    });
    let middle = tag("div").class("middle").html(diagram).add(tag("p").class("line").text(&assumed));
    let settings = Settings { model: model.clone(), values: run.settings().clone(), typed: state.typed.clone(), open };
    let end = tag("div").class("side end").html(part(Selected { shared: shared.clone(), selected }));
    let end = end.html(part(settings)).html(part(Reference { model, lit, open }));
    main.add(start)
        .add(middle)
        .html(part(Clock { shared: shared.clone(), now, clock, speed, wait: state.wait.clone() }))
        .html(part(Transcript { shared: shared.clone(), selected, whole: state.wishes.whole }))
        .add(end)
}
