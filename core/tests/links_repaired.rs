//! Whatever a program does to a link on its way, the run is the one that was sent.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::rc::Rc;

use common::registration;
use lifeline_core::link::{Opened, address, extent, fragment, open, write};
use lifeline_core::model::Model;
use proptest::prelude::*;

/// Links of every kind: a scenario, one with settings, a run, one with a place in it, the short form.
const LINKS: [&str; 6] = [
    "registration/not-valid",
    "registration/retry?timeout=1m",
    "registration?run=connect.register-invalid.2s.next.end",
    "registration?timeout=30s&timer-starts=each-error&run=connect.3x-send-other.end",
    "registration?at=4&run=connect.register-invalid.next.end",
    "registration?c=ci0c815o2WG9Cr2j",
];

fn opened(fragment: &str) -> Opened {
    thread_local! {
        static MODEL: Rc<Model> = registration();
    }
    MODEL.with(|model| open(model, &address(fragment)))
}

fn written(opened: &Opened) -> String {
    write(&opened.run, opened.scenario)
}

/// The text with these of its letters percent-encoded.
fn encoded(text: &str, which: &[bool], small: bool) -> String {
    let code = |byte: u8| if small { format!("%{byte:02x}") } else { format!("%{byte:02X}") };
    text.bytes()
        .enumerate()
        .map(|(index, byte)| if which[index % which.len()] { code(byte) } else { char::from(byte).to_string() })
        .collect()
}

/// A letter that no link has: of any script, with the signs that are most often found after links among them.
fn no_link_letter() -> impl Strategy<Value = char> {
    let often = "。，、；：？！）】》」』”’»…—–．／＆＝　؟،।\u{200b}\u{ad}\u{301}👍.,;:!)]}>\"'*~|\\ \n\t".chars();
    let is_foreign = |letter: &char| !letter.is_ascii_alphanumeric() && !"-./?=&".contains(*letter);
    prop_oneof![
        prop::sample::select(often.filter(is_foreign).collect::<Vec<_>>()),
        any::<char>().prop_filter("is no letter of links", is_foreign),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_after_a_link_leaves_it_as_it_was(
        link in prop::sample::select(&LINKS[..]),
        after in prop::collection::vec(no_link_letter(), 0..8),
        is_encoded in any::<bool>(),
    ) {
        let after: String = after.into_iter().collect();
        let sent = if is_encoded { format!("{link}{}", encoded(&after, &[true], false)) } else { format!("{link}{after}") };
        let (good, repaired) = (opened(link), opened(&sent));
        prop_assert_eq!(written(&repaired), written(&good), "{}", sent);
        let has_words = after.contains(char::is_alphanumeric);
        prop_assert!(has_words || repaired.notices().is_empty(), "{:?}", repaired.notices());
    }

    #[test]
    fn a_link_that_was_encoded_twice_is_the_same(
        link in prop::sample::select(&LINKS[..]),
        first in prop::collection::vec(any::<bool>(), 7),
        second in prop::collection::vec(any::<bool>(), 11),
        small in any::<[bool; 2]>(),
    ) {
        let sent = encoded(&encoded(link, &first, small[0]), &second, small[1]);
        let repaired = opened(&sent);
        prop_assert_eq!(&repaired.notices(), &Vec::<String>::new(), "{}", sent);
        prop_assert_eq!(written(&repaired), written(&opened(link)));
    }
}

/// The wrappings that docs/links.md lists, `LINK` standing for an address with a link, `ENCODED` for one that is percent-encoded.
fn wrappings() -> Vec<String> {
    let page = include_str!("../../docs/links.md");
    let (_, table) = page.split_once("| what is made of a link | by |\n| --- | --- |\n").expect("a table of wrappings");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_start_matches("| ").rsplit_once(" | ").unwrap().0.trim_matches('`').trim().to_owned())
        .collect()
}

#[test]
fn every_wrapping_that_is_documented_leaves_the_run_as_it_was() {
    let wrappings = wrappings();
    assert!(wrappings.len() > 25, "{wrappings:?}");
    for wrapping in wrappings {
        assert!(wrapping.contains("LINK") || wrapping.contains("ENCODED"), "{wrapping}");
        for link in LINKS {
            let address = format!("https://docs.example/lifeline/?embed#{link}");
            let encoded = encoded(&address, &[true], false);
            let sent = wrapping.replace("LINK", &address).replace("ENCODED", &encoded).replace("\\|", "|");
            let repaired = opened(&fragment(&sent).expect("a fragment"));
            assert_eq!(written(&repaired), written(&opened(link)), "{sent}");
        }
    }
}

#[test]
fn what_is_left_off_is_said_where_it_has_words() {
    for (sent, left_off) in [
        ("registration?run=connect.end，详见", Some("，详见")),
        ("registration/not-valid%E3%80%82%E8%AF%A6", Some("。详")),
        ("registration?run=connect.end see there", Some("see there")),
        ("registration/not-valid, and so on", Some(", and so on")),
        ("registration/not-valid。", None),
        ("registration/not-valid%E3%80%82", None),
        ("registration?run=connect.end\").", None),
        ("registration/not-valid:~:text=refused", None),
        ("registration/not-valid?utm_source=chat", None),
    ] {
        let notices = opened(sent).notices();
        assert_eq!(notices.len(), usize::from(left_off.is_some()), "{sent}: {notices:?}");
        assert!(left_off.is_none_or(|words| notices[0].contains(&format!("“{words}”"))), "{sent}: {notices:?}");
    }
}

#[test]
fn a_running_text_goes_on_after_a_link() {
    for (text, link) in [
        ("registration/not-valid。详见", "registration/not-valid"),
        ("registration/not-valid, and", "registration/not-valid"),
        ("registration?run=connect.end，详见", "registration?run=connect.end"),
        ("registration？run＝connect.end？", "registration？run＝connect.end"),
        ("registration?timeout=1m&amp;run=end\">", "registration?timeout=1m&amp;run=end"),
        ("registration?timeout=1m&amp;run=end&quot;&gt;", "registration?timeout=1m&amp;run=end"),
        ("registration?run=register\\-invalid.end\\n", "registration?run=register\\-invalid.end"),
        ("registration%3Frun%3Dend%", "registration%3Frun%3Dend"),
    ] {
        assert_eq!(&text[..extent(text)], link);
    }
}
