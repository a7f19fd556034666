//! A packed model is the model again, and bytes that were cut or changed are none.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{REGISTRATION, loaded};
use lifeline_core::language::Reading;
use lifeline_core::load::{load, played};
use lifeline_core::model::Model;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MODELS: [&str; 3] =
    [REGISTRATION, include_str!("models/dhcp.lifeline"), include_str!("models/oauth-device.lifeline")];

#[test]
fn a_model_is_unpacked_as_it_was_packed() {
    for source in MODELS {
        let model = loaded(source);
        let packed = model.pack();
        let again = Model::unpack(&packed).unwrap();
        assert_eq!(again.pack(), packed);
        // All but what is for its writer only: the warnings, and the places of a scenario's steps.
        assert_eq!((again.id(), again.title(), again.about()), (model.id(), model.title(), model.about()));
        assert_eq!(again.participants().collect::<Vec<_>>(), model.participants().collect::<Vec<_>>());
        assert_eq!(model.rules().collect::<Vec<_>>(), again.rules().collect::<Vec<_>>());
        assert_eq!(model.actions().collect::<Vec<_>>(), again.actions().collect::<Vec<_>>());
        assert_eq!(model.clauses().collect::<Vec<_>>(), again.clauses().collect::<Vec<_>>());
        assert_eq!(model.settings().collect::<Vec<_>>(), again.settings().collect::<Vec<_>>());
        assert_eq!(model.messages().collect::<Vec<_>>(), again.messages().collect::<Vec<_>>());
        assert_eq!(model.states().collect::<Vec<_>>(), again.states().collect::<Vec<_>>());
        for ((_, one), (_, other)) in model.scenarios().zip(again.scenarios()) {
            assert_eq!(
                (&one.id, &one.about, &one.steps, &one.settings),
                (&other.id, &other.about, &other.steps, &other.settings)
            );
        }
        assert!(packed.len() < source.len(), "packed, it is smaller: {} of {}", packed.len(), source.len());
    }
}

#[test]
fn what_came_of_reading_is_unpacked_as_it_was_packed() {
    let many = "in nowhere at-all\n".repeat(200);
    let mistaken = ["", "model", include_str!("mistakes/misspelt-keyword.lifeline"), &many];
    for source in MODELS.into_iter().chain([include_str!("mistakes/nothing-takes-it.lifeline")]).chain(mistaken) {
        let reading = Reading::of(source);
        assert_eq!(Reading::unpack(&reading.pack()), Some(reading));
    }
}

#[test]
fn a_scenario_that_cannot_be_played_is_found_after_unpacking_too() {
    let source = REGISTRATION.replace("  play connect, register\n", "  play connect, register, register\n");
    let Some(Reading::Model(model)) = Reading::unpack(&Reading::of(&source).pack()) else { panic!("it can be read") };
    assert_eq!(played(&source, *model), load(&source));
    assert!(load(&source).is_err());
}

#[test]
fn what_came_of_reading_is_no_model_and_a_model_no_reading() {
    let packed = Reading::of(REGISTRATION).pack();
    assert_eq!(Model::unpack(&packed), None);
    assert_eq!(Reading::unpack(&loaded(REGISTRATION).pack()), None);
    assert_eq!(Reading::unpack(&packed[..packed.len() - 1]), None);
}

#[test]
fn bytes_that_were_cut_or_changed_are_no_model() {
    let packed = loaded(REGISTRATION).pack();
    for length in 0..packed.len() {
        assert_eq!(Model::unpack(&packed[..length]), None, "cut to {length}");
    }
    for place in 0..packed.len() {
        let mut changed = packed.clone();
        changed[place] ^= 1 << (place % 8);
        assert_eq!(Model::unpack(&changed), None, "changed at {place}");
    }
    assert_eq!(Model::unpack(REGISTRATION.as_bytes()), None);
}
