//! The page about links tells the truth: each link on it is read as it says, and written in the canonical form it says.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::registration;
use lifeline_core::link::{Opened, address, open, write};

const PAGE: &str = include_str!("../../docs/links.md");

/// The rows of the table below this heading row, without the bars and the ticks of code.
fn table(heading: &str) -> Vec<(String, String)> {
    let (_, rest) = PAGE.split_once(heading).unwrap_or_else(|| panic!("no table {heading}"));
    let rows: Vec<(String, String)> = rest
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let (first, second) = line.trim_matches(['|', ' ']).split_once(" | ").unwrap();
            (first.trim_matches('`').to_owned(), second.trim_matches('`').to_owned())
        })
        .collect();
    assert!(rows.len() > 5, "{heading} has {} rows", rows.len());
    rows
}

fn opened(link: &str) -> Opened {
    let opened = open(&registration(), &address(link));
    assert_eq!(address(link).model, "registration", "{link}");
    opened
}

fn written(opened: &Opened) -> String {
    write(&opened.run, opened.scenario)
}

#[test]
fn the_examples_are_good_links_and_most_of_them_canonical() {
    for (link, about) in table("| link | what it is |") {
        let opened = opened(&link);
        assert_eq!(opened.notices().is_empty(), !about.contains("cut off"), "{link}: {:?}", opened.notices());
        if !about.contains("see below") && link.contains(['?', '/']) {
            assert_eq!(written(&opened), link);
        }
    }
}

#[test]
fn each_link_has_its_canonical_form() {
    for (link, canonical) in table("| link | its canonical form |") {
        let opened = opened(&link);
        assert_eq!((written(&opened), opened.notices()), (canonical, vec![]), "{link}");
    }
}

#[test]
fn what_mail_and_chat_programs_do_is_mended_without_a_word() {
    for (link, canonical) in table("| what arrives | is read as |") {
        let opened = opened(&link);
        assert_eq!((written(&opened), opened.notices()), (canonical, vec![]), "{link}");
    }
}

#[test]
fn everything_else_is_said_as_the_page_says() {
    for (link, said) in table("| link | what is said |") {
        assert_eq!(opened(&link).notices(), [said], "{link}");
    }
}
