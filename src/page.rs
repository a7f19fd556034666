//! The parts of a page that something is open on, each given what it shows.

use lifeline_core::link;
use lifeline_core::model::ClauseId;
use lifeline_core::narration::Narrator;
use lifeline_core::simulation::world::Offer;
use yew::Html;

use crate::browser::address;
use crate::html::{Tag, owned, part, tag};
use crate::parts::actions::{Actions, you_are};
use crate::parts::clock::Clock;
use crate::parts::diagram::Diagram;
use crate::parts::figures::Figures;
use crate::parts::foot::Foot;
use crate::parts::messages::Messages;
use crate::parts::own::opener;
use crate::parts::reference::{Reference, Standing};
use crate::parts::selected::Selected;
use crate::parts::settings::Settings;
use crate::parts::transcript::{Transcript, window};
use crate::session::{Regard, Session};
use crate::state::State;
use crate::words::WORDS;

/// Puts the parts into their places. Those that tell about the run come with the app's later part; until then their places are empty.
pub fn page(state: &State, session: &Session, main: Tag) -> Tag {
    let Session { shared, scenario, regarded, .. } = session;
    if state.is_complete {
        shared.exercise();
    }
    let (run, model) = (&shared.read().run, shared.model());
    let offers = run.offers();
    let current = scenario.filter(|id| run.steps().eq(model[*id].steps.iter().copied()));
    let marked = match regarded {
        Some(Regard::Statement(statement)) => Some(*statement),
        _ => None,
    };
    let middle = middle(state, session, &offers, marked);
    let actions = tag("div").class("panels").html(part(Actions { model: model.clone(), offers }));
    let actions = actions.html(part(Figures { model, current }));
    let start = tag("div").class("side start").add(actions).html(opener(state));
    let main = main.add(start).add(middle).html(clock(state, session));
    if state.is_complete {
        main.html(sentences(state, session, marked)).add(panels(state, session))
    } else {
        main.add(tag("section").class("transcript")).add(tag("div").class("side end"))
    }
}

/// What happened, in words.
#[inline(never)]
fn sentences(state: &State, session: &Session, marked: Option<ClauseId>) -> Html {
    let Session { shared, selected, .. } = session.clone();
    let window = window(shared.read().run.count(), state.reading, state.wishes.whole);
    part(Transcript { shared, selected, marked, window, whole: state.wishes.whole })
}

/// What the run rests on: the reference's statements, what it leaves open, the messages; and the selected row.
#[inline(never)]
fn panels(state: &State, session: &Session) -> Tag {
    let Session { shared, selected, regarded, .. } = session.clone();
    let (document, model, open) = (shared.read(), shared.model(), state.wishes.wide);
    let (run, count) = (&document.run, document.run.count());
    let regarded = match regarded {
        Some(Regard::Row(number)) => Some(number),
        _ => selected,
    };
    let shows = regarded.and_then(|number| run.trace().get(number)).map_or(&[][..], |event| event.clauses(&model));
    let standing = |id| Standing { lit: document.exercised.is_lit(id, count), marked: shows.contains(&id) };
    let standings = model.clauses().map(|(id, _)| standing(id)).collect();
    let settings = Settings { model: model.clone(), values: run.settings().clone(), typed: state.typed.clone(), open };
    let panels = tag("div").class("panels").html(part(Reference { model, standings, open }));
    let panels = panels.html(part(settings)).html(part(Messages { shared: shared.clone(), open }));
    tag("div").class("side end").add(panels).html(part(Selected { shared: shared.clone(), selected }))
}

/// The same for a page that is shown inside another one: what is needed to play, and the ways out.
#[inline(never)]
pub fn embed(state: &State, session: &Session, main: Tag) -> Tag {
    let (shared, model) = (&session.shared, session.shared.model());
    let run = &shared.read().run;
    let offers = run.offers();
    let link = link::write_selected(run, session.scenario, session.selected);
    let is_left = session.touched && state.embedded.as_ref().is_some_and(|embedded| embedded.opened != link);
    let is_own = state.own().is_some();
    let foot = Foot { model: model.clone(), is_left, is_own, address: [&address::base(), "#", &*link].concat() };
    main.add(middle(state, session, &offers, None))
        .html(part(Actions { model, offers }))
        .html(clock(state, session))
        .html(part(foot))
}

/// The diagram, and what was assumed for it.
fn middle(state: &State, session: &Session, offers: &[Offer], marked: Option<ClauseId>) -> Tag {
    let Session { shared, now, preview, selected, fresh, .. } = session.clone();
    let (run, model) = (&session.shared.read().run, session.shared.model());
    let assumed = Narrator::english(&model).assumed(run.settings(), run.world().rests_on());
    let hint = offers.iter().find(|offer| run.trace().count() == 0 && offer.refused.is_none()).map(|offer| {
        let action = &model[offer.action];
        let words = if model.scenarios().len() == 0 { WORDS.hint_alone } else { WORDS.hint };
        owned(&you_are(&model, words, action.participant, action.label.in_language(WORDS.code)))
    });
    let (seen, is_away, zoom) = (state.seen, state.is_away, state.wishes.zoom);
    let diagram = part(Diagram { shared, now, preview, selected, marked, hint, seen, is_away, fresh, zoom });
    tag("div").class("middle").html(diagram).add(tag("p").class("line").text(&assumed))
}

fn clock(state: &State, session: &Session) -> Html {
    let Session { shared, now, clock, speed, .. } = session.clone();
    let (wait, dropped) = (state.wait.clone(), state.dropped.clone());
    part(Clock { shared, now, clock, speed, wait, dropped, is_marked: state.is_complete })
}
