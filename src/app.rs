//! The page as a whole: its state, the browser's services that feed it, and its parts in their places.

use lifeline_core::link;
use lifeline_core::model::ScenarioId;
use lifeline_core::words::Speaker;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser::{address, clock, fetch, look, visibility};
use crate::keyboard::use_keyboard;
use crate::opening;
use crate::parts::Send;
use crate::parts::actions::{Actions, you_are};
use crate::parts::clock::Clock;
use crate::parts::diagram::Diagram;
use crate::parts::figures::Figures;
use crate::parts::head::Head;
use crate::parts::keys::Keys;
use crate::parts::notices::Notices;
use crate::parts::reference::Reference;
use crate::parts::selected::Selected;
use crate::parts::settings::Settings;
use crate::parts::transcript::Transcript;
use crate::pointing::use_pointing;
use crate::state::{Action, Session, State};
use crate::words::WORDS;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let on: Send = {
        let dispatcher = state.dispatcher();
        use_callback((), move |action, ()| dispatcher.dispatch(action))
    };
    // The write of the address that is still to come.
    let pending = use_mut_ref(|| None::<clock::Delay>);
    let open = {
        let (state, on, pending) = (state.clone(), on.clone(), pending.clone());
        move || {
            pending.take();
            open(&state, on.clone());
        }
    };
    let write = {
        let (state, pending) = (state.clone(), pending.clone());
        move || {
            if pending.take().is_some()
                && let Some(session) = state.session.as_ref().filter(|session| session.touched)
            {
                address::replace(&link::write(&session.shared.read().run, session.scenario));
            }
        }
    };
    use_effect_with((), {
        let (on, open, write) = (on.clone(), open.clone(), write.clone());
        move |()| {
            look::set_theme(&look::theme());
            open();
            let hidden = visibility::on_hidden(move || on.emit(Action::Hide));
            let listeners = (address::on_change(open), address::on_leave(write), hidden);
            move || drop(listeners)
        }
    });
    let session = state.session.as_ref();
    use_effect_with(session.is_some_and(|session| session.clock.is_running()), {
        let on = on.clone();
        move |runs| {
            let ticks = runs.then(|| clock::Ticks::every_tenth(move |elapsed| on.emit(Action::Tick(elapsed))));
            move || drop(ticks)
        }
    });
    use_effect_with(session.filter(|session| session.touched).map(|session| (session.shared.clone(), session.now)), {
        let write = write.clone();
        move |touched| {
            if touched.is_some() && pending.borrow().is_none() {
                *pending.borrow_mut() = Some(clock::after(BETWEEN_WRITES, write));
            }
        }
    });
    let model = session.map(|session| session.shared.model());
    use_effect_with(model.clone(), |model| {
        if let Some(model) = model {
            look::set_title(model.title().in_language(WORDS.code));
        }
    });
    let on_open = {
        let state = state.clone();
        use_callback((), move |scenario: ScenarioId, ()| {
            if let Some(session) = &state.session {
                let model = session.shared.model();
                write();
                address::push(&[model.id(), "/", &model[scenario].id].concat());
                open();
            }
        })
    };
    let keyboard = use_keyboard(&state, &on);
    let onpoint = use_pointing(&state, &on);
    html! {
        <div class="app" onpointerover={onpoint.reform(|event: PointerEvent| event.into())} onfocusin={onpoint.reform(|event: FocusEvent| event.into())}>
            <Head model={model} />
            <Notices notices={state.notices.clone()} on={on.clone()} />
            if let Some(session) = session {
                <main onkeydown={keyboard.onkeydown.clone()}>{ page(session, &on, on_open) }</main>
                <Keys actions={session.shared.model().actions().len()} open={keyboard.listed} on={keyboard.single}
                    on_open={keyboard.on_list.clone()} on_switch={keyboard.on_single.clone()} />
            } else if state.notices.is_empty() {
                <p class="loading">{ WORDS.loading }</p>
            }
            <div class="unseen" aria-live="polite"><p key={state.said.times}>{ &*state.said.words }</p></div>
        </div>
    }
}

/// The parts, each with what it needs.
fn page(session: &Session, on: &Send, on_open: Callback<ScenarioId>) -> Html {
    let Session { shared, now, clock, speed, preview, selected, .. } = session.clone();
    let document = shared.read();
    let run = &document.run;
    let model = run.model();
    let offers = run.offers();
    let count = run.count();
    let lit: Vec<bool> = model.clauses().map(|(id, _)| document.exercised.is_lit(id, count)).collect();
    let assumed = Speaker::english(model).assumed(run.settings(), run.world().rests_on());
    let hint = offers.iter().find(|offer| count == 0 && offer.refused.is_none()).map(|offer| {
        let action = &model[offer.action];
        AttrValue::from(you_are(model, WORDS.hint, action.participant, action.label.in_language(WORDS.code)))
    });
    let current = session.scenario.filter(|id| run.steps().eq(model[*id].steps.iter().copied()));
    html! {
        <>
            <div class="side start">
                <Actions model={model.clone()} {offers} on={on.clone()} />
                <Figures model={model.clone()} {current} {on_open} />
            </div>
            <div class="middle">
                <Diagram shared={shared.clone()} {now} {preview} {selected} {hint} on={on.clone()} />
                <p class="line">{ assumed }</p>
            </div>
            <Clock shared={shared.clone()} {now} {clock} {speed} on={on.clone()} />
            <Transcript shared={shared.clone()} {selected} on={on.clone()} />
            <div class="side end">
                <Settings model={model.clone()} values={run.settings().clone()} on={on.clone()} />
                <Selected shared={shared.clone()} {selected} on={on.clone()} />
                <Reference model={model.clone()} {lit} />
            </div>
        </>
    }
}

/// Opens the link in the address; a model that isn't open yet is fetched first. What can't be opened is said, and something usable is shown.
fn open(state: &UseReducerHandle<State>, on: Send) {
    let fragment = address::fragment();
    let id = opening::model_of(&fragment).to_owned();
    let is_open = state.session.is_some();
    let model = state.session.as_ref().map(|session| session.shared.model()).filter(|model| model.id() == id);
    if let Some(model) = model {
        return on.emit(Action::Open(Some(Box::new(opening::run(&model, &fragment))), Vec::new()));
    }
    spawn_local(async move {
        let mut notices = Vec::new();
        let opened = match opening::model(&id, file(&id).await) {
            Ok(model) => Some(opening::run(&model, &fragment)),
            Err(said) => {
                notices = said;
                if is_open {
                    notices.push(WORDS.stays.to_owned());
                    None
                } else if id == opening::DEFAULT {
                    None
                } else {
                    let default = opening::model(opening::DEFAULT, file(opening::DEFAULT).await);
                    notices.push(WORDS.instead.to_owned());
                    default.ok().map(|model| opening::run(&model, ""))
                }
            }
        };
        // The reader may have gone elsewhere meanwhile.
        if address::fragment() == fragment {
            on.emit(Action::Open(opened.map(Box::new), notices));
        }
    });
}

async fn file(model: &str) -> Result<String, fetch::Missing> {
    match opening::file_of(model) {
        Some(path) => fetch::text(&path).await,
        None => Err(fetch::Missing::NotThere),
    }
}

/// Milliseconds between two writes of the address: browsers refuse more than a hundred in half a minute.
const BETWEEN_WRITES: u32 = 500;
