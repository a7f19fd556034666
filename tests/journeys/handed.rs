//! A model that a page of somebody else hands over: by its address at the element, or by messages to a plain frame; what is wrong with it is told.

use serde_json::json;

use crate::harness::{Page, browse};
use crate::host::Host;
use crate::models::{DHCP, OAUTH, state};

const FRAME: &str = "document.querySelector('lifeline-diagram').shadowRoot.querySelector('iframe')";

/// A page of somebody else with such an element, and with the files it has.
#[track_caller]
fn open_host(page: &Page, element: &str, policy: &str) -> Host {
    let html = format!(
        "<!DOCTYPE html><meta charset=utf-8><title>Somebody's page</title><link rel=icon href='data:,'>\
         <script src='SITEembed.js'></script><script src='told.js'></script><body>{element}"
    );
    let told = "window.told = []; for (const kind of ['change', 'error'])
        addEventListener('lifeline-' + kind, (e) => told.push([kind, e.detail]))";
    let files = [
        ("/told.js", told),
        ("/protocols/mine.lifeline", DHCP),
        ("/protocols/other.lifeline", OAUTH),
        ("/protocols/notes.txt", DHCP),
        ("/protocols/page.lifeline", "<!DOCTYPE html><title>Somebody's page</title>"),
        ("/protocols/bad.lifeline", "model bad \"Bad\"\nparticipant a \"A\" played starts on\nstates a\n  off\n"),
    ];
    let host = Host::serve_with(page, &html, policy, &files);
    page.open_host(&host);
    host
}

/// Such a page whose element names a file that can't be opened: that is told, and what stands in the element stays.
#[track_caller]
fn open_in_vain(page: &Page, model: &str, said: &str) -> Host {
    let element = format!("<lifeline-diagram model='{model}'><i id=fallback>A run</i></lifeline-diagram>");
    let host = open_host(page, &element, "");
    page.wait_until("it is told", || told(page).contains(said));
    page.settle();
    assert!(is_fallback(page));
    host
}

fn told(page: &Page) -> String {
    page.script("return told", &[]).to_string()
}

fn set(page: &Page, name: &str, value: &str) {
    page.script("document.querySelector('lifeline-diagram').setAttribute(...arguments)", &[json!(name), json!(value)]);
}

#[track_caller]
fn wait_for_frame(page: &Page) {
    let script = format!("return {FRAME}?.matches('.ready') ?? false");
    page.wait_until("the frame is ready", || page.script(&script, &[]) == json!(true));
}

/// Whether what stands in the element is shown.
fn is_fallback(page: &Page) -> bool {
    page.script("return document.querySelector('#fallback').checkVisibility()", &[]) == json!(true)
}

#[test]
fn the_element_takes_a_model_by_its_address_under_a_strict_policy() {
    browse(|page| {
        let element = "<lifeline-diagram model='protocols/mine.lifeline' run='join.next' lease=2h><i id=fallback>A run</i></lifeline-diagram>";
        let policy =
            "default-src 'none'; script-src 'self' ORIGIN; frame-src ORIGIN; connect-src 'self'; img-src data:";
        let host = open_host(page, element, policy);
        wait_for_frame(page);
        assert!(!is_fallback(page));
        page.within(FRAME, || {
            page.wait_until("it is played", || state(page, "client") == "bound");
            assert_eq!(page.text(".foot h1"), "A DHCP lease");
            assert_eq!(page.count(".foot a"), 0, "the whole page does not have this model");
            assert_eq!(page.script("return sessionStorage.length", &[]), json!(0), "nothing of it is kept");
            crate::embed::enter(page);
            page.click("[data-action=leave]");
            page.wait_for("[data-control=figure]");
        });
        page.wait_until("what the reader does is told", || {
            told(page).contains("#dhcp?lease=2h&run=join.next.leave.end")
        });
        page.within(FRAME, || {
            page.click("[data-control=figure]");
            page.wait_until("the way back", || {
                page.count("[data-control=figure]") == 0 && state(page, "client") == "bound"
            });
        });
        assert!(!told(page).contains("error"), "{}", told(page));
        // The frame itself has asked for nothing of the other page, and the site has never been asked for the model.
        let of_models = page.requests().into_iter().filter(|url| url.contains("mine.lifeline") || url.contains("dhcp"));
        assert_eq!(of_models.collect::<Vec<_>>(), [format!("{}protocols/mine.lifeline", host.address)]);
    });
}

#[test]
fn an_address_is_live_like_every_attribute() {
    browse(|page| {
        let host = open_host(
            page,
            "<lifeline-diagram model='protocols/mine.lifeline' scenario=renewal></lifeline-diagram>",
            "",
        );
        wait_for_frame(page);
        page.within(FRAME, || {
            page.wait_until("a scenario of it", || state(page, "client") == "bound");
            page.script("window.same = true", &[]);
        });
        set(page, "scenario", "given-back");
        page.within(FRAME, || page.wait_until("another one", || state(page, "client") == "init"));
        let both = "const e = document.querySelector('lifeline-diagram');
            e.setAttribute('model', './protocols/other.lifeline'); e.setAttribute('scenario', 'approved')";
        page.script(both, &[]);
        page.within(FRAME, || {
            page.wait_until("another model", || page.text(".foot h1") == "The OAuth device grant");
            page.wait_until("with its scenario", || state(page, "device") == "signed-in");
            assert_eq!(page.script("return window.same ?? false", &[]), json!(true), "nothing was loaded anew");
        });
        // From an address to an id of the site's, and back.
        page.script("document.querySelector('lifeline-diagram').removeAttribute('scenario')", &[]);
        set(page, "model", "registration");
        wait_for_frame(page);
        page.within(FRAME, || {
            page.wait_until("the site's", || page.text(".foot h1").starts_with("Client registration"))
        });
        set(page, "model", "protocols/notes.txt");
        wait_for_frame(page);
        page.within(FRAME, || page.wait_until("any file's name will do", || page.text(".foot h1") == "A DHCP lease"));
        assert_eq!(told(page), "[]");
        drop(host);
    });
}

