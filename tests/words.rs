//! Every word in the page's table is said somewhere, and every gap in it is one that is filled there.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

mod source;

use source::{File, files};

/// Sentences that one file chooses and another one fills.
const FILLED_ELSEWHERE: [(&str, &str); 2] =
    [("hint", "components/actions.rs"), ("hint_alone", "components/actions.rs")];

/// The table, line by line: a name, and what it stands for.
fn table(files: &[File]) -> Vec<(&str, &str)> {
    let words = files.iter().find(|file| file.path == "words.rs").unwrap();
    let entry = |line| -> Option<(&str, &str)> {
        let (name, text) = str::trim(line).split_once(": \"")?;
        Some((name, text.strip_suffix("\",")?))
    };
    words.code.lines().filter_map(entry).collect()
}

/// The names of a sentence's gaps.
fn gaps(sentence: &str) -> Vec<&str> {
    sentence.split('{').skip(1).map(|gap| gap.split('}').next().unwrap()).collect()
}

/// Whether a file says the words of this name, on the page and not in a test.
fn says(file: &File, name: &str) -> bool {
    !file.path.contains("tests") && ["WORDS.", "words."].iter().any(|table| file.names_from(table).contains(&name))
}

#[test]
fn every_word_is_said_somewhere() {
    let files = files();
    let table = table(&files);
    assert!(table.len() > 100, "only {} words were found", table.len());
    for (name, words) in table {
        assert!(!words.is_empty(), "{name} says nothing");
        assert!(files.iter().any(|file| says(file, name)), "nobody says {name}");
    }
}

#[test]
fn every_gap_is_filled_where_its_sentence_is_said() {
    let files = files();
    let fills = |file: &File, gap: &str| {
        file.code.contains(&format!("(\"{gap}\", ")) || file.code.contains(&format!("\"{{{gap}}}\""))
    };
    let mut seen = 0;
    for (name, sentence) in table(&files) {
        for gap in gaps(sentence) {
            for file in files.iter().filter(|file| says(file, name)) {
                let by = FILLED_ELSEWHERE.iter().find(|(of, _)| *of == name).map_or(&*file.path, |(_, by)| by);
                let filled = files.iter().any(|file| file.path == by && fills(file, gap));
                assert!(filled, "{by} does not fill {{{gap}}} of {name}");
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "only {seen} gaps were found");
}
