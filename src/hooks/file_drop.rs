//! Files of the reader's own can be dropped anywhere on the page.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::StateHandle;
use crate::browser::files::{self, Drag};
use crate::state::action::{OpenAction, PageAction};

/// Opens what is dropped on the page. What is dropped on a figure in another page is none of its business.
#[hook]
pub fn use_file_drop(state: &StateHandle) {
    let is_embedded = state.embed.is_some();
    let dispatcher = state.dispatcher();
    use_effect_with((), move |()| {
        let listeners = if is_embedded {
            Vec::new()
        } else {
            files::on_drag(move |drag| match drag {
                Drag::Over => dispatcher.dispatch(PageAction::DragOver(true).into()),
                Drag::Dropped(dropped) => {
                    let (dispatcher, read) = (dispatcher.clone(), files::read(dropped));
                    spawn_local(async move { dispatcher.dispatch(OpenAction::Files(read.await).into()) });
                }
            })
        };
        move || drop(listeners)
    });
}
