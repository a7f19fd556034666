//! The diagram is drawn where it is in sight, and follows its newest row.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use yew::prelude::*;

use super::{StateHandle, Targets, use_dispatch, use_latest};
use crate::browser::scroll;
use crate::state::State;
use crate::state::action::ViewAction;
use crate::state::loading::Loading;
use crate::state::zoom::shown;

/// Keeps the newest row in sight unless the reader is away, and the selected one when it is selected. Gives what to call when the
/// diagram was scrolled, and what to call to have the newest row in sight at once.
#[hook]
pub fn use_viewport(state: &StateHandle, targets: &Targets) -> (Callback<()>, Callback<()>) {
    let scroller = &targets.scroller;
    let onview = use_dispatch::<ViewAction>(state);
    let latest = use_latest(state);
    let measure = use_callback(targets.clone(), move |(), targets| {
        onview.emit(ViewAction::Scroll(scroll::viewport(targets.room())));
    });

    // The room for the diagram changes with the window, with the sheet, and with what is said above it.
    use_effect_with(state.session.is_some(), {
        let (targets, measure) = (targets.clone(), measure.clone());
        move |_| {
            let resizes = scroll::on_resize(targets.room(), move || measure.emit(()));
            move || drop(resizes)
        }
    });

    // Where the reader is away, what they see stays in its place when the diagram's size changes.
    let percent = state.percent();
    let before = use_mut_ref(|| percent);
    use_effect_with(percent, {
        let (scroller, latest) = (scroller.clone(), latest.clone());
        move |percent| {
            let before = before.replace(*percent);
            if before != *percent && latest.borrow().is_away {
                scroll::keep_place(&scroller, before, *percent);
            }
        }
    });

    let shared = state.session.as_ref().map(|session| session.shared.clone());
    let size = (state.drawn.width, state.drawn.height, percent);
    use_effect_with((shared, size, state.openings, state.returns_to_newest), {
        let (scroller, latest, measure) = (scroller.clone(), latest.clone(), measure.clone());
        move |_| {
            to_newest(&latest.borrow(), &scroller);
            measure.emit(());
        }
    });

    let selected = state.session.as_ref().and_then(|session| session.selected);
    use_effect_with((selected, size, state.openings), {
        let (scroller, latest) = (scroller.clone(), latest.clone());
        move |_| show_selected(&latest.borrow(), &scroller)
    });
    let frame = use_mut_ref(|| None);
    let follow = use_callback(scroller.clone(), move |(), scroller| {
        follow_when_drawn(frame.clone(), latest.clone(), scroller.clone());
    });
    (measure, follow)
}

/// Has the newest row in sight in the first frame that shows the diagram.
fn follow_when_drawn(frame: Rc<RefCell<Option<AnimationFrame>>>, latest: Rc<RefCell<StateHandle>>, scroller: NodeRef) {
    let next = frame.clone();
    *frame.borrow_mut() = Some(request_animation_frame(move |_| {
        let has_session = latest.borrow().session.is_some();
        if has_session && scroller.get().is_some() {
            to_newest(&latest.borrow(), &scroller);
        } else if has_session || latest.borrow().loading != Loading::Done {
            follow_when_drawn(next, latest, scroller);
        }
    }));
}

fn to_newest(state: &State, scroller: &NodeRef) {
    // A figure is read from its top.
    if let Some(session) = state.session.as_ref().filter(|_| !state.is_away && !state.is_figure()) {
        let percent = state.percent();
        let (left, right) = session.shared.newest_sides();
        scroll::to_newest(scroller, state.newest(), (shown(left, percent), shown(right, percent)));
    }
}

fn show_selected(state: &State, scroller: &NodeRef) {
    let Some(session) = &state.session else { return };
    if let Some(((top, bottom), heads)) = session.selected.and_then(|number| session.shared.place_of(number)) {
        let percent = state.percent();
        scroll::show(scroller, (shown(top, percent), shown(bottom, percent)), shown(heads, percent));
    }
}
