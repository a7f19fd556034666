//! The worker computes what would take longer than a frame: it knows texts, and neither the page's state nor the browser.

mod exploring;

use std::rc::Rc;

use gloo_worker::{HandlerId, Worker, WorkerScope};
use lifeline_core::link::{TooLargeToCarry, carry};
use lifeline_core::load::load;
use lifeline_core::model::{Problem, Problems};
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;

use exploring::explore;
pub use exploring::{Explored, ExploredVerdict, Progress, Shown};

/// What the page can ask for.
#[derive(Serialize, Deserialize, Debug)]
pub enum Request {
    /// What is to be said about the text of a model.
    Read(String),
    /// What can happen in a model.
    Explore(String),
}

/// What it is answered, in the order of the requests.
#[derive(Clone, Serialize, Deserialize, PartialEq, Eq, Debug)]
pub enum Response {
    /// What there is to know about a model that can be played, or all that is wrong with one that can't.
    Read(Result<Playable, Problems>),
    /// How far the exploration is; told seldom enough to cost nothing.
    Exploring(Progress),
    /// What was found so far; more answers follow until it is all there is.
    Explored(Explored),
}

/// What there is to know about the text of a model that can be played.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq, Debug)]
pub struct Playable {
    /// What is odd in it, but no mistake.
    pub warnings: Vec<Problem>,
    /// What stands for it in links, or why it is too large for that.
    pub carried: Result<String, TooLargeToCarry>,
}

/// Reads the text of a model, and plays its scenarios.
///
/// # Errors
/// All that is wrong with it.
pub fn read(text: &str) -> Result<Playable, Problems> {
    let model = load(text)?;
    Ok(Playable { warnings: model.oddities(), carried: carry(text) })
}

/// The worker.
#[derive(Debug)]
pub struct ModelWorker {
    /// There is one exploration at a time; it goes on for as long as this is here.
    wanted: Option<Rc<()>>,
}

impl Worker for ModelWorker {
    type Message = ();
    type Input = Request;
    type Output = Response;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Self { wanted: None }
    }

    fn update(&mut self, _scope: &WorkerScope<Self>, (): ()) {}

    fn received(&mut self, scope: &WorkerScope<Self>, request: Request, page: HandlerId) {
        match request {
            Request::Read(text) => scope.respond(page, Response::Read(read(&text))),
            Request::Explore(text) => {
                // The page asks for what it plays, which can be read.
                let Ok(model) = load(&text) else { return };
                let wanted = Rc::new(());
                let still_wanted = Rc::downgrade(&wanted);
                self.wanted = Some(wanted);
                let scope = scope.clone();
                spawn_local(async move {
                    explore(&model, &still_wanted, |response| scope.respond(page, response)).await;
                });
            }
        }
    }
}
