//! The time bar stands still: whatever happens and whatever is said, each of its controls keeps its place to the pixel.

#![allow(clippy::panic, reason = "a failed test is a panic")]

use crate::controls::is_playing;
use crate::harness::{Page, journey, key};
use serde_json::{Value, json};

/// Where all of the bar is: left, top, width and height of each part, by its name.
fn places(page: &Page) -> Value {
    let script = "return [...document.querySelectorAll('.time-bar, .timeline, [data-timeline], [data-wait], [data-clock], .time-bar [data-control]')]
        .map((it) => {
            const { left, top, width, height } = it.getBoundingClientRect();
            return [it.dataset.control ?? it.className, left, top, width, height];
        })";
    page.script(script, &[])
}

#[test]
fn no_control_of_the_time_bar_ever_changes_its_place() {
    for (width, height) in [(1440, 900), (1100, 700), (390, 844)] {
        // A message travels, so that something is under way after each action.
        journey("registration?latency=1500ms&timeout=12345ms&run=end", |page| {
            page.resize(width, height);
            page.settle();
            let is_wide = width >= 1088;
            let first = places(page);
            assert!(first.as_array().is_some_and(|all| all.len() > 12), "{first}");
            let stays = |when: &str| {
                page.settle();
                assert_eq!(places(page), first, "{when}, at {width} px");
            };
            page.click("[data-action=connect]");
            page.wait_until("it is under way", || page.count(".body [data-kind=opened]") == 1);
            stays("while it connects");
            if is_wide {
                page.fill("[data-wait]", "soon");
                page.press(&[key::TAB]);
                page.wait_for(".wait .error");
                stays("with an error");
                page.fill("[data-wait]", "1 s");
                page.press(&[key::TAB]);
                page.wait_until("mended", || page.count(".wait .error") == 0);
                stays("with the error mended");
                page.choose("[data-control=speed]", "0.5");
            }
            page.click("[data-control=play]");
            page.wait_until("it plays", || is_playing(page));
            stays("while it plays");
            page.wait_until("nothing is due", || page.count(".toast") == 1);
            assert!(!is_playing(page));
            stays("once nothing is due");
            page.click("[data-action=register-invalid]");
            page.click("[data-action=disconnect]");
            page.focus(".scroller");
            page.press(&["n", "n"]);
            stays("after what was due");
            page.click("[data-control=play]");
            page.wait_until("it plays", || is_playing(page));
            page.click("[data-control=play]");
            page.wait_until("it pauses", || !is_playing(page));
            stays("while it pauses");
            page.click("[data-control=back]");
            stays("in the past");
            page.click("[data-control=undo]");
            stays("with something undone");
            page.focus(".scroller");
            page.press(&[key::END]);
            stays("at the end");
            page.press(&[key::HOME]);
            page.wait_until("at the start", || page.attr("[data-clock]", "data-clock") == "0");
            stays("at the start");
        });
    }
}

/// Where the pointer drags to, as shares of the line, there and back.
const STOPS: [f64; 7] = [0.9, 0.52, 0.25, 0.02, 0.31, 0.7, 0.98];

#[test]
fn a_drag_along_the_timeline_keeps_the_thumb_under_the_pointer() {
    for link in ["registration/both-errors", "registration?run=connect.200x-send-other.end"] {
        for (width, height) in [(1440, 900), (390, 844)] {
            journey(link, |page| {
                page.resize(width, height);
                page.settle();
                let (line, count) = (line(page), rows(page));
                assert!(count > 10, "{count} rows");
                mouse(page, "mousePressed", line.at(1.0), line.y);
                for share in STOPS {
                    mouse(page, "mouseMoved", line.at(share), line.y);
                    page.settle();
                    let when = format!("at {share} of {count} rows in {width} px");
                    assert_eq!(self::line(page), line, "the line stays, {when}");
                    // From the middle of one row to that of the next, the thumb has one place.
                    let reach = (line.right - line.left) / f64::from(count) / 2.0 + 1.5;
                    for thumb in [line.at(f64::from(shown(page)) / f64::from(count)), end_of_shown(page)] {
                        assert!(
                            (thumb - line.at(share)).abs() <= reach,
                            "{thumb} is not under {}, {when}",
                            line.at(share)
                        );
                    }
                }
                mouse(page, "mouseReleased", line.at(0.98), line.y);
                page.settle();
                assert_eq!(self::line(page), line, "the line stays once it is let go");
            });
        }
    }
}

/// Where the middle of the thumb can be.
#[derive(Debug, PartialEq, serde::Deserialize)]
struct Line {
    left: f64,
    right: f64,
    y: f64,
}

impl Line {
    fn at(&self, share: f64) -> f64 {
        (self.left + (self.right - self.left) * share).round()
    }
}

#[track_caller]
fn line(page: &Page) -> Line {
    let script = "const { left, right, top } = document.querySelector('.marks').getBoundingClientRect();
        return { left, right, y: Math.round(top + 24) }";
    serde_json::from_value(page.script(script, &[])).unwrap_or_else(|e| panic!("the line: {e}"))
}

fn rows(page: &Page) -> u32 {
    page.attr("[data-timeline]", "max").parse().unwrap_or_default()
}

fn shown(page: &Page) -> u32 {
    page.value("[data-timeline]").parse().unwrap_or_default()
}

/// How far the line is drawn as shown.
fn end_of_shown(page: &Page) -> f64 {
    let script = "const line = document.querySelector('.marks .shown');
        return line.ownerSVGElement.getBoundingClientRect().left + line.x2.baseVal.value";
    page.script(script, &[]).as_f64().unwrap_or(f64::NAN)
}

/// Does something with the mouse, whose button stays down from one call to the next.
fn mouse(page: &Page, what: &str, x: f64, y: f64) {
    let event = json!({ "type": what, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
    page.devtools("Input.dispatchMouseEvent", &event);
}
