//! Starts the worker, which waits for what the page asks.

use gloo_worker::Registrable;
use lifeline_page::worker::ModelWorker;

fn main() {
    ModelWorker::registrar().register();
}
