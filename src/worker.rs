//! The worker computes what would take longer than a frame: it knows texts, and neither the page's state nor the browser.

mod exploring;

use gloo_timers::callback::Timeout;
use gloo_worker::{HandlerId, Worker, WorkerScope};
use lifeline_core::link::{TooLargeToCarry, carry};
use lifeline_core::load::load;
use lifeline_core::model::{Problem, Problems};
use serde::{Deserialize, Serialize};

use exploring::Exploring;
pub use exploring::{Explored, ExploredVerdict, Shown};

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
    // Scenarios that can't be played to their end first: the others play all the same.
    let warnings = model.scenario_problems().iter().chain(model.warnings()).cloned().collect();
    Ok(Playable { warnings, carried: carry(text) })
}

/// The worker.
#[derive(Debug)]
pub struct ModelWorker {
    /// What is being explored, and for whom. There is one at a time.
    exploring: Option<(HandlerId, Exploring)>,
}

/// It is time to explore on.
#[derive(Debug)]
pub struct GoOn;

impl Worker for ModelWorker {
    type Message = GoOn;
    type Input = Request;
    type Output = Response;

    fn create(_scope: &WorkerScope<Self>) -> Self {
        Self { exploring: None }
    }

    /// Explores a little, and comes back once it was looked whether anybody wants something else.
    fn update(&mut self, scope: &WorkerScope<Self>, GoOn: GoOn) {
        let Some((page, exploring)) = &mut self.exploring else { return };
        let explored = exploring.go_on();
        let is_done = explored.is_done;
        scope.respond(*page, Response::Explored(explored));
        if is_done {
            self.exploring = None;
        } else {
            go_on(scope);
        }
    }

    fn received(&mut self, scope: &WorkerScope<Self>, request: Request, page: HandlerId) {
        match request {
            Request::Read(text) => scope.respond(page, Response::Read(read(&text))),
            Request::Explore(text) => {
                // The page asks for what it plays, which can be read.
                self.exploring = load(&text).ok().map(|model| (page, Exploring::of(model)));
                go_on(scope);
            }
        }
    }
}

/// Sends a message in a task of its own: one sent at once would come before whatever the page has asked meanwhile.
fn go_on(scope: &WorkerScope<ModelWorker>) {
    let scope = scope.clone();
    Timeout::new(0, move || scope.send_message(GoOn)).forget();
}
