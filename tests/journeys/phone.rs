//! On a phone the diagram comes first; a tapped row is told in a sheet over it, and nothing is out of reach.

use crate::controls::show;
use crate::harness::{Page, journey, key};
use serde_json::{Value, json};

/// Opens a link as a phone would: narrow, and with a finger.
#[track_caller]
fn on_a_phone(link: &str, reader: impl FnOnce(&Page)) {
    journey(link, |page| {
        page.resize(390, 844);
        page.devtools("Emulation.setTouchEmulationEnabled", &json!({ "enabled": true, "maxTouchPoints": 5 }));
        page.open(link);
        page.settle();
        reader(page);
    });
}

/// Taps the middle of the first element that matches, which must be in sight.
#[track_caller]
fn tap(page: &Page, css: &str) {
    let middle = middle(page, css);
    let finger = json!({
        "type": "pointer", "id": "finger", "parameters": { "pointerType": "touch" },
        "actions": [
            { "type": "pointerMove", "x": middle[0], "y": middle[1], "duration": 0 },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ],
    });
    page.must("actions", json!({ "actions": [finger] }));
}

/// Puts a finger there, and leaves it there.
#[track_caller]
fn hold(page: &Page, css: &str) {
    let middle = middle(page, css);
    let finger = json!({ "x": middle[0], "y": middle[1] });
    page.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchStart", "touchPoints": [finger] }));
}

fn lift(page: &Page) {
    page.devtools("Input.dispatchTouchEvent", &json!({ "type": "touchEnd", "touchPoints": [] }));
}

#[track_caller]
fn middle(page: &Page, css: &str) -> Value {
    page.settle();
    let middle = page.script(IN_SIGHT, &[json!(css)]);
    assert!(middle.is_array(), "{css} is not in sight");
    middle
}

/// The middle of an element, in whole pixels; nothing where it can't be seen, or something else lies over it than its own row.
const IN_SIGHT: &str = "
    const it = document.querySelector(arguments[0]);
    if (!it) return null;
    const { left, top, width, height } = it.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const there = document.elementFromPoint(x, y);
    const whole = it.closest('svg [data-event]') ?? it;
    return there && (whole.contains(there) || there.contains(it) && it.closest('svg')) ? [x, y] : null";

fn is_in_sight(page: &Page, css: &str) -> bool {
    page.script(IN_SIGHT, &[json!(css)]) != Value::Null
}

#[test]
fn a_tapped_row_is_told_in_sight() {
    on_a_phone("registration/both-errors", |page| {
        assert_eq!(page.attr("main", "data-sheet"), "bar");
        for (row, said) in [(11, "EventError"), (10, "RequestAgentLogin"), (15, "")] {
            let css = format!(".body [data-event='{row}'] .hit");
            if !is_in_sight(page, &css) {
                let there = "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })";
                page.script(there, &[json!(css)]);
            }
            tap(page, &css);
            let number = row.to_string();
            page.wait_until("it is selected", || {
                page.attrs("[data-transcript] [aria-current]", "data-event") == [number.as_str()]
            });
            page.settle();
            assert_eq!(page.attr("main", "data-sheet"), "half");
            page.wait_until("it is told", || is_in_sight(page, ".panel.selected h2"));
            assert!(page.text(".panel.selected h2").contains(said));
            assert!(is_in_sight(page, &format!(".body [data-event='{row}'] .hit")), "and row {row} is still seen");
        }
    });
}

