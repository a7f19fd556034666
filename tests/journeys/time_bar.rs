//! The time bar stands still: whatever happens and whatever is said, each of its controls keeps its place to the pixel.

use crate::controls::is_playing;
use crate::harness::{Page, journey, key};
use serde_json::Value;

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
