//! The page's shell: it loads under its own strict policy, from any folder, and says what it needs.

use crate::first_use::first_use;
use crate::harness::journey;

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
fn without_the_app_the_page_says_why_there_is_none() {
    journey("", |page| {
        page.block(&["*.wasm"]);
        page.visit("");
        page.wait_until("the page says so", || page.text("body").contains("Lifeline could not be started"));
        page.block(&[]);
        page.forgive();
        page.open("");
    });
}

#[test]
fn the_first_use_needs_nothing_that_is_loaded_later() {
    journey("", |page| {
        page.block(&["*_later.wasm"]);
        // Data that only the later part has is nothing but zeros until it comes.
        first_use(page, |page| {
            assert!(!page.text("body").contains('\0'), "all words are there: {:?}", page.text("body"));
        });
        page.forgive();
        page.block(&[]);
    });
}

#[test]
fn what_is_needed_before_it_has_come_is_loaded_at_once() {
    journey("", |page| {
        // The page asks for its later part as soon as it is drawn, and here in vain; a link with a mistake can't do without.
        page.block(&["*_later.wasm"]);
        page.open_first("");
        page.forgive();
        page.block(&[]);
        page.go_to("#registration?run=connect.regster.end");
        page.wait_until("the mistake is said", || page.text("[data-notice]").contains("regster"));
    });
}

#[test]
fn a_later_part_that_does_not_come_is_said() {
    journey("", |page| {
        page.block(&["*_later.wasm"]);
        page.open_first("");
        page.go_to("#registration?run=connect.regster.end");
        page.wait_until("the page says so", || page.text("body").contains("Lifeline has stopped"));
        page.forgive();
        page.block(&[]);
    });
}
