//! A model of the reader's own: chosen or dropped, with its mistakes shown, changed and read again, kept over a reload, and handed over by a page around.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a failed test is a panic")]

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::driver::leavings;
use crate::harness::{Page, browse, journey, journey_at, key};
use crate::host::Host;
use crate::server::Server;

pub const DHCP: &str = include_str!("../../core/tests/models/dhcp.lifeline");
const OAUTH: &str = include_str!("../../core/tests/models/oauth-device.lifeline");
const HOSTILE: &str = include_str!("../../core/tests/exports/hostile.lifeline");
const REGISTRATION: &str = include_str!("../../models/registration.lifeline");

/// The button that opens a file.
const BUTTON: &str = "[data-own]";

/// Chooses a file of this name and content, as the reader does with the browser's own dialogue.
#[track_caller]
pub fn choose(page: &Page, name: &str, content: impl AsRef<[u8]>) {
    // A folder for each journey: they run side by side.
    let journey = std::thread::current().name().unwrap_or("journey").replace("::", "-");
    let folder = leavings().unwrap_or_default().join("models").join(journey);
    let file: PathBuf = folder.join(name);
    if let Err(e) = fs::create_dir_all(&folder).and_then(|()| fs::write(&file, content)) {
        panic!("writing {}: {e}", file.display());
    }
    page.wait_for(BUTTON);
    let element = page.must("element", json!({ "using": "css selector", "value": BUTTON }));
    let id = element.as_object().and_then(|it| it.values().next()).and_then(Value::as_str).unwrap_or_default();
    page.must(&format!("element/{id}/value"), json!({ "text": file.display().to_string() }));
}

/// Does with files what the reader's hand would: holds them over the page, takes them away, lets them go.
fn drag(page: &Page, kind: &str, on: &str, files: &[(&str, &str)]) -> Value {
    let script = "const [kind, on, files] = arguments, data = new DataTransfer();
        for (const [name, text] of files) data.items.add(new File([text], name));
        if (!files.length) data.setData('text/plain', 'words');
        const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
        document.querySelector(on).dispatchEvent(event);
        return event.defaultPrevented";
    page.script(script, &[json!(kind), json!(on), json!(files)])
}

fn title(page: &Page) -> String {
    page.text("h1")
}

fn state(page: &Page, of: &str) -> String {
    page.attr(&format!("[data-state={of}]"), "data-value")
}

#[track_caller]
fn wait_for_title(page: &Page, words: &str) {
    page.wait_until(words, || title(page) == words);
}

/// The registration model in which a name is misspelt: two mistakes.
pub fn mistaken() -> String {
    REGISTRATION.replace("become refused", "become refsed")
}

/// The same without its figures and without one of its actions.
fn less() -> String {
    let text = REGISTRATION.split("\nscenario ").next().unwrap_or_default();
    text.replace("action register-invalid of", "action something-else of")
}

#[test]
fn a_file_is_chosen_and_played_and_its_reader_is_loaded_no_sooner() {
    journey("", |page| {
        page.wait_for(BUTTON);
        page.click("[data-action=connect]");
        page.wait_until("the address follows", || page.fragment().ends_with("connect.end"));
        assert!(!page.requests().iter().any(|url| url.contains("reader-")), "{:#?}", page.requests());
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        assert!(page.requests().iter().any(|url| url.contains("reader-")));
        assert_eq!((page.fragment(), page.count("[data-state]")), ("#dhcp".to_owned(), 3));
        assert_eq!(page.script("return document.title", &[]), json!("A DHCP lease"));
        assert_eq!(page.text(".about summary"), "your own model");
        assert!(page.text(".hint").starts_with("You are the client. Press "));
        assert_eq!(page.count("[data-notice]"), 0);
        page.click("[data-action=join]");
        page.click("[data-control=next]");
        page.wait_until("an address is leased", || state(page, "client") == "bound");
        page.click("[data-scenario=given-back]");
        page.wait_until("a figure of it", || page.fragment() == "#dhcp/given-back");
        // What was open before is a step back in the history, and so is this one.
        page.back();
        page.wait_until("back to the run of it", || page.fragment().starts_with("#dhcp?run=join."));
        page.back();
        wait_for_title(page, "Client registration with Interaction Server");
        page.forward();
        wait_for_title(page, "A DHCP lease");
        // Away from it.
        page.click("[data-control=leave]");
        wait_for_title(page, "Client registration with Interaction Server");
        assert_eq!((page.fragment(), page.text(".about summary")), (String::new(), "unofficial model".to_owned()));
    });
}

