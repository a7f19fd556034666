//! PlantUML draws the PlantUML source.

use std::process::Command;

use lifeline_core::export::{Detail, plantuml};
use roxmltree::Document;

use crate::{Row, assumed, folder, rows, runs, tool};

#[test]
fn plantuml_draws_the_same_messages_in_the_same_order() {
    let (folder, runs) = (folder("plantuml"), runs());
    for (name, run) in &runs {
        std::fs::write(folder.join(format!("{name}.puml")), plantuml(run, Detail::default())).unwrap();
    }
    // One start of Java for all of them. It ends badly where one can't be drawn.
    let mut command = Command::new(tool("LIFELINE_PLANTUML"));
    command.args(["-charset", "UTF-8", "-tsvg"]).args(runs.iter().map(|(name, _)| format!("{name}.puml")));
    let ended = command.current_dir(&folder).output().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let said = String::from_utf8_lossy(&ended.stderr);
    for (name, run) in &runs {
        let drawn = std::fs::read_to_string(folder.join(format!("{name}.svg"))).unwrap_or_default();
        assert!(ended.status.success() && !drawn.is_empty(), "{name}: {said}");
        let texts = texts(&drawn);
        let rows = rows(run);
        let expected: Vec<&str> = rows.iter().map(Row::text).collect();
        let drawn: Vec<&str> = texts.iter().map(String::as_str).filter(|text| expected.contains(text)).collect();
        assert_eq!(drawn, expected, "{name}: all that is drawn is {texts:#?}");
        let title = run.model().title().in_language("en");
        for whole in [title, &assumed(run)] {
            assert!(texts.iter().any(|text| text == whole), "{name} does not say {whole:?}: {texts:#?}");
        }
    }
}

/// The texts of a picture, as they are read: PlantUML sets spaces that don't break.
fn texts(drawn: &str) -> Vec<String> {
    let document = Document::parse(drawn).unwrap_or_else(|e| panic!("{e}"));
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.map(|text| text.text().unwrap_or_default().replace('\u{a0}', " ")).collect()
}
