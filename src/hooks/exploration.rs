//! What can happen in the model that is open is explored by the worker once the reader asks for it; another model forgets it.

use std::rc::Rc;

use lifeline_page::worker::{Explored, Progress, Request, Response};
use yew::prelude::*;

use super::worker::use_worker;
use crate::state::document::SharedModel;

/// What is known of the exploration, and how to begin and to end it.
#[derive(Clone, PartialEq, Debug)]
pub struct Exploring {
    pub progress: Option<Progress>,
    pub explored: Option<Rc<Explored>>,
    pub is_running: bool,
    pub onstart: Callback<()>,
    pub onstop: Callback<()>,
}

/// An exploration of this model.
#[hook]
pub fn use_exploration(model: &SharedModel) -> Exploring {
    let progress = use_state_eq(|| None::<Progress>);
    let found = use_state_eq(|| None::<Rc<Explored>>);
    let is_running = use_state_eq(|| false);
    let onresponse = use_callback((), {
        let (progress, found, is_running) = (progress.setter(), found.setter(), is_running.setter());
        move |response, ()| match response {
            Response::Exploring(so_far) => progress.set(Some(so_far)),
            Response::Explored(explored) => {
                progress.set(Some(explored.progress));
                is_running.set(!explored.is_done);
                found.set(Some(Rc::new(explored)));
            }
            Response::Read(_) => {}
        }
    });
    let (onask, onend) = use_worker(onresponse);
    let onstop = use_callback(onend, {
        let is_running = is_running.setter();
        move |(), onend: &Callback<()>| {
            onend.emit(());
            is_running.set(false);
        }
    });
    let onstart = use_callback((model.clone(), onask), {
        let (progress, found, is_running) = (progress.setter(), found.setter(), is_running.setter());
        move |(), (model, onask): &(SharedModel, Callback<Request>)| {
            progress.set(Some(Progress::default()));
            found.set(None);
            is_running.set(true);
            onask.emit(Request::Explore(model.text().to_owned()));
        }
    });
    use_effect_with(model.clone(), {
        let (progress, found, onstop) = (progress.setter(), found.setter(), onstop.clone());
        move |_| {
            move || {
                onstop.emit(());
                progress.set(None);
                found.set(None);
            }
        }
    });
    Exploring { progress: *progress, explored: (*found).clone(), is_running: *is_running, onstart, onstop }
}