#[test]
fn the_sheet_has_three_heights_and_the_log_is_read_in_it() {
    on_a_phone("registration/both-errors", |page| {
        for height in ["half", "full", "bar"] {
            tap(page, ".grip");
            page.wait_until(height, || page.attr("main", "data-sheet") == height);
        }
        show(page, "log");
        page.settle();
        let seen = "const sheet = document.querySelector('.end').getBoundingClientRect();
            return [...document.querySelectorAll('[data-transcript] li')].filter((it) => {
                const { left, top, width, height } = it.getBoundingClientRect();
                const there = document.elementFromPoint(left + width / 2, top + height / 2);
                return top >= sheet.top && top + height <= sheet.bottom && it.contains(there);
            }).length";
        assert!(page.script(seen, &[]).as_u64() >= Some(3), "sentences are in sight");
        tap(page, "[data-transcript] li:last-child");
        page.wait_until("it is selected, and the log stays", || {
            page.count("[data-transcript] li:last-child[aria-current]") == 1
                && page.attr("[data-tab=log]", "aria-selected") == "true"
        });
    });
}

#[test]
fn the_page_scrolls_on_past_the_diagram_and_what_can_be_done_stays_in_reach() {
    on_a_phone("registration?run=end", |page| {
        assert!(is_in_sight(page, "[data-action=connect]") && is_in_sight(page, "[data-control=play]"));
        page.script("scrollTo(0, document.documentElement.scrollHeight)", &[]);
        page.settle();
        for css in ["[data-scenario=too-late]", "[data-own]", "[data-action=connect]", "[data-control=play]"] {
            assert!(is_in_sight(page, css), "{css}");
        }
        let low = "return [...document.querySelectorAll('[data-action], [data-scenario], [data-control=play]')]
            .filter((it) => it.getBoundingClientRect().height < 44).map((it) => it.outerHTML)";
        assert_eq!(page.script(low, &[]), json!([]), "a finger needs 44 px");
        tap(page, "[data-action=connect]");
        page.wait_until("connected", || page.attr("[data-state=client]", "data-value") == "connected");
    });
}

#[test]
fn a_scenario_that_was_tapped_below_the_diagram_plays_in_sight() {
    on_a_phone("registration?run=end", |page| {
        page.script("document.querySelector('[data-scenario=retry]').scrollIntoView({ block: 'center' })", &[]);
        assert!(!is_in_sight(page, ".scroller .heads"), "it was scrolled away");
        tap(page, "[data-scenario=retry]");
        page.wait_until("the diagram is back", || page.script("return scrollY", &[]) == json!(0));
        page.wait_until("all of it was played", || page.count(".toast") == 1);
        assert_eq!(page.script("return scrollY", &[]), json!(0));
    });
}

#[test]
fn what_several_roles_can_do_stands_side_by_side_below_their_names() {
    on_a_phone("raft/election", |page| {
        let boxes = "return [...document.querySelectorAll('.actions section')].map((section) =>
            [section.querySelector('h2'), ...section.querySelectorAll('button')].map((it) => it.getBoundingClientRect()))
                .flat().map(({ left, right }) => [left, right])";
        let boxes: Vec<[f64; 2]> = serde_json::from_value(page.script(boxes, &[])).unwrap_or_default();
        assert_eq!(boxes.len(), 9, "three servers, each with a name and two actions: {boxes:?}");
        assert!(boxes.windows(2).all(|pair| pair[0][1] <= pair[1][0]), "none lies over another: {boxes:?}");
    });
}

#[test]
fn a_finger_that_rests_on_an_action_shows_it_in_advance_and_one_that_has_pressed_does_not() {
    on_a_phone("registration?run=connect.end", |page| {
        let foretells = |name: &str| page.texts(".body .ghost text").iter().any(|said| said.contains(name));
        hold(page, "[data-action=register-invalid]");
        page.wait_until("it is shown in advance", || foretells("EventError"));
        lift(page);
        page.wait_until("what is due is foretold", || foretells("expired") && !foretells("EventError"));
        page.open("registration?run=connect.end");
        tap(page, "[data-action=register-invalid]");
        page.wait_for(".body [data-kind=timer-set]");
        // By then, what is pointed at would be shown.
        page.script("setTimeout(() => document.body.dataset.later = '', 1000)", &[]);
        page.wait_for("[data-later]");
        assert!(
            foretells("expired") && !foretells("EventError"),
            "what is due is foretold, and not the same once more"
        );
    });
}

