//! A model that a link carries is the one that was put in, whatever programs do to the link, and damage is told.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lifeline_core::link::{
    Address, CARRIED_BYTES, Uncarried, address, carried, carry, extent, fragment, open, with_carried, write,
};
use lifeline_core::load::load;
use proptest::prelude::*;

const MODEL: &str = include_str!("../../models/registration.lifeline");

fn link(text: &str) -> String {
    with_carried("registration?run=connect.register-invalid.end", Some(&carry(text).unwrap()))
}

fn text_of(address: &Address) -> Result<String, Uncarried> {
    carried(&address.model).unwrap()
}

#[test]
fn a_link_with_a_model_plays_as_one_that_names_it() {
    let link = link(MODEL);
    let address = address(&link);
    let model = load(&text_of(&address).unwrap()).unwrap();
    let opened = open(&model, &address);
    assert_eq!(opened.notices(), Vec::<String>::new());
    let written = with_carried(&write(&opened.run, None), Some(&carry(MODEL).unwrap()));
    assert_eq!(written, link);
}

#[test]
fn a_scenario_of_a_carried_model_can_be_named() {
    let address = address(&with_carried("registration/not-valid", Some(&carry(MODEL).unwrap())));
    assert_eq!((text_of(&address).unwrap().as_str(), address.scenario.as_deref()), (MODEL, Some("not-valid")));
}

#[test]
fn an_id_carries_nothing() {
    assert_eq!(carried("registration"), None);
    assert_eq!(carried(""), None);
}

#[test]
fn what_is_too_large_is_refused_on_both_sides() {
    let mut state = 1_u64;
    let noise: String = std::iter::repeat_with(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        char::from(b' ' + (state >> 57) as u8 % 95)
    })
    .take(60_000)
    .collect();
    assert!(carry(&noise).unwrap_err().bytes > CARRIED_BYTES);
    let letters = "A".repeat(CARRIED_BYTES / 3 * 4 + 100);
    assert_eq!(carried(&format!("~{letters}")), Some(Err(Uncarried::TooLarge)));
}

#[test]
fn little_that_would_become_much_is_not_unpacked() {
    let much = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 8_000_000], 9);
    assert!(much.len() < CARRIED_BYTES);
    let carried = carried(&format!("~{}", URL_SAFE_NO_PAD.encode([much, vec![0; 4]].concat())));
    assert_eq!(carried, Some(Err(Uncarried::Damaged)));
}

proptest! {
    #[test]
    fn any_text_goes_through_a_link_and_back(text in any::<String>()) {
        prop_assert_eq!(text_of(&address(&link(&text))), Ok(text));
    }

    #[test]
    fn any_damage_is_told_or_changes_nothing(text in any::<String>(), at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]", kind in 0..3) {
        let whole = carry(&text).unwrap();
        // The first letter says that there is a model.
        let at = 1 + at.index(whole.len() - 1);
        let damaged = match kind {
            0 => whole[..at].to_owned(),
            1 => format!("{}{}", &whole[..at], &whole[at + 1..]),
            _ => format!("{}{letter}{}", &whole[..at], &whole[at + 1..]),
        };
        prop_assume!(damaged != whole);
        // Between its compressed text and its checksum there are bits that mean nothing.
        let read = carried(&damaged).unwrap();
        prop_assert!(read.is_err() || read == Ok(text), "{} read as {:?}", damaged, read);
    }

    #[test]
    fn what_programs_do_to_links_leaves_the_model_as_it_was(
        text in any::<String>(),
        wrapping in prop::sample::select(&["(LINK)", "<LINK>", "LINK。", "LINK, and", "~~LINK~~", "**LINK**", "LINK&utm_source=a"][..]),
        which in prop::collection::vec(any::<bool>(), 1..8),
    ) {
        let sent = format!("https://a.site/#{}", link(&text));
        let wrapped = wrapping.replace("LINK", &sent);
        let fragment = fragment(&wrapped).unwrap();
        prop_assert_eq!(text_of(&address(&fragment)), Ok(text.clone()));
        let read = address(&fragment[..extent(&fragment)]);
        prop_assert_eq!(text_of(&read), Ok(text.clone()));
        let encoded: String = link(&text)
            .bytes()
            .enumerate()
            .map(|(index, byte)| if which[index % which.len()] { format!("%{byte:02X}") } else { char::from(byte).to_string() })
            .collect();
        prop_assert_eq!(text_of(&address(&encoded)), Ok(text));
    }
}
