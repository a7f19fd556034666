//! The worker is started when something is asked of it for the first time, and ends with the component that asks.

use gloo_worker::{Spawnable, WorkerBridge};
use lifeline_page::worker::{ModelWorker, Request, Response};
use yew::prelude::*;

/// A callback that asks the worker, and one that ends it, so that the next request starts another; the answers come in the order of the
/// requests.
#[hook]
pub fn use_worker(onresponse: Callback<Response>) -> (Callback<Request>, Callback<()>) {
    let bridge = use_mut_ref(|| None::<WorkerBridge<ModelWorker>>);
    let onend = use_callback((), {
        let bridge = bridge.clone();
        move |(), ()| drop(bridge.take())
    });
    let onrequest = use_callback(onresponse, move |request, onresponse| {
        let onresponse = onresponse.clone();
        let start = || {
            ModelWorker::spawner()
                .callback(move |response| onresponse.emit(response))
                .with_loader(true)
                .as_module(false)
                .spawn("./worker_loader.js")
        };
        bridge.borrow_mut().get_or_insert_with(start).send(request);
    });
    (onrequest, onend)
}
