//! What must hold of any text, as a link and as a model; the fuzzer tries it with texts of its own, and the tests with those it has found.

use std::rc::Rc;

use lifeline_core::link::{address, open, outcome, write};
use lifeline_core::load::load;
use lifeline_core::model::Model;

const SOURCES: [&str; 3] = [
    include_str!("../../../models/registration.lifeline"),
    include_str!("../models/dhcp.lifeline"),
    include_str!("../models/oauth-device.lifeline"),
];

thread_local!(static MODELS: [Rc<Model>; 3] = SOURCES.map(|source| load(source).expect("the models are good")));

/// Any text is read as a link without harm, and what is written then is canonical and leads to the same.
pub fn link(text: &str) {
    MODELS.with(|models| {
        let address = address(text);
        let model = models.iter().find(|model| model.id() == address.model).unwrap_or(&models[0]);
        let opened = open(model, &address);
        assert!(opened.notices().len() <= 12);
        let link = write(&opened.run, opened.scenario);
        let again = open(model, &lifeline_core::link::address(&link));
        assert_eq!(write(&again.run, again.scenario), link);
        assert_eq!(outcome(&again.run), outcome(&opened.run));
    });
}

/// Any text is read as a model without harm; all scenarios of a good one play, but for those it was said of that they don't.
pub fn model(text: &str) {
    match load(text) {
        Ok(model) if model.scenario_problems().is_empty() => {
            for (_, scenario) in model.scenarios() {
                let opened = open(&model, &address(&format!("{}/{}", model.id(), scenario.id)));
                assert_eq!(opened.notices(), [""; 0]);
            }
        }
        Ok(model) => assert!(model.scenario_problems().len() <= model.scenarios().len()),
        Err(problems) => assert!(!problems.listed().is_empty() && !problems.to_string().is_empty()),
    }
}
