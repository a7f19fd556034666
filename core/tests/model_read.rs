//! Good models are read without a problem or a warning.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use lifeline_core::check::Report;
use lifeline_core::language::read;
use lifeline_core::load::load;

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

#[test]
fn what_scenarios_cost_together_is_bounded() {
    let sends = "  send Q to b\n".repeat(60);
    let rest: String = (0..6).map(|number| format!("scenario s{number}x \"S\"\n  play 1000 times go\n")).collect();
    let rest = rest + "scenario last \"S\"\n  play late\n";
    let source = format!(
        "model m \"M\"\nparticipant a \"A\" played starts s\nparticipant b \"B\" starts t\nbetween a and b connected\n\
         states a\n  s \"s\"\nstates b\n  t \"t\"\nmessage Q\naction go of a \"Go\"\n  letter g\n{sends}  ours \"x\"\n\
         action late of a \"Late\"\n  letter l\n  send Q to b\n  ours \"x\"\n{rest}"
    );
    let model = load(&source).unwrap_or_else(|problems| panic!("{problems}"));
    let [problem] = model.scenario_problems() else { panic!("{:?}", model.scenario_problems()) };
    // Two of them take 240 000 events at least.
    let line = source.lines().position(|line| line.contains("scenario s2x")).unwrap_or_default();
    assert!(problem.place.to_string().starts_with(&format!("line {},", line + 2)), "{problem}");
    assert_eq!(Report::of_scenarios(&model).coverage.actions, [true, false], "nor does a check play more of them");
}