#[test]
fn most_of_a_run_is_in_sight_below_heads_of_one_line() {
    on_a_phone("registration/both-errors", |page| {
        assert_eq!(page.text(".top h1"), "Both errors", "the top names what is shown");
        let hidden = "const it = document.querySelector('.top h1 button'); return it.scrollWidth - it.clientWidth";
        assert_eq!(page.script(hidden, &[]), json!(0), "and the name is not cut off");
        let heads = page.script("return document.querySelector('.heads .head').getBoundingClientRect().height", &[]);
        assert!(heads.as_f64() <= Some(32.0), "{heads}");
        let seen = "const [heads, room] = ['.heads', '.scroller'].map((css) => document.querySelector(css).getBoundingClientRect());
            return [...document.querySelectorAll('.body :is([data-kind=message], [data-kind=opened], [data-kind=closed]) .hit')]
                .map((it) => it.getBoundingClientRect())
                .filter(({ top, bottom }) => top >= heads.bottom - 1 && bottom <= room.bottom + 1).length";
        let seen = page.script(seen, &[]);
        assert!(seen.as_u64() >= Some(5), "{seen} messages are in sight");
    });
}

#[test]
fn a_notice_covers_nothing() {
    on_a_phone("registration/both-erors?run=connect.end", |page| {
        page.wait_for("[data-notice]");
        let ends = "return [document.querySelector('.middle').getBoundingClientRect().bottom,
            document.querySelector('.end').getBoundingClientRect().top]";
        let ends = page.script(ends, &[]);
        assert!(
            ends[0].as_f64() <= ends[1].as_f64().map(|top| top + 1.0),
            "the diagram ends where the sheet begins: {ends}"
        );
        assert!(is_in_sight(page, "[data-control=dismiss]"));
    });
}

#[test]
fn no_field_is_so_small_that_a_phone_zooms_in() {
    on_a_phone("registration/not-valid", |page| {
        let small = "return [...document.querySelectorAll('input:not([type=file]), select, textarea')]
            .filter((field) => parseFloat(getComputedStyle(field).fontSize) < 16).map((field) => field.outerHTML)";
        page.click("[data-control=share]");
        page.wait_for("dialog textarea");
        assert_eq!(page.script(small, &[]), json!([]));
        page.press(&[key::ESCAPE]);
        page.wait_until("it is closed", || page.count("dialog") == 0);
        crate::write::write(page);
        page.wait_for("[data-source]");
        assert_eq!(page.script(small, &[]), json!([]));
    });
}

#[test]
fn readers_who_space_out_letters_lose_no_words() {
    journey("registration/not-valid", |page| {
        page.resize(1280, 900);
        // As the accessibility guidelines have it (WCAG 2.2, 1.4.12).
        let space = "const sheet = new CSSStyleSheet();
            sheet.replaceSync(`* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important }
                p { margin-bottom: 2em !important }`);
            document.adoptedStyleSheets = [sheet]";
        page.script(space, &[]);
        page.settle();
        let cut = "return [...document.querySelectorAll('[data-action] b, .scenarios button, [data-chip] button, [role=tab]')]
            .filter((it) => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline' ||
                it.getBoundingClientRect().bottom > it.parentElement.getBoundingClientRect().bottom + 1)
            .map((it) => it.textContent)";
        assert_eq!(page.script(cut, &[]), json!([]));
        // The diagram's places are made for letters of their own widths.
        let spaced = "return [...document.querySelectorAll('svg text, svg tspan')]
            .filter((it) => getComputedStyle(it).letterSpacing !== 'normal' && getComputedStyle(it).letterSpacing !== '0px').length";
        assert_eq!(page.script(spaced, &[]), json!(0));
        assert!(page.count(".stage text") > 10);
    });
}
