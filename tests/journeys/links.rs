//! What is wrong with a link or a field is said in words at its place, and the page stays usable.

use crate::controls::{back_by_step, open_chip, play_all_of, set};
use crate::harness::{journey, key};
use serde_json::json;

#[test]
fn an_unknown_model_is_said_and_the_page_stays_usable() {
    journey("", |page| {
        page.go_to("no-such-protocol?run=end");
        page.wait_until("it is said", || page.count("[data-notice]") > 0);
        assert!(page.text("[data-notice]").contains("no-such-protocol"), "{}", page.text("[data-notice]"));
        // A file that isn't there is an error of its own in the console.
        page.forgive();
        page.go_to("registration/successful");
        page.wait_until("the figure", || page.count("[data-transcript] [data-event]") == 8);
        assert_eq!(page.count("[data-notice]"), 0);
    });
}

#[test]
fn a_link_followed_inside_the_page_is_opened() {
    journey("registration/successful", |page| {
        page.go_to("registration?timeout=100ms&run=connect.register-invalid.next.end");
        page.wait_until("the other run", || page.attr("[data-clock]", "data-clock") == "100");
        assert_eq!(page.attr("[data-state=server]", "data-value"), "idle");
    });
}

#[test]
fn the_model_is_asked_for_once_and_before_the_app_runs() {
    journey("", |page| {
        for link in ["", "registration/too-late", "?embed#registration/too-late", "raft", "raft?run=next.next"] {
            page.open(link);
            let asked = "return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.lifeline')).map(it => it.initiatorType)";
            assert_eq!(page.script(asked, &[]), json!(["link"]), "{link}");
        }
    });
}

#[test]
fn the_first_picture_of_a_run_shows_its_newest_row() {
    journey("", |page| {
        page.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": SEE_THE_FIRST }));
        // So slow that not all of it is done before the browser wants to show something.
        page.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": 6 }));
        let long = ["registration?run=", &"connect.register.disconnect.".repeat(100), "end"].concat();
        for width in [1280, 360] {
            page.resize(width, 800);
            for link in ["registration/too-late", &long, &long.replace('?', "?at=200&")] {
                page.open(link);
                let newest = page.attr("[data-transcript] > :last-child", "data-event");
                page.wait_until("the first picture was looked at", || page.script("return first", &[]) != "");
                assert_eq!(page.script("return first", &[]), newest, "{link} at {width} px");
            }
        }
    });
}

#[test]
fn a_link_to_a_scenario_shows_that_in_the_list_of_scenarios() {
    journey("", |page| {
        page.resize(1280, 600);
        for scenario in ["too-late", "successful"] {
            page.open(&format!("registration/{scenario}"));
            let is_inside = "const [it, list] = ['[data-scenario][aria-current]', '.start']
                .map(css => document.querySelector(css).getBoundingClientRect());
                return it.top >= list.top && it.bottom <= list.bottom && it.left >= list.left && it.right <= list.right";
            page.wait_until(&format!("{scenario} is in sight"), || page.script(is_inside, &[]) == json!(true));
            assert_eq!(page.attrs("[data-scenario][aria-current]", "data-scenario"), [scenario]);
        }
        // On a narrow page the list is below the diagram, which is what a link is opened for.
        page.resize(360, 800);
        page.open("registration/too-late");
        page.settle();
        assert_eq!(page.attrs("[data-scenario][aria-current]", "data-scenario"), ["too-late"]);
        assert_eq!(page.script("return scrollY", &[]), json!(0));
    });
}

#[test]
fn a_run_survives_a_reload() {
    journey("registration?run=end", |page| {
        page.click("[data-action=connect]");
        page.click("[data-action=register-invalid]");
        page.wait_until("the address", || page.fragment() == "#registration?run=connect.register-invalid.end");
        page.reload();
        page.wait_until("the run", || page.attr("[data-state=server]", "data-value") == "refused");
        assert_eq!(page.count("[data-notice]"), 0);
    });
}

#[test]
fn what_was_done_last_survives_a_reload_that_comes_at_once() {
    journey("registration?run=end", |page| {
        // Within the half second in which the address is not written.
        page.script(
            "document.querySelector('[data-action=connect]').click(); setTimeout(() => location.reload())",
            &[],
        );
        page.wait_until("the run after the reload", || {
            page.fragment() == "#registration?run=connect.end"
                && page.script("return performance.getEntriesByType('navigation')[0].type", &[]) == "reload"
                && page.attr("[data-state=client]", "data-value") == "connected"
        });
    });
}

#[test]
fn place_and_undo_survive_a_reload() {
    journey("registration?run=connect.register-invalid.next.end", |page| {
        back_by_step(page);
        page.wait_until("the address says where", || page.fragment().contains("at=9&"));
        // An action in the past cuts the run.
        page.click("[data-action=disconnect]");
        page.wait_until("the address", || page.fragment().ends_with("run=connect.register-invalid.disconnect.end"));
        back_by_step(page);
        page.wait_until("the address says where", || page.fragment().contains("at=9&"));
        let there = page.fragment();
        page.reload();
        page.wait_until("the run", || page.attr("[data-state=server]", "data-value") == "refused");
        assert_eq!(page.fragment(), there);
        page.click("[data-control=undo]");
        page.wait_until("the whole run", || page.fragment().contains("register-invalid.next.end"));
        page.click("[data-control=redo]");
        page.wait_until("the one that was cut", || page.fragment().contains("disconnect.end"));
        // Another link is another run: what was undone there is none of its business.
        page.visit("registration/successful");
        page.wait_until("the figure", || page.attr("[data-state=client]", "data-value") == "registered");
        assert_eq!(page.attr("[data-control=undo]", "aria-disabled"), "true");
    });
}