#[test]
fn a_file_is_dropped_anywhere_and_the_page_says_where_it_goes() {
    journey("registration/not-valid", |page| {
        page.wait_for(BUTTON);
        let files = [("oauth.lifeline", OAUTH)];
        // Words that are dragged are none of the page's business.
        assert_eq!(drag(page, "dragenter", ".scroller", &[]), json!(false));
        assert_eq!(page.count("[data-over]"), 0);
        assert_eq!(drag(page, "dragenter", ".scroller", &files), json!(true));
        page.wait_for("[data-over]");
        assert!(page.text("[data-over]").starts_with("Drop the model here"), "{}", page.text("[data-over]"));
        assert_eq!(drag(page, "dragover", "[data-over]", &files), json!(true));
        drag(page, "dragleave", ".scroller", &files);
        page.settle();
        assert_eq!(page.count("[data-over]"), 1, "from one element to another the page is not left");
        drag(page, "dragleave", "[data-over]", &files);
        page.wait_until("it is gone again", || page.count("[data-over]") == 0);
        drag(page, "dragenter", "header", &files);
        page.wait_for("[data-over]");
        page.click("[data-over]");
        page.wait_until("a click takes it away, too", || page.count("[data-over]") == 0);

        drag(page, "dragenter", "header", &files);
        page.wait_for("[data-over]");
        assert_eq!(drag(page, "drop", "[data-over]", &files), json!(true));
        wait_for_title(page, "The OAuth device grant");
        assert_eq!((page.count("[data-over]"), page.count("[data-state]")), (0, 3));
        page.click("[data-scenario=approved]");
        page.wait_until("it plays", || state(page, "device") == "signed-in");

        drag(page, "drop", "header", &[("a.lifeline", DHCP), ("b.lifeline", DHCP)]);
        page.wait_until("it is said", || page.texts("[data-notice]") == ["A model is one file. Open just that one."]);
        assert_eq!(title(page), "The OAuth device grant");
    });
}

