//! The journeys that must go well in every browser, each written once and done in Chromium, Firefox and WebKit.

#![allow(clippy::panic, reason = "a failed test is a panic")]

use crate::browsers::{Engine, Wishes};
use crate::controls::play_all_of;
use crate::embed::{FRAME, SECOND, enter, open, shown, state, told, wait_for_frames};
use crate::exploring::explored;
use crate::harness::{Page, journey_in, key};
use crate::host::Host;
use crate::offline::visit_first;
use crate::server::Server;
use crate::sharing::{is_open, paste};
use crate::write;
use serde_json::{Value, json};

/// Writes each journey down as a test of each engine, in a module of the engine's name.
macro_rules! in_every_engine {
    ($($test:ident => $journey:ident,)*) => {
        in_every_engine!(chromium Chromium $($test $journey)*);
        in_every_engine!(firefox Firefox $($test $journey)*);
        in_every_engine!(webkit WebKit $($test $journey)*);
    };
    ($module:ident $engine:ident $($test:ident $journey:ident)*) => {
        mod $module {
            $(
                #[test]
                fn $test() {
                    super::$journey(super::Engine::$engine);
                }
            )*
        }
    };
}

in_every_engine! {
    a_damaged_link_is_played_as_far_as_it_makes_sense_and_said_in_words => damaged,
    two_on_one_page_in_light_and_dark_disturb_neither_each_other_nor_the_page => two_on_one_page,
    without_scripts_pages_say_what_there_is_and_lead_there => without_scripts,
    whoever_else_is_asked_is_noticed => somebody_else,
    a_model_is_written_from_the_template_and_sent_as_a_link => written_and_sent,
    nothing_is_lost_by_loading_again_in_the_middle_of_a_word => loaded_again_while_writing,
    what_is_explored_leads_to_runs_that_show_it => explored,
}

#[test]
fn a_run_is_played_on_and_its_copied_link_shows_the_same_diagram_in_another_window_in_chromium() {
    played_on_and_sent(Engine::Chromium);
}

#[test]
fn a_run_is_played_on_and_its_copied_link_shows_the_same_diagram_in_another_window_in_firefox() {
    played_on_and_sent(Engine::Firefox);
}

#[test]
fn a_run_is_played_on_and_its_copied_link_shows_the_same_diagram_in_another_window_in_webkit() {
    played_on_and_sent(Engine::WebKit);
}

#[test]
fn after_the_first_visit_the_page_needs_no_server_in_chromium() {
    without_server(Engine::Chromium);
}

#[test]
fn after_the_first_visit_the_page_needs_no_server_in_firefox() {
    without_server(Engine::Firefox);
}

#[test]
fn after_the_first_visit_the_page_needs_no_server_in_webkit() {
    without_server(Engine::WebKit);
}

fn played_on_and_sent(engine: Engine) {
    journey_in(engine, Wishes::default(), None, |page| {
        // Short enough to be in sight as a whole: of a longer one, what is drawn depends on how it was scrolled.
        page.open("registration?run=end");
        page.click("[data-action=connect]");
        page.click("[data-action=register]");
        page.wait_until("registered", || state(page) == "registered");
        page.click("[data-action=send-other]");
        page.click("[data-control=wait]");
        page.wait_until("the address follows", || page.fragment().ends_with("connect.register.send-other.1s.end"));
        let first = diagram(page);
        let window = page.driver.get("window").unwrap_or_default();

        page.click("[data-control=share]");
        page.wait_until("the dialogue is open", || is_open(page));
        page.click("[data-copy]");
        page.wait_until("it is copied", || page.text("[data-told]") == "Copied.");
        page.press(&[key::ESCAPE]);
        page.wait_until("the dialogue is closed", || page.count("dialog") == 0);
        page.fill("[data-wait]", "");
        paste(page);
        let link = page.value("[data-wait]");
        assert_eq!(link, format!("{}{}", page.site, page.fragment()));

        let other = page.must("window/new", json!({ "type": "window" }));
        page.must("window", json!({ "handle": other["handle"] }));
        page.resize(1280, 800);
        page.load(&link);
        page.wait_until("the app is there", || page.is_loaded());
        page.wait_until("the same diagram", || diagram(page) == first);
        assert_eq!(page.count("[data-notice]"), 0);
        assert_eq!(page.script("return location.href", &[]), json!(link), "the address is the one that was sent");

        // What is played on there is not played here.
        page.click("[data-action=disconnect]");
        page.wait_until("disconnected", || state(page) == "disconnected");
        page.must("window", json!({ "handle": window }));
        assert_eq!((state(page), diagram(page)), ("registered".to_owned(), first));
    });
}

