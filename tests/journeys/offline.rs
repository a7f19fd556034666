//! The page works without a network after the first visit; an update is taken up, and a tab from before it goes on; an embed keeps nothing.

use crate::harness::{Page, journey_at};
use crate::models::{DHCP, choose, wait_for_title};
use crate::server::Server;
use serde_json::{Value, json};

/// The hash in the names of the app's files becomes this one with an update.
const NEWER: &str = "fedcba9876543210";

/// Opens the page, and waits until it is kept: until it has a worker, which comes when it has everything.
#[track_caller]
pub fn visit_first(page: &Page) {
    page.open("");
    wait_until_kept(page);
}

#[track_caller]
fn wait_until_kept(page: &Page) {
    let script = "return navigator.serviceWorker.controller?.state === 'activated'";
    page.wait_until("the site is kept", || page.script(script, &[]) == json!(true));
}

/// Puts a newer site in the place of the old one, whose files are gone then; gives the old hash.
#[track_caller]
fn update(server: &Server) -> String {
    let (app, _) = server.file("_bg.wasm");
    let old = app.trim_start_matches("lifeline-page-").trim_end_matches("_bg.wasm").to_owned();
    server.replace(&old, NEWER);
    server.replace("\"version\":\"", "\"version\":\"newer ");
    server.replace("<title>Lifeline", "<title>Newer");
    old
}

/// What a promise in the page comes to.
#[track_caller]
fn awaited(page: &Page, promise: &str) -> Value {
    let script = format!("const done = arguments[0]; Promise.resolve({promise}).then(done, (e) => done(String(e)))");
    page.must("execute/async", json!({ "script": script, "args": [] }))
}

/// What is kept, oldest first.
#[track_caller]
fn kept(page: &Page) -> Vec<String> {
    let names = awaited(page, "caches.keys()");
    names.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[track_caller]
fn is_newer(page: &Page) -> bool {
    page.script("return document.querySelector('[rel=modulepreload]').href", &[]).to_string().contains(NEWER)
}

#[test]
fn the_page_can_be_installed() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        visit_first(page);
        let manifest = page.devtools("Page.getAppManifest", &json!({}));
        assert_eq!(manifest["url"], json!(format!("{}manifest.json", server.address)));
        assert_eq!(manifest["errors"], json!([]));
        page.wait_until("nothing keeps it from being installed", || {
            let errors = page.devtools("Page.getInstallabilityErrors", &json!({}));
            errors["installabilityErrors"] == json!([])
        });
    });
}

#[test]
fn what_the_page_needs_comes_before_what_is_kept() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        visit_first(page);
        let asked = server.asked();
        let before = asked.split(|name| name == "offline.js").next().unwrap_or_default();
        assert!(before.iter().any(|name| name == "models/registration.lifeline"), "{asked:?}");
    });
}

#[test]
fn an_update_is_taken_up_at_the_next_visit() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        visit_first(page);
        let before = kept(page);
        update(&server);
        page.open("");
        assert!(is_newer(page), "what is there is asked for first");
        page.click("[data-action=connect]");
        page.wait_until("it is kept, too", || kept(page).len() == 2);
        let after = kept(page);
        assert!(after[0] == before[0] && after[1].contains("newer"), "{before:?} {after:?}");

        // With the last tab from before gone, the newer one takes over, and what nobody needs any more goes.
        page.wait_until("only the newer one is kept", || {
            page.open("");
            kept(page) == after[1..]
        });
        server.stop();
        page.reload();
        assert!(is_newer(page));
        page.click("[data-action=connect]");
    });
}

#[test]
fn a_tab_from_before_an_update_goes_on() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        visit_first(page);
        let (app, size) = server.file("_bg.wasm");
        let old = update(&server);
        let asked_before = server.asked().len();

        let old_tab = page.devtools("Target.getTargetInfo", &json!({}))["targetInfo"]["targetId"].take();
        let new_tab = page.must("window/new", json!({ "type": "tab" }));
        page.must("window", json!({ "handle": new_tab["handle"] }));
        page.open("");
        assert!(is_newer(page));
        page.wait_until("the newer one is kept", || kept(page).len() == 2);

        page.must("window", json!({ "handle": old_tab }));
        let length = format!("fetch('{app}').then((r) => r.arrayBuffer()).then((b) => b.byteLength)");
        assert_eq!(awaited(page, &length), json!(size), "its own app");
        page.click("[data-action=connect]");
        page.click("[data-control=share]");
        page.wait_until("the link is there", || page.value("dialog textarea").contains("#registration"));
        let asked = server.asked();
        assert!(asked[asked_before..].iter().all(|name| !name.contains(&old)), "{asked:?}");
    });
}

#[test]
fn a_view_for_other_pages_keeps_nothing_and_is_not_served() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        page.open("?embed#registration");
        page.click("[data-action=connect]");
        page.click("[data-action=register]");
        page.wait_until("it plays", || page.attr("[data-state=client]", "data-value") == "registered");
        assert_eq!(awaited(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length)"), json!(0));
        assert!(!server.asked().iter().any(|name| name == "offline.js"), "{:?}", server.asked());

        // Also where the whole page was visited, it is the network's.
        visit_first(page);
        server.stop();
        page.visit("?embed#registration");
        assert_eq!(page.count("#app"), 0, "it came from what is kept");
        page.forgive();
    });
}

#[test]
fn a_site_built_without_it_keeps_nothing_and_lets_go_of_what_was_kept() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        visit_first(page);
        // As the worker is in the sources.
        server.empty_list();
        page.open("");
        let is_gone = "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)";
        page.wait_until("there is no worker", || awaited(page, is_gone) == json!(true));
        assert_eq!(kept(page), Vec::<String>::new());
        page.reload();
        page.click("[data-action=connect]");
    });
}

#[test]
fn a_model_of_the_readers_own_is_opened_without_a_network_too() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        visit_first(page);
        server.stop();
        page.reload();
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        page.reload();
        wait_for_title(page, "A DHCP lease");
    });
}
