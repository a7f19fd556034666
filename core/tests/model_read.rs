//! Good models are read without a problem or a warning, and say what their files say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use lifeline_core::model::read;

#[test]
fn the_registration_model_is_read_without_problem_or_warning() {
    let model =
        read(include_str!("../../models/registration.lifeline")).unwrap_or_else(|problems| panic!("{problems}"));
    assert!(model.warnings().is_empty(), "{}", model.warnings()[0]);
}
