//! The page can be used with the keyboard alone and on a narrow screen, and says why something can't be done.

use crate::harness::{browse, journey, key};
use serde_json::json;

#[test]
fn what_cannot_be_done_stays_in_place_with_its_reason_and_changes_nothing() {
    journey("registration?run=end", |page| {
        for action in ["register", "register-invalid", "send-other", "disconnect"] {
            let button = format!("[data-action={action}]");
            assert_eq!(page.attr(&button, "aria-disabled"), "true", "{action}");
            page.focus(&button);
            page.press(&[key::ENTER]);
        }
        assert!(
            page.text("[data-action=register]").contains("Not connected yet.")
                || page.text("body").contains("Not connected yet.")
        );
        assert_eq!(page.count("[data-transcript] [data-event]"), 0);
        page.click("[data-action=connect]");
        page.wait_until("now it can", || page.attr("[data-action=register]", "aria-disabled") != "true");
        assert_eq!(page.attr("[data-action=connect]", "aria-disabled"), "true");
    });
}

#[test]
fn a_run_is_played_with_the_keyboard_alone() {
    journey("registration?run=end", |page| {
        // Tab leads to the first action, from wherever the page begins.
        for _ in 0..40 {
            page.press(&[key::TAB]);
            let there = page.script("return document.activeElement.dataset.action ?? ''", &[]);
            if there == "connect" {
                break;
            }
        }
        page.press(&[key::ENTER]);
        page.wait_until("connected", || page.attr("[data-state=client]", "data-value") == "connected");
        page.focus("[data-action=register-invalid]");
        page.press(&[key::SPACE]);
        page.wait_until("refused", || page.attr("[data-state=client]", "data-value") == "refused");
        page.focus("[data-control=next]");
        page.press(&[key::ENTER]);
        page.wait_until("disconnected", || page.attr("[data-state=client]", "data-value") == "disconnected");
    });
}

#[test]
fn nothing_is_cut_off_or_scrolls_sideways_however_narrow_the_screen() {
    for link in ["", "registration/both-errors", "registration/too-late", "?embed#registration/not-valid"] {
        for width in [320, 360, 768, 1024, 1440] {
            journey(link, |page| {
                page.resize(width, 800);
                page.settle();
                let over =
                    page.script("const e = document.documentElement; return [e.scrollWidth, e.clientWidth]", &[]);
                let (content, screen) = (over[0].as_u64().unwrap_or(0), over[1].as_u64().unwrap_or(0));
                assert!(content <= screen, "{link:?} at {width} px: {content} px wide");
            });
        }
    }
}

#[test]
fn what_a_link_opens_is_announced_once_there_is_a_place_to_announce_it() {
    journey("", |page| {
        page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH_THE_PLACE }));
        page.open("registration/not-valid");
        page.wait_until("it is announced", || page.text("[aria-live]").starts_with("Not valid. "));
        // What is there from the beginning, nobody reads out.
        assert_eq!(page.script("return begun.length > 0 && begun.join('')", &[]), "");
    });
}

#[test]
fn a_tick_of_the_clock_announces_nothing_and_an_event_is_announced_once() {
    journey("registration?run=connect.register-invalid.end", |page| {
        page.script(
            "window.said = []; for (const live of document.querySelectorAll('[aria-live], [role=status], [role=log]')) \
             new MutationObserver(() => window.said.push(live.textContent)).observe(live, {childList: true, characterData: true, subtree: true})",
            &[],
        );
        page.click("[data-control=play]");
        let said = || page.script("return window.said.filter(t => t.trim() !== '').length", &[]);
        page.wait_until("that it plays is announced", || said() == json!(1));
        page.wait_until("time passes", || page.attr("[data-clock]", "data-clock").parse::<u32>().unwrap_or(0) > 600);
        assert_eq!(said(), json!(1));
        page.click("[data-control=play]");
        page.click("[data-control=next]");
        page.wait_until("it is announced", || {
            page.script("return window.said.join(' ')", &[]).as_str().unwrap_or_default().contains("expires")
        });
    });
}

/// Notes what stands in the place for announcements when it is put into the page.
const WATCH_THE_PLACE: &str = "globalThis.begun = [];
    const note = it => it.matches?.('[aria-live]') ? begun.push(it.textContent) : it.childNodes.forEach(note);
    new MutationObserver(all => all.forEach(({ addedNodes }) => addedNodes.forEach(note)))
        .observe(document, { childList: true, subtree: true })";

#[test]
fn paper_is_light_and_shows_the_whole_run_and_nothing_to_press() {
    browse(|page| {
        page.prefer(&[("prefers-color-scheme", "dark"), ("prefers-reduced-motion", "reduce")]);
        page.resize(1280, 400);
        page.visit("registration?run=connect.register.40x-send-other.disconnect.end");
        page.wait_for(".body [data-kind=closed]");
        page.wait_until("only the end is drawn", || page.count(".body [data-kind=opened]") == 0);
        page.devtools(
            "Emulation.setEmulatedMedia",
            &json!({ "media": "print", "features": [
            { "name": "prefers-color-scheme", "value": "dark" }
        ] }),
        );
        page.script("dispatchEvent(new Event('beforeprint'))", &[]);
        let printed = |kind: &str| page.count(&format!(".printed [data-kind={kind}]"));
        assert!(printed("opened") > 0 && printed("closed") > 0, "all of it is printed");
        let is_twice = page.script("return document.querySelector('.body').checkVisibility()", &[]);
        assert_eq!(is_twice, json!(false), "and only once");
        let ink = "const rgb = getComputedStyle(document.querySelector('.printed text')).fill.match(/[0-9]+/g);
            return Math.max(...rgb.slice(0, 3))";
        assert!(page.script(ink, &[]).as_i64() < Some(128), "dark ink");
        // The names of the model and of what is assumed are buttons, and stay as words.
        let pressed = "return [...document.querySelectorAll('button:not(h1 button, [data-chip]), select, input')]
            .filter(e => e.checkVisibility()).map(e => e.outerHTML)";
        assert_eq!(page.script(pressed, &[]), json!([]));
    });
}
