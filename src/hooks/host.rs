//! The host page of a frame is heard, and told how much room the run takes.

use yew::prelude::*;

use super::StateHandle;
use crate::browser::{host, scroll};
use crate::state::action::{OpenAction, PageAction};
use crate::state::embed::{FromHost, LEAST_HEIGHT, ToHost};
use crate::state::zoom::shown;

/// Does what the host page asks for. Once for each run that is opened, so that nothing moves while the reader goes on with it, it is told
/// how high a frame has to be that shows all of it.
#[hook]
pub fn use_host(state: &StateHandle, page: &NodeRef, scroller: &NodeRef) {
    let is_embed = state.embed.is_some();
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let heard = is_embed.then(|| {
            host::on_message(move |message| {
                dispatcher.dispatch(match message {
                    FromHost::Open(link) => OpenAction::HostLink(link).into(),
                    FromHost::Model(text) => OpenAction::HostModel(text.into()).into(),
                    FromHost::Theme(theme) => PageAction::SetTheme(theme).into(),
                    FromHost::Colours(colours) => PageAction::SetColours(colours).into(),
                });
            })
        });
        move || drop(heard)
    });

    let told = state.embed.as_ref().map_or(0, |embed| embed.told_width);
    let dependencies = (state.openings, state.drawn.width, told);
    let (state, page, scroller) = (state.clone(), page.clone(), scroller.clone());
    use_effect_with(dependencies, move |(_, width, told)| {
        let Some(session) = state.session.as_ref().filter(|_| is_embed && *width > 0 && width != told) else { return };
        if let Some(whole) = session.shared.height(*width, true) {
            let diagram = shown(whole, state.percent()).max(LEAST_HEIGHT);
            host::tell(&ToHost::Height(scroll::height_for(&page, &scroller, diagram)));
            state.dispatch(PageAction::HeightTold(*width).into());
        }
    });
}