/// The diagram as it stands in the page: all elements, with all places and words. Only what moves is no matter, since it
/// came last: with a link, all has come at once.
fn diagram(page: &Page) -> Value {
    let script = "const known = ({ name }) => !['data-new', 'data-flies', 'data-changed'].includes(name);
        const all = (e) => [e.tagName, [...e.attributes].filter(known).map((a) => `${a.name}=${a.value}`).sort(),
            [...e.childNodes].map((inner) => inner.nodeType === Node.ELEMENT_NODE ? all(inner) : inner.data)];
        return ['.head', '.body'].map((part) => all(document.querySelector(part)))";
    page.script(script, &[])
}

fn damaged(engine: Engine) {
    let long = format!("registration?run={}end", "connect.disconnect.".repeat(53_000));
    let table = [
        ("no-such-protocol?run=connect.end", "no-such-protocol", ""),
        ("registration/sucessful", "There is no figure called “sucessful”. Did you mean successful?", "disconnected"),
        ("registration?timeot=3s&run=connect.end", "Did you mean timeout?", "connected"),
        ("registration?timeout=2d&run=connect.end", "It stays 10s.", "connected"),
        ("registration?timeout=3s&timeout=4s&run=connect.end", "timeout", "connected"),
        ("registration?run=connect.regster.end", "Did you mean register?", "connected"),
        ("registration?run=connect.next.end", "Nothing is due", "connected"),
        ("registration?run=connect.register", "may have been cut off", "registered"),
        ("registration?run=connect.1.5s.end", "write 1500ms", "connected"),
        ("registration?run=connect.1000000x-send-other.end", "200 000 steps", "connected"),
        (&long, "longer than a million characters", "disconnected"),
        // These are understood.
        ("registration%3Ftimeout%3D30s%26run%3Dconnect.register%2Dinvalid.end", "", "refused"),
        ("registration?timeout=30s&amp;run=connect.register-invalid.end).", "", "refused"),
    ];
    journey_in(engine, Wishes::default(), None, |page| {
        for (link, said, client) in table {
            let shown = link.get(..80).unwrap_or(link);
            page.open(link);
            page.wait_until("the models are there", || client.is_empty() || page.count("[data-state=client]") == 1);
            let notices = page.texts("[data-notice]").join("\n");
            assert!(notices.contains(said) && notices.is_empty() == said.is_empty(), "{shown}: {notices}");
            assert!(page.fragment() == format!("#{link}"), "the address stays as it was given: {shown}");
            if client.is_empty() {
                // A file that isn't there is an error of its own in the console.
                page.forgive();
                continue;
            }
            assert_eq!(state(page), client, "{shown}");
            let action = if client == "disconnected" { "connect" } else { "disconnect" };
            page.click(&format!("[data-action={action}]"));
            page.wait_until("the reader plays on", || page.fragment().ends_with(&format!("{action}.end")));
        }
    });
}

fn two_on_one_page(engine: Engine) {
    journey_in(engine, Wishes::default(), None, |page| {
        let host = open(
            page,
            "<script>window.keys = []; addEventListener('keydown', (e) => keys.push(e.key))</script>
             <p>Above.</p><lifeline-diagram theme=light max-height=300 run=connect.20x-send-other></lifeline-diagram>
             <lifeline-diagram theme=dark scenario=not-valid></lifeline-diagram><p style='height: 3000px'>Below.</p>",
        );
        wait_for_frames(page, 2);
        page.settle();
        let standing = "return [document.activeElement.tagName, scrollY, history.length, location.href]";
        let before = page.script(standing, &[]);
        assert_eq!(
            (&before[0], &before[1]),
            (&json!("BODY"), &json!(0)),
            "nothing took the focus or scrolled the page"
        );
        // Keys are the page's, as long as the reader is in it.
        page.click("p");
        page.press(&["n", "1", key::LEFT]);
        assert_eq!(page.script("return keys", &[]), json!(["n", "1", "ArrowLeft"]));
        assert_eq!(page.script(standing, &[]), before);
        let ground = |frame| {
            page.within(frame, || page.script("return getComputedStyle(document.documentElement).backgroundColor", &[]))
        };
        assert_eq!((ground(FRAME), ground(SECOND)), (json!("rgb(255, 255, 255)"), json!("rgb(18, 23, 26)")));

        // So is the wheel, over a diagram that could be scrolled.
        let place = "return document.querySelector('.scroller').scrollTop";
        let scrolled = page.within(FRAME, || page.script(place, &[]));
        assert_eq!(scrolled, json!(0), "a figure is read from its top");
        page.turn_wheel(FRAME, -50);
        page.turn_wheel(FRAME, 60);
        page.wait_until("the page is scrolled", || page.script("return scrollY", &[]) == json!(60));
        assert_eq!(page.within(FRAME, || page.script(place, &[])), scrolled);
        page.script("scrollTo(0, 0)", &[]);

        // Once the reader is in one, that one has them, and the other one still nothing.
        page.within(FRAME, || {
            enter(page);
            page.press(&[key::LEFT]);
            page.wait_until("a row back", || page.attr("[data-control=forward]", "aria-disabled").is_empty());
        });
        page.turn_wheel(FRAME, 50);
        page.within(FRAME, || {
            page.wait_until("it is scrolled", || page.script(place, &[]).as_i64() > Some(0));
        });
        assert_eq!(page.script("return scrollY", &[]), json!(0));
        assert_eq!(page.script("return keys.length", &[]), json!(3));
        page.script(&format!("{SECOND}.scrollIntoView({{ block: 'center' }})"), &[]);
        page.within(SECOND, || {
            assert_eq!(page.count("[data-control=figure]"), 0);
            enter(page);
            page.click("[data-action=connect]");
            page.wait_until("connected", || state(page) == "connected");
        });
        page.within(FRAME, || assert_eq!(page.attr("[data-action=disconnect]", "aria-disabled"), ""));
        page.wait_until("both have told", || {
            let links = told(page);
            links.contains("at=") && links.contains("end.connect") || links.matches("change").count() >= 2
        });
        let after = page.script(standing, &[]);
        assert_eq!((&after[2], &after[3]), (&before[2], &before[3]), "the page's history is its own");
        drop(host);
    });
}