#[test]
fn mistakes_in_such_a_model_are_told_and_what_is_in_the_element_stays() {
    browse(|page| {
        let host = open_in_vain(page, "protocols/bad.lifeline", "The model has ");
        assert!(told(page).contains("Line 2, column "), "{}", told(page));
        set(page, "model", "protocols/mine.lifeline");
        wait_for_frame(page);
        assert!(!is_fallback(page));
        // Once something is open, it stays, with the mistakes above it.
        page.within(FRAME, || page.wait_until("it is open", || state(page, "client") == "init"));
        set(page, "model", "protocols/bad.lifeline");
        page.wait_until("it is told again", || told(page).matches("The model has ").count() == 2);
        page.within(FRAME, || {
            page.wait_for("[data-mistakes]");
            assert_eq!((state(page, "client"), page.text(".foot h1")), ("init".to_owned(), "A DHCP lease".to_owned()));
        });
        assert_eq!(page.script("return document.activeElement.tagName", &[]), json!("BODY"), "the focus is the page's");
        drop(host);
    });
}

#[test]
fn a_file_that_is_not_there_is_told_and_what_is_in_the_element_stays() {
    browse(|page| {
        let said = "protocols/none.lifeline could not be loaded. (404)";
        let host = open_in_vain(page, "protocols/none.lifeline", said);
        page.forgive();
        set(page, "model", "protocols/mine.lifeline");
        wait_for_frame(page);
        assert_eq!(told(page).matches("error").count(), 1, "{}", told(page));
        drop(host);
    });
}

#[test]
fn a_web_page_in_the_place_of_a_model_is_no_model() {
    browse(|page| {
        let host = open_in_vain(page, "protocols/page.lifeline", "protocols/page.lifeline could not be loaded.");
        assert!(!told(page).contains("The model has "), "{}", told(page));
        drop(host);
    });
}

#[test]
fn a_plain_frame_is_handed_a_model_by_its_page_alone() {
    browse(|page| {
        let plain = "<iframe src='SITE?embed&own#?run=join.end' title='A run' width=800 height=600></iframe>
            <iframe srcdoc='' title=x></iframe><script src='plain.js'></script>";
        let html = format!("<!DOCTYPE html><meta charset=utf-8><title>x</title><link rel=icon href='data:,'>{plain}");
        let script = "window.said = []; addEventListener('message', ({ data, source }) => source === frames[0] && said.push(data))";
        let host = Host::serve_with(page, &html, "", &[("/plain.js", script)]);
        page.open_host(&host);
        let said = |kind: &str| {
            page.script(
                "return said.filter(({ lifeline }) => lifeline === arguments[0]).map(({ value }) => value)",
                &[json!(kind)],
            )
        };
        let frame = "document.querySelector('iframe')";
        page.wait_until("it says that it hears", || said("ready") == json!([""]));
        page.within(frame, || assert_eq!(page.count("[data-loading]"), 1, "until then there is nothing to be seen"));
        assert!(!page.requests().iter().any(|url| url.ends_with(".lifeline")), "and nothing is asked for");

        // Somebody else, and something else than a text.
        let wrong = "const say = (value) => frames[0].postMessage({ lifeline: 'model', value }, '*');
            for (const value of [null, 7, [arguments[0]], { text: arguments[0] }]) say(value);
            frames[1].eval(`parent[0].postMessage({ lifeline: 'model', value: ${JSON.stringify(arguments[0])} }, '*')`)";
        page.script(wrong, &[json!(DHCP)]);
        page.settle();
        let hand = |text: &str| {
            page.script("frames[0].postMessage({ lifeline: 'model', value: arguments[0] }, '*')", &[json!(text)]);
        };
        hand("model");
        page.wait_until("what is wrong with it is told", || said("error").to_string().contains("The model has "));
        page.within(frame, || {
            page.wait_for("[data-mistakes]");
            assert_eq!(page.count("[data-state]"), 0, "nothing of what was wrong was opened");
        });
        hand(&"#".repeat(256 * 1024 + 1));
        page.wait_until("too large a one is refused", || said("error").to_string().contains("too large"));
        hand(DHCP);
        page.within(frame, || {
            page.wait_until("it is played", || page.count("[data-transcript], .body [data-kind=message]") > 0)
        });
        page.wait_until("the frame says how high it would be", || said("height")[0].as_u64() > Some(300));
        page.script("frames[0].postMessage({ lifeline: 'open', value: '/given-back' }, '*')", &[]);
        page.within(frame, || {
            page.wait_until("a link without a model is for this one", || {
                page.fragment() == "#/given-back" && state(page, "client") == "init"
            })
        });
    });
}
