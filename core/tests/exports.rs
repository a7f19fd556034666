//! Every export says the same messages in the same order, carries what was assumed, and lets no text be more than text.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::path::Path;

use common::{Play, loaded, registration};
use lifeline_core::export::{json, markdown, mermaid, plain, plantuml};
use lifeline_core::link::{address, open};
use lifeline_core::run::Run;
use lifeline_core::trace::What;

type Export = fn(&Run) -> String;

/// Every export, by the ending of its files.
const EXPORTS: [(&str, Export); 5] =
    [("mmd", mermaid), ("puml", plantuml), ("txt", plain), ("md", markdown), ("json", json)];

fn scenario(id: &str) -> Run {
    open(&registration(), &address(&format!("registration/{id}"))).run
}

/// `UPDATE_GOLDENS=1` keeps what is exported now.
#[test]
fn every_scenario_is_exported_as_it_was() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports");
    for (_, scenario) in registration().scenarios() {
        let run = self::scenario(&scenario.id);
        for (ending, export) in EXPORTS {
            let (path, text) = (folder.join(format!("{}.{ending}", scenario.id)), export(&run));
            if std::env::var_os("UPDATE_GOLDENS").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            let name = format!("{}.{ending}", scenario.id);
            common::same(&name, &text, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_export_says_the_messages_in_order_and_what_was_assumed() {
    for (_, scenario) in registration().scenarios() {
        let run = self::scenario(&scenario.id);
        for (ending, export) in EXPORTS {
            let text = export(&run);
            let mut rest = &text[..];
            for event in run.trace().events() {
                if let What::Message(sent) = &event.what {
                    let name = &*run.model()[sent.message].name;
                    let found =
                        rest.find(name).unwrap_or_else(|| panic!("{name} is missing in {}.{ending}", scenario.id));
                    rest = &rest[found + name.len()..];
                }
            }
            assert!(text.contains("assumed: "), "{}.{ending} says nothing of what was assumed", scenario.id);
        }
    }
}

#[test]
fn an_export_is_of_the_whole_run_wherever_the_cursor_stands() {
    let mut run = scenario("both-errors");
    let whole = EXPORTS.map(|(_, export)| export(&run));
    run.go_to(1);
    assert_eq!(EXPORTS.map(|(_, export)| export(&run)), whole);
}

#[test]
fn the_data_is_json_and_says_all_that_happened() {
    let run = scenario("too-late");
    let data: serde_json::Value = serde_json::from_str(&json(&run)).unwrap();
    assert_eq!(data["schema"], 1);
    let events = data["events"].as_array().unwrap();
    assert_eq!(events.len(), run.trace().events().len());
    let numbered: Vec<u64> = events.iter().filter_map(|event| event["event"].as_u64()).collect();
    assert_eq!(numbered, (1..=u64::from(run.trace().count())).collect::<Vec<_>>());
    let link = data["link"].as_str().unwrap();
    let again = open(&registration(), &address(link));
    assert_eq!((again.notices, again.run.trace()), (vec![], run.trace()));
}

/// Texts that would be more than text, were they let: markup, quotes, controls, line ends, and what turns the direction of writing.
const HOSTILE: &str =
    r#"<script>alert(1)</script> </svg> ]]> --> & ' ` end ; # %% {{ $x$ | [a](b) **b** @enduml \n !include x"#;

#[test]
fn hostile_texts_come_out_inert() {
    let label = HOSTILE.replace('\\', "\\\\");
    let model = loaded(&format!(
        r#"model hostile "{label}"
participant a "{label}" played starts on
participant b "B {label}" starts on
between a and b no connection
states a
  on
states b
  on "{label}"
message end
  field text text
action say of a "Say {label}"
  send end to b with text "{label}"
  note "{label}"
  ours "{label}"
in b on
  on end
    note "end"
    ours "test"
"#
    ));
    let mut play = Play::new(&model, "");
    play.play("say say");
    for (ending, export) in EXPORTS {
        let text = export(&play.run);
        for letter in text.chars() {
            assert!(!letter.is_control() || letter == '\n', "a control character in {ending}");
        }
        if ending != "txt" {
            assert!(!text.contains("<script"), "{ending}:\n{text}");
        }
        match ending {
            "json" => {
                let data: serde_json::Value = serde_json::from_str(&text).unwrap();
                assert_eq!(data["title"].as_str(), Some(HOSTILE));
            }
            "mmd" => {
                // Every line is one of ours: nothing in a label has begun a statement of its own.
                for line in text.lines().skip(1) {
                    let known = ["accTitle: ", "accDescr: ", "participant p", "Note over p", "p1->>p2: ", "p2->>p1: "];
                    assert!(known.iter().any(|start| line.trim_start().starts_with(start)), "{line}");
                    assert!(!line.contains("%%") && line.matches(';').count() == line.matches('#').count(), "{line}");
                }
            }
            "puml" => assert_eq!(
                (text.matches('@').count(), text.matches("\\n").count(), text.matches('!').count()),
                (2, 0, 0)
            ),
            _ => {}
        }
    }
}