#[test]
fn mistakes_are_shown_with_their_lines_and_the_page_goes_on() {
    journey("registration?run=connect.register-invalid.end", |page| {
        choose(page, "my.lifeline", mistaken());
        page.wait_for("[data-mistakes]");
        page.wait_until("the focus is there", || {
            page.script("return !!document.activeElement.closest('[data-mistakes]')", &[]) == json!(true)
        });
        let heading = page.text("[data-mistakes] h2");
        let count = page.count("[data-mistake]");
        assert!(count > 1 && heading == format!("“my.lifeline” has {count} mistakes."), "{heading}");
        let line = REGISTRATION.lines().position(|line| line.contains("become refused")).unwrap_or_default() + 1;
        assert_eq!(page.attrs("[data-mistake]", "data-mistake")[0], format!("{line}:12"));
        let first = page.text("[data-mistake]");
        for part in [&format!("Line {line}, column 12"), "become refsed", "Did you mean refused?"] {
            assert!(first.contains(part), "{part:?} is not in {first:?}");
        }
        assert_eq!(page.texts("[data-mistake] mark")[0], "refsed");
        assert!(page.text("[data-mistakes]").contains("What was open stays open."));
        assert!(page.text("[aria-live]").contains(&format!("Line {line}, column 12")));

        assert_eq!(
            (state(page, "server"), page.text(".about summary")),
            ("refused".to_owned(), "unofficial model".to_owned())
        );
        page.click("[data-control=next]");
        page.wait_until("the page goes on", || state(page, "server") == "idle");
        assert_eq!(page.count("[data-mistakes]"), 1);
        // With the keyboard.
        page.focus("[data-control=mended]");
        page.press(&[key::ENTER]);
        page.wait_until("they are gone", || page.count("[data-mistakes]") == 0);
        choose(page, "my.lifeline", "model x");
        page.wait_for("[data-mistakes]");
        choose(page, "my.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        assert_eq!(page.count("[data-mistakes]"), 0, "they are mended");
    });
}

#[test]
fn what_is_no_model_at_all_is_said_and_nothing_is_lost() {
    journey("registration/not-valid", |page| {
        for (name, content, said) in [
            ("picture.png", &b"\x89PNG\r\n\x1a\n\0\0\0"[..], "“picture.png” is not a text file."),
            ("utf16.txt", b"\xff\xfem\0o\0d\0e\0l\0", "“utf16.txt” is not a text file."),
            ("long.lifeline", &[b'#'; 256 * 1024 + 1], "“long.lifeline” is too large: a model has 256 KB at most."),
        ] {
            choose(page, name, content);
            page.wait_until(said, || page.texts("[data-notice]").iter().any(|notice| notice.starts_with(said)));
        }
        assert_eq!(
            (page.fragment(), state(page, "client")),
            ("#registration/not-valid".to_owned(), "disconnected".to_owned())
        );
        // A file that is as large as can be is read.
        let longest = format!("{DHCP}\n{}", "#\n".repeat(2_000));
        choose(page, "dhcp.lifeline", longest);
        wait_for_title(page, "A DHCP lease");
        assert_eq!(page.count("[data-notice]"), 0);
    });
}

#[test]
fn a_reader_that_does_not_come_is_said_and_comes_the_next_time() {
    journey("", |page| {
        page.wait_for(BUTTON);
        page.block(&["*reader-*.wasm"]);
        choose(page, "dhcp.lifeline", DHCP);
        page.wait_until("it is said", || page.texts("[data-notice]").concat().contains("could not be loaded"));
        page.forgive();
        page.block(&[]);
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
    });
}

#[test]
fn a_changed_file_keeps_the_run_as_far_as_it_plays() {
    journey("registration?run=connect.register-invalid.4s.send-other.end", |page| {
        choose(page, "my.lifeline", REGISTRATION);
        page.wait_until("it is the reader's own", || page.text(".about summary") == "your own model");
        assert_eq!(
            (state(page, "server"), page.attr("[data-clock]", "data-clock")),
            ("refused".to_owned(), "4000".to_owned())
        );
        page.click("[data-control=next]");
        page.wait_until("the address follows", || page.fragment().ends_with("send-other.next.end"));
        let whole = page.fragment();

        choose(page, "my.lifeline", less());
        page.wait_until("it is said", || page.count("[data-notice]") == 2);
        let said = page.texts("[data-notice]");
        assert!(said[0].starts_with("“my.lifeline” is another version than what was open."), "{said:?}");
        let lost = "Step 2, “register-invalid”, is no longer in the model. Not played either: 4s, send-other, next.";
        assert_eq!(said[1], lost);
        assert_eq!((state(page, "client"), page.fragment()), ("connected".to_owned(), whole.clone()));
        assert_eq!(page.count("[data-action=something-else]"), 1);

        choose(page, "my.lifeline", REGISTRATION);
        page.wait_until("all of it is back", || page.attr("[data-clock]", "data-clock") == "10000");
        assert_eq!((page.count("[data-notice]"), page.fragment()), (0, whole));
        // What was done before the file was read again can be taken back.
        page.click("[data-control=reset]");
        page.wait_until("it is empty", || page.count("[data-transcript] [data-event]") == 0);
        choose(page, "my.lifeline", REGISTRATION);
        page.wait_until("it is read", || page.text("[aria-live]").contains("is open"));
        page.click("[data-control=undo]");
        page.wait_until("the run is back", || page.attr("[data-clock]", "data-clock") == "10000");
    });
}

#[test]
fn it_survives_a_reload_and_is_there_where_one_comes_back_to() {
    journey("", |page| {
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        page.click("[data-action=join]");
        page.click("[data-control=next]");
        page.wait_until("the address follows", || page.fragment() == "#dhcp?run=join.next.end");
        page.click("[data-control=back]");
        page.wait_until("and says where", || page.fragment().contains("at="));
        let there = page.fragment();
        page.reload();
        wait_for_title(page, "A DHCP lease");
        assert_eq!((page.fragment(), page.text(".about summary")), (there.clone(), "your own model".to_owned()));
        assert_eq!(page.count("[data-notice]"), 0);

        // From a page elsewhere, by the browser's history.
        page.must("url", json!({ "url": "about:blank" }));
        page.back();
        wait_for_title(page, "A DHCP lease");
        assert_eq!(page.fragment(), there);

        // By a link, which the site has no model for.
        page.open("dhcp/renewal");
        wait_for_title(page, "A DHCP lease");
        page.wait_until("the figure", || page.attr("[data-scenario=renewal]", "aria-current") == "true");
        page.forgive();

        page.click("[data-control=leave]");
        wait_for_title(page, "Client registration with Interaction Server");
        page.reload();
        assert_eq!(title(page), "Client registration with Interaction Server");
    });
}

#[test]
fn a_link_to_the_sites_own_model_of_the_same_id_opens_that_one() {
    journey("", |page| {
        let own = REGISTRATION.replace(
            "model registration \"Client registration with Interaction Server\"",
            "model registration \"Mine\"",
        );
        choose(page, "registration.lifeline", own);
        wait_for_title(page, "Mine");
        page.click("[data-scenario=not-valid]");
        page.wait_until("its figures are its own", || {
            page.fragment() == "#registration/not-valid" && title(page) == "Mine"
        });
        page.reload();
        wait_for_title(page, "Mine");
        page.open("registration/not-valid");
        wait_for_title(page, "Client registration with Interaction Server");
        page.reload();
        assert_eq!(title(page), "Client registration with Interaction Server", "and it stays so");
    });
}

#[test]
fn a_link_whose_model_is_missing_is_played_once_its_file_is_opened() {
    journey("dhcp?lease=2h&run=join.next.end", |page| {
        let said = page.texts("[data-notice]").concat();
        assert!(said.contains("There is no model called “dhcp” here."), "{said}");
        assert!(said.contains("If you have its file, open it here"), "{said}");
        page.forgive();
        // The reader has a look at what is shown meanwhile.
        page.click("[data-action=connect]");
        page.wait_until("the address follows", || page.fragment() == "#registration?run=connect.end");
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        page.wait_until("the link's run", || page.fragment() == "#dhcp?lease=2h&run=join.next.end");
        assert_eq!((state(page, "client"), page.count("[data-notice]")), ("bound".to_owned(), 0));
        page.back();
        wait_for_title(page, "Client registration with Interaction Server");
    });
}

#[test]
fn where_the_link_is_shared_it_is_said_that_the_model_is_only_here() {
    journey("", |page| {
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        page.click("[data-control=share]");
        page.wait_for("dialog[open]");
        let said = page.text(".caution");
        assert!(said.contains("only on your machine") && said.contains("“dhcp.lifeline”"), "{said}");
        page.click("[data-share=element]");
        page.wait_until("the element", || {
            page.value("dialog textarea").contains("<lifeline-diagram model=\"dhcp.lifeline\"")
        });
        assert!(page.text(".caution").contains("beside your page"));
        assert_eq!(page.count("[data-share=frame]"), 0);
        page.click("[data-share=svg]");
        page.wait_until("a picture says nothing of it", || page.count(".caution") == 0);
        page.press(&[key::ESCAPE]);
        page.wait_until("it is closed", || page.count("dialog") == 0);
        page.click("[data-control=leave]");
        wait_for_title(page, "Client registration with Interaction Server");
        page.click("[data-control=share]");
        page.wait_for("dialog[open]");
        assert_eq!((page.count(".caution"), page.count("[data-share=frame]")), (0, 1));
    });
}

#[test]
fn hostile_texts_in_a_model_are_only_texts() {
    journey("", |page| {
        let before = page.script(
            "return [document.scripts.length, document.querySelectorAll('iframe, object, embed, base, form').length]",
            &[],
        );
        let name = "<img src=x onerror=alert(1)>.lifeline";
        choose(page, name, HOSTILE);
        page.wait_until("it is open", || title(page).starts_with("<script>alert(1)</script> </svg>"));
        page.click("[data-action=say]");
        page.click("[data-control=next]");
        page.wait_until("it plays", || page.count("[data-transcript] [data-event]") > 5);
        page.focus("[data-transcript] [tabindex='0']");
        page.press(&[key::ENTER]);
        page.wait_for(".panel.selected");
        page.click("[data-control=share]");
        page.wait_for("dialog[open]");
        page.click("[data-share=element]");
        page.wait_for(".caution");
        page.press(&[key::ESCAPE]);
        choose(page, name, HOSTILE.replace("in b on\n", "in <script>alert(7)</script> on\n"));
        page.wait_for("[data-mistakes]");
        assert!(
            page.text("[data-mistakes]").contains("in <script>alert(7)</script> on"),
            "{}",
            page.text("[data-mistakes]")
        );
        let after = page.script(
            "return [document.scripts.length, document.querySelectorAll('iframe, object, embed, base, form').length]",
            &[],
        );
        assert_eq!(after, before, "no text has become anything else");
        assert_eq!(
            page.script("return document.querySelectorAll('[onerror], [onload], [onclick]').length", &[]),
            json!(0)
        );
    });
}

#[test]
fn a_file_is_opened_without_a_network_too() {
    let server = Server::start();
    journey_at(&server.address, |page| {
        page.open("");
        let ready = "const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true))";
        page.must("execute/async", json!({ "script": ready, "args": [] }));
        page.wait_until("the worker serves the page", || {
            page.script("return !!navigator.serviceWorker.controller", &[]) == json!(true)
        });
        assert!(!server.asked().is_empty());
        server.stop();
        page.reload();
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        page.reload();
        wait_for_title(page, "A DHCP lease");
    });
}

// ---- In pages of other people ------------------------------------------------------------------------------------------------------

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
        ("/protocols/bad.lifeline", "model bad \"Bad\"\nparticipant a \"A\" played starts on\nstates a\n  off\n"),
    ];
    let host = Host::serve_with(page, &html, policy, &files);
    page.open_host(&host);
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
        let element = "<lifeline-diagram model='protocols/bad.lifeline'><i id=fallback>A run</i></lifeline-diagram>";
        let host = open_host(page, element, "");
        page.wait_until("it is told", || told(page).contains("The model has "));
        assert!(told(page).contains("Line 2, column "), "{}", told(page));
        page.settle();
        assert!(is_fallback(page));
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
        let element = "<lifeline-diagram model='protocols/none.lifeline'><i id=fallback>A run</i></lifeline-diagram>";
        let host = open_host(page, element, "");
        page.wait_until("it is told", || told(page).contains("protocols/none.lifeline could not be loaded. (404)"));
        page.settle();
        assert!(is_fallback(page));
        page.forgive();
        set(page, "model", "protocols/mine.lifeline");
        wait_for_frame(page);
        assert_eq!(told(page).matches("error").count(), 1, "{}", told(page));
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
        assert!(!page.requests().iter().any(|url| url.ends_with(".model")), "and nothing is asked for");

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
