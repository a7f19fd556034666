//! A model of the reader's own: chosen or dropped, with its mistakes shown, changed and read again, and kept over a reload.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a failed test is a panic")]

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::controls::{play_all_of, show};
use crate::driver::leavings;
use crate::harness::{Page, journey, key};

pub const DHCP: &str = include_str!("../../core/tests/models/dhcp.lifeline");
pub const OAUTH: &str = include_str!("../../core/tests/models/oauth-device.lifeline");
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

pub fn state(page: &Page, of: &str) -> String {
    page.attr(&format!("[data-state={of}]"), "data-value")
}

#[track_caller]
pub fn wait_for_title(page: &Page, words: &str) {
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
fn a_file_is_chosen_and_played() {
    journey("registration?run=end", |page| {
        page.wait_for(BUTTON);
        page.click("[data-action=connect]");
        page.wait_until("the address follows", || page.fragment().ends_with("connect.end"));
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        assert_eq!((page.fragment(), page.count("[data-state]")), ("#dhcp".to_owned(), 3));
        assert_eq!(page.script("return document.title", &[]), json!("A DHCP lease"));
        assert_eq!(page.text(".about summary"), "your own model");
        assert!(page.text(".hint").starts_with("You are the client. Press "));
        assert_eq!(page.count("[data-notice]"), 0);
        page.click("[data-action=join]");
        page.click("[data-control=next]");
        page.wait_until("an address is leased", || state(page, "client") == "bound");
        play_all_of(page, "given-back");
        assert_eq!(page.fragment(), "#dhcp/given-back");
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
        play_all_of(page, "approved");
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
        assert!(page.text("[data-taken]").starts_with("“my.lifeline” is open: A DHCP lease."));
        page.click("[data-action=join]");
        page.wait_until("it has been said", || page.count("[data-taken]") == 0);
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
        assert!(!page.requests().iter().any(|url| url.contains("dhcp.lifeline")), "no server has heard of it");

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
fn what_is_shared_of_ones_own_model_takes_it_along() {
    journey("", |page| {
        choose(page, "dhcp.lifeline", DHCP);
        wait_for_title(page, "A DHCP lease");
        page.click("[data-control=share]");
        page.wait_for("dialog[open]");
        let said = page.text(".caution");
        assert!(said.contains("carries the model"), "{said}");
        assert!(page.value("dialog textarea").contains("#~"));
        page.click("[data-share=element]");
        page.wait_until("the element", || {
            page.value("dialog textarea").contains("<lifeline-diagram model=\"dhcp.lifeline\"")
        });
        assert!(page.text(".caution").contains("beside your page"));
        page.click("[data-share=frame]");
        page.wait_until("the frame", || page.value("dialog textarea").contains("#~"));
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
        show(page, "log");
        page.focus("[data-transcript] [tabindex='0']");
        page.press(&[key::ENTER]);
        show(page, "inspect");
        page.wait_for("[data-control=unselect]");
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