fn without_scripts(engine: Engine) {
    journey_in(engine, Wishes { no_script: true, ..Wishes::default() }, None, |page| {
        page.visit("registration/not-valid");
        assert_eq!(
            page.text("noscript p"),
            "This page needs JavaScript: the diagram is played in your browser, not on a server."
        );
        let looks = "return getComputedStyle(document.querySelector('[data-loading] span')).display";
        page.wait_until("nothing says that it is loading", || page.script(looks, &[]) == json!("none"));
        let host = open(
            page,
            "<lifeline-diagram scenario=not-valid><a href='SITE#registration/not-valid'>A run</a></lifeline-diagram>",
        );
        assert_eq!(page.script("return typeof told", &[]), json!("undefined"), "no script of the page has run");
        assert_eq!(shown(page), "fallback");
        page.click("lifeline-diagram a");
        let there = format!("{}#registration/not-valid", page.site);
        page.wait_until("the link leads there", || page.script("return location.href", &[]) == json!(there));
        drop(host);
    });
}

fn without_server(engine: Engine) {
    let server = Server::start();
    journey_in(engine, Wishes::default(), Some(&server.address), |page| {
        visit_first(page);
        server.stop();
        page.reload();
        play_all_of(page, "not-valid");
        page.wait_until("the figure is played", || page.count("[data-transcript] [data-kind=timer-expired]") == 1);
        page.click("[data-control=reset]");
        page.click("[data-action=connect]");
        page.wait_until("it is connected", || state(page) == "connected");
        page.click("[data-control=share]");
        page.wait_until("the link is there", || page.value("dialog textarea").contains("#registration"));

        assert_eq!(page.errors(), Vec::<String>::new());

        // However it is called.
        for address in ["index.html#registration/too-late", "?from=elsewhere#registration/too-late"] {
            page.load(&format!("{}{address}", server.address));
            page.wait_until("the figure is played", || page.count("[data-transcript] [data-kind=lost]") == 1);
        }
    });
}

fn written_and_sent(engine: Engine) {
    journey_in(engine, Wishes::default(), None, write::from_the_template_to_a_link);
}

fn loaded_again_while_writing(engine: Engine) {
    journey_in(engine, Wishes::default(), None, write::in_the_middle_of_a_word);
}

/// Every journey ends with nobody else having been asked for anything; here it is seen that this would be seen.
fn somebody_else(engine: Engine) {
    journey_in(engine, Wishes::default(), None, |page| {
        let html = "<!DOCTYPE html><title>x</title><link rel=icon href='data:,'><img src='http://plain.example/it.png'>
                    <img src='https://safe.example/it.png'><script>new WebSocket('ws://socket.example/')</script>";
        let host = Host::serve(page, html, "");
        page.open_host(&host);
        for name in ["plain.example", "safe.example", "socket.example"] {
            page.wait_until(name, || page.requests().iter().any(|address| address.contains(name)));
        }
        let known = page.requests();
        page.hosts.borrow_mut().extend(known.into_iter().filter(|address| address.contains(".example")));
        page.forgive();
        drop(host);
    });
}
