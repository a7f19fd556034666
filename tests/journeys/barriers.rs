//! axe-core finds nothing that keeps anybody from using the page: light and dark, empty and long, wide and narrow.

#![allow(clippy::expect_used, reason = "a failed test is a panic")]

use crate::controls::show;
use crate::driver::named;
use crate::harness::{Page, journey, key};
use crate::models;
use crate::write;
use serde_json::json;

/// What is looked at: a link, and what is pressed then.
const PAGES: [(&str, &[&str]); 13] = [
    ("", &[]),
    ("registration?run=end", &["[data-control=keys]"]),
    ("registration/both-errors", &["[data-tab=log]", "[data-transcript] [tabindex='0']"]),
    ("registration/both-errors", &["[data-tab=rules]", "[data-statement] button", "[data-tab=inspect]"]),
    ("registration/both-errors", &["[data-tab=messages]", "[data-chip=timeout]"]),
    ("registration/too-late", &[]),
    // What is done in the past drops what came later.
    ("registration/not-valid?at=3", &["[data-control=back]", "[data-action=disconnect]"]),
    ("registration?run=connect.200x-send-other.next.end", &[]),
    ("registration/both-errors", &["[data-control=gallery]"]),
    ("?present#registration/both-errors", &[]),
    ("registration/both-erors", &[]),
    ("?embed#registration/both-errors", &[]),
    ("?embed#registration/both-errors", &["[data-control=play]", "[data-action=connect]"]),
];

#[test]
fn axe_finds_nothing_in_light() {
    look("light");
}

#[test]
fn axe_finds_nothing_in_dark() {
    look("dark");
}

#[test]
fn axe_finds_nothing_on_a_page_with_everything_wrong() {
    let link = "registration?timeout=never&run=connect.fly.register.end";
    journey(link, |page| {
        page.fill("[data-wait]", "soon");
        page.press(&[key::TAB]);
        page.wait_for("[data-notice]");
        assert_eq!(found(page), Vec::<String>::new());
    });
}

#[test]
fn axe_finds_nothing_where_a_model_is_written() {
    journey("registration/not-valid", |page| {
        write::write(page);
        page.click("[data-control=new]");
        write::type_behind(page, "    answer Tell", "\nbecom ready");
        page.click(".crib summary");
        page.wait_until("mistakes are told", || page.count("[data-problem=mistake]") > 0);
        for scheme in ["light", "dark"] {
            page.prefer(&[("prefers-color-scheme", scheme)]);
            for (width, height) in [(1920, 1000), (1440, 900), (360, 740)] {
                page.resize(width, height);
                page.settle();
                assert_eq!(found(page), Vec::<String>::new(), "{scheme}, {width} px");
            }
        }
    });
}

#[test]
fn axe_finds_nothing_on_a_page_with_a_model_of_the_readers_own_and_its_mistakes() {
    journey("", |page| {
        for scheme in ["light", "dark"] {
            page.prefer(&[("prefers-color-scheme", scheme)]);
            for (width, height) in [(1440, 900), (360, 740)] {
                page.resize(width, height);
                models::choose(page, "dhcp.lifeline", models::DHCP);
                page.wait_until("it is open", || {
                    page.text("h1") == "A DHCP lease" && page.count("[data-mistakes]") == 0
                });
                models::choose(page, "mine.lifeline", models::mistaken());
                page.wait_for("[data-mistakes]");
                page.settle();
                assert_eq!(found(page), Vec::<String>::new(), "{scheme}, {width} px");
                page.click("[data-control=share]");
                page.wait_for(".caution");
                page.settle();
                assert_eq!(found(page), Vec::<String>::new(), "sharing, {scheme}, {width} px");
                page.press(&[key::ESCAPE]);
                page.wait_until("it is closed", || page.count("dialog") == 0);
            }
        }
    });
}

#[test]
fn axe_finds_nothing_while_everything_is_explored_and_once_it_is() {
    journey("", |page| {
        for (scheme, width, height) in
            [("light", 1440, 900), ("dark", 1440, 900), ("light", 360, 740), ("dark", 360, 740)]
        {
            page.prefer(&[("prefers-color-scheme", scheme)]);
            page.resize(width, height);
            page.open("registration/not-valid");
            show(page, "rules");
            page.click("[data-control=explore]");
            page.wait_for("[data-explored][data-running]");
            assert_eq!(found(page), Vec::<String>::new(), "while it is explored, {scheme}, {width} px");
            if page.count("[data-running]") > 0 {
                page.click("[data-control=explore]");
            }
            page.wait_for("[data-explored]:not([data-running])");
            page.script("for (const it of document.querySelectorAll('[data-found]')) it.open = true", &[]);
            page.wait_until("all are there", || page.count("[data-found] ul") == page.count("[data-found]"));
            page.settle();
            assert_eq!(found(page), Vec::<String>::new(), "once it is, {scheme}, {width} px");
        }
    });
}

#[test]
fn axe_finds_nothing_in_any_form_that_is_shared() {
    journey("", |page| {
        for (scheme, width, height) in [("light", 1440, 900), ("dark", 360, 740)] {
            page.prefer(&[("prefers-color-scheme", scheme)]);
            page.resize(width, height);
            page.open("registration/both-errors");
            page.click("[data-control=share]");
            page.wait_for("input[name=share]");
            let forms = page.attrs("input[name=share]", "value");
            assert!(forms.len() > 10, "{forms:?}");
            for form in forms {
                page.click(&format!("input[name=share][value={form}]"));
                page.settle();
                assert_eq!(found(page), Vec::<String>::new(), "{form}, {scheme}, {width} px");
            }
        }
    });
}

fn look(scheme: &str) {
    let mut all = Vec::new();
    for (link, presses) in PAGES {
        journey(link, |page| {
            page.prefer(&[("prefers-color-scheme", scheme)]);
            for (width, height) in [(1440, 900), (360, 740)] {
                page.resize(width, height);
                page.open(link);
                for css in presses {
                    page.focus(css);
                    page.press(&[key::ENTER]);
                }
                page.settle();
                all.extend(found(page).into_iter().map(|barrier| format!("{link:?}, {scheme}, {width} px: {barrier}")));
            }
        });
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// What axe-core finds on the page as it is: each rule that is broken, and where.
pub fn found(page: &Page) -> Vec<String> {
    let file = named("LIFELINE_AXE").expect("cargo xtask test browser provides axe-core");
    let axe = std::fs::read_to_string(&file).expect("axe-core is where it is said to be");
    // Handed over as a script's text: the page's own policy would let it load nothing.
    page.script(&axe, &[]);
    // A figure's link begins with `#` as a link past something does, and is taken for one where it is scrolled out of sight.
    let run = "const done = arguments[0];
        axe.run(document, { resultTypes: ['violations'], rules: { 'skip-link': { enabled: false } } }).then(
            result => done(result.violations.flatMap(rule => rule.nodes.map(node =>
                `${rule.id} (${rule.impact}): ${node.target.join(' ')} ${node.failureSummary.replaceAll('\\n', ' ')}`))),
            error => done([String(error)]))";
    let list = page.must("execute/async", json!({ "script": run, "args": [] }));
    let list = list.as_array().expect("axe-core gives a list");
    list.iter().map(|barrier| barrier.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
}