#[test]
fn in_a_frame_the_hosts_history_is_left_alone() {
    journey("", |page| {
        // The page's own policy allows no frames in it; here it is the host all the same.
        page.devtools("Page.setBypassCSP", &json!({ "enabled": true }));
        page.open("");
        let address = page.script("return location.href", &[]);
        let script = "const frame = document.createElement('iframe'); frame.src = arguments[0]; frame.width = 1200; frame.height = 700; document.body.replaceChildren(frame)";
        page.script(script, &[address]);
        let entries = || page.script("return history.length", &[]);
        page.must("frame", json!({ "id": 0 }));
        page.wait_for("[data-scenario=retry]");
        let before = entries();
        play_all_of(page, "retry");
        page.click("[data-action=disconnect]");
        page.wait_until("the address follows", || page.fragment().ends_with("disconnect.end"));
        assert_eq!(entries(), before);
    });
}

#[test]
fn a_link_that_was_damaged_on_its_way_is_opened_without_a_word() {
    for link in [
        "registration%3Ftimeout%3D30s%26run%3Dconnect.register%2Dinvalid.end",
        "registration?timeout=30s&amp;run=connect.register-invalid.end).",
    ] {
        journey(link, |page| {
            page.wait_until("the run", || page.attr("[data-state=server]", "data-value") == "refused");
            assert_eq!(page.count("[data-notice]"), 0, "{link}");
            page.click("[data-control=next]");
            page.wait_until("the timeout", || page.attr("[data-clock]", "data-clock") == "30000");
        });
    }
}

#[test]
fn a_link_beyond_all_measure_is_refused_and_the_page_stays_usable() {
    let long = format!("registration?run={}end", "connect.disconnect.".repeat(60_000));
    for (link, said) in [
        (long.as_str(), "longer than a million characters"),
        ("registration?run=connect.1000000x-send-other.end", "200 000 steps"),
        ("registration?latency=1m&run=connect.5000x-send-other.end", "1 000 messages"),
    ] {
        journey("registration?run=end", |page| {
            page.go_to(link);
            page.wait_until("it is said", || page.count("[data-notice]") > 0);
            assert!(page.text("[data-notice]").contains(said), "{}", page.text("[data-notice]"));
            page.click("[data-control=reset]");
            page.click("[data-action=connect]");
            page.wait_until("the page goes on", || page.attr("[data-state=client]", "data-value") == "connected");
        });
    }
}

#[test]
fn a_field_that_holds_no_time_says_so_and_loses_nothing() {
    journey("registration?run=connect.register-invalid.end", |page| {
        page.fill("[data-wait]", "soon");
        page.click("[data-control=wait]");
        page.wait_until("it is said", || page.text("body").contains("a time begins with a whole number"));
        assert_eq!(page.attr("[data-clock]", "data-clock"), "0");
        assert_eq!(page.value("[data-wait]"), "soon");
        open_chip(page, "timeout");
        page.fill("[data-setting=timeout]", "2h");
        page.press(&[key::ENTER]);
        page.wait_until("it is said", || page.text("body").contains("between 100 ms and 1 h"));
        assert_eq!(page.attr("[data-state=server]", "data-value"), "refused");
        page.fill("[data-setting=timeout]", "3s");
        page.press(&[key::ENTER]);
        page.wait_until("the run is played with it", || page.fragment().contains("timeout=3s"));
        page.press(&[key::ESCAPE]);
        page.click("[data-control=next]");
        page.wait_until("the disconnect", || page.attr("[data-clock]", "data-clock") == "3000");
    });
}

#[test]
fn what_no_longer_plays_under_a_changed_setting_is_said_and_can_be_undone() {
    journey("registration/silent-client", |page| {
        set(page, "timer-starts", "first-error");
        page.wait_until("it is said", || page.count("[data-notice]") > 0);
        assert!(page.text("[data-notice]").contains("next"), "{}", page.text("[data-notice]"));
        assert_eq!(page.attr("[data-state=client]", "data-value"), "connected");
        page.click("[data-control=undo]");
        page.wait_until("the figure is back", || page.attr("[data-clock]", "data-clock") == "10000");
        assert_eq!(page.count("[data-notice]"), 0);
    });
}

#[test]
fn a_word_that_was_probably_meant_is_put_into_the_link_with_one_press() {
    journey("", |page| {
        page.go_to("registration/succesful");
        page.wait_for("[data-control=remedy]");
        page.click("[data-control=remedy]");
        page.wait_until("the figure", || page.count("[data-transcript] [data-event]") == 8);
        assert_eq!((page.fragment(), page.count("[data-notice]")), ("#registration/successful".to_owned(), 0));
    });
}

/// Notes which row is the last that is wholly in sight when the browser shows the diagram for the first time.
const SEE_THE_FIRST: &str = "globalThis.first = '';
    requestAnimationFrame(function look() {
        const view = document.querySelector('.scroller:not(:has([data-loading]))');
        if (!view) return requestAnimationFrame(look);
        // The page's own callbacks for this frame come after this one, and still before it is shown.
        setTimeout(() => {
            const { top, bottom } = view.getBoundingClientRect();
            const inside = it => it.top >= top && it.bottom <= bottom + 1;
            const rows = [...view.querySelectorAll('[data-event]:not(.ghost)')].filter(it => inside(it.getBoundingClientRect()));
            first = String(Math.max(...rows.map(it => it.dataset.event)));
        });
    })";
