//! What the reader points at or focuses, for long enough to mean it: an action shows what it would do.

use yew::prelude::*;

use crate::browser::{clock, input};
use crate::parts::Send;
use crate::state::{Action, State};

/// Watches where the pointer and the focus are.
#[hook]
pub fn use_pointing(state: &UseReducerHandle<State>, on: &Send) -> Callback<Event> {
    let pointed = use_mut_ref(|| (None::<String>, None::<clock::Delay>));
    let (state, on) = (state.clone(), on.clone());
    use_callback((), move |event: Event, ()| {
        let id = input::attribute(&event, "data-action");
        let mut pointed = pointed.borrow_mut();
        if pointed.0 == id {
            return;
        }
        let model = state.session.as_ref().map(|session| session.shared.model());
        let action = model.and_then(|model| {
            let found = model.actions().find(|(_, action)| Some(&*action.id) == id.as_deref());
            found.map(|(action, _)| action)
        });
        *pointed = (id, None);
        match action {
            Some(action) => {
                let on = on.clone();
                pointed.1 = Some(clock::after(LONG_ENOUGH, move || on.emit(Action::Preview(Some(action)))));
            }
            None => on.emit(Action::Preview(None)),
        }
    })
}

/// Milliseconds: a pointer that only passes by shows nothing.
const LONG_ENOUGH: u32 = 300;
