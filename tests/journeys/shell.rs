//! The page's shell: it loads under its own strict policy, from any folder, and says what it needs.

use crate::harness::{browse, journey};
use serde_json::json;

#[test]
fn the_page_loads_and_shows_the_app() {
    journey("", |page| {
        assert_eq!(page.count("[data-loading]"), 0, "the loading text is replaced");
        let warnings = page.console();
        assert!(warnings.is_empty(), "the console is empty: {warnings:#?}");
    });
}

#[test]
fn the_policy_holds() {
    journey("", |page| {
        // What a policy forbids it must be seen to forbid; the error it leaves in the console is wanted here.
        let script = "const s = document.createElement('script'); s.textContent = 'window.intruder = 1';
                      document.head.append(s); return window.intruder ?? null";
        assert!(page.script(script, &[]).is_null(), "a script inside the page must not run");
        page.wait_until("the violation is reported", || {
            page.errors().iter().any(|e| e.contains("Content Security Policy"))
        });
        page.forgive();
    });
}

#[test]
fn only_files_of_the_sites_own_folder_are_asked_for() {
    journey("", |page| {
        // That there is nothing else among them is part of every journey; the site under test stands in some folder.
        let requests = page.requests();
        assert!(requests.iter().any(|url| url.ends_with("_bg.wasm")), "the requests are seen: {requests:#?}");
    });
}

#[test]
fn a_page_whose_files_do_not_come_says_so_and_comes_with_a_reload() {
    journey("", |page| {
        // After an update of the site, a page that somebody has kept names files that are gone.
        for gone in ["*lifeline-page-*.js", "*.wasm"] {
            page.block(&[gone]);
            page.visit("");
            page.wait_until("the page says so", || page.text("body").contains("Lifeline could not be started"));
            page.block(&[]);
            page.forgive();
            page.reload();
        }
    });
}

#[test]
fn a_page_without_webassembly_says_what_is_switched_off() {
    browse(|page| {
        let script = json!({ "source": "delete globalThis.WebAssembly" });
        page.devtools("Page.addScriptToEvaluateOnNewDocument", &script);
        page.visit("");
        page.wait_until("the page says so", || page.text("[role=alert]").contains("needs WebAssembly"));
    });
}

#[test]
fn a_page_opened_as_a_file_says_that_it_must_be_served() {
    browse(|page| {
        page.load(concat!("file://", env!("CARGO_MANIFEST_DIR"), "/dist/index.html"));
        page.wait_until("the page says so", || page.text("[role=alert]").contains("must be served"));
        page.forgive();
    });
}
