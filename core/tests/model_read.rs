//! Good models are read without a problem or a warning.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use lifeline_core::language::read;

#[test]
fn good_models_are_read_without_problem_or_warning() {
    let models = [
        include_str!("../../models/registration.lifeline"),
        include_str!("models/dhcp.lifeline"),
        include_str!("models/oauth-device.lifeline"),
    ];
    for source in models {
        let model = read(source).unwrap_or_else(|problems| panic!("{problems}"));
        let warnings: String = model.warnings().iter().map(|warning| format!("{warning}\n")).collect();
        assert_eq!(warnings, "", "{}", model.id());
    }
}
