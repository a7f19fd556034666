//! The diagram is zoomed by wheel and fingers and dragged by the mouse, and a press beside its rows selects none.

use yew::prelude::*;

use super::{StateHandle, use_latest};
use crate::browser::gestures;
use crate::state::action::ViewAction;
use crate::state::zoom::Zoom;

/// Listens to the diagram's scroller. In another page the wheel and the fingers are the host's.
#[hook]
pub fn use_gestures(state: &StateHandle, scroller: &NodeRef) {
    let latest = use_latest(state);
    let scroller = scroller.clone();
    use_effect_with(state.session.is_some() && state.embed.is_none(), move |is_ours| {
        let element = scroller.cast().filter(|_| *is_ours);
        let listeners = element.map(|element| {
            let onpress_beside = {
                let latest = latest.clone();
                move || latest.borrow().dispatch(ViewAction::Select(None).into())
            };
            let onzoom = move |factor| {
                let state = latest.borrow();
                state.dispatch(ViewAction::Zoom(Zoom::by(state.percent(), factor)).into());
            };
            (
                gestures::on_zoom(&element, onzoom),
                gestures::on_drag(&element),
                gestures::on_press_beside(&element, onpress_beside),
            )
        });
        move || drop(listeners)
    });
}
