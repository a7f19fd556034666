//! Whatever a file holds, reading it gives a model or problems with a place in it, and nothing panics.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::fmt::Write;

use lifeline_core::language::read;
use lifeline_core::load::load;
use lifeline_core::model::{Model, Problem, Problems, limits};
use proptest::prelude::*;
use proptest::sample::Index;

const MODELS: [&str; 3] = [
    include_str!("../../models/registration.lifeline"),
    include_str!("models/dhcp.lifeline"),
    include_str!("models/oauth-device.lifeline"),
];

/// How a file is damaged, by pieces of one size.
#[derive(Clone, Debug)]
enum Damage {
    Delete(Index),
    Repeat(Index, Index),
    Swap(Index, Index),
    Replace(Index, Index),
    Insert(Index, String),
}

fn damage(inserted: impl Strategy<Value = String>) -> impl Strategy<Value = Damage> {
    let index = any::<Index>;
    prop_oneof![
        index().prop_map(Damage::Delete),
        (index(), index()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        (index(), index()).prop_map(|(one, other)| Damage::Swap(one, other)),
        (index(), index()).prop_map(|(one, other)| Damage::Replace(one, other)),
        (index(), inserted).prop_map(|(at, text)| Damage::Insert(at, text)),
    ]
}

fn damaged(pieces: Vec<&str>, damages: &[Damage]) -> String {
    let mut pieces: Vec<String> = pieces.into_iter().map(String::from).collect();
    for damage in damages {
        if pieces.is_empty() {
            break;
        }
        let count = pieces.len();
        match damage {
            Damage::Delete(at) => drop(pieces.remove(at.index(count))),
            Damage::Repeat(from, to) => pieces.insert(to.index(count), pieces[from.index(count)].clone()),
            Damage::Swap(one, other) => pieces.swap(one.index(count), other.index(count)),
            Damage::Replace(one, other) => pieces[one.index(count)] = pieces[other.index(count)].clone(),
            Damage::Insert(at, text) => pieces.insert(at.index(count), text.clone()),
        }
    }
    pieces.concat()
}

/// The words of a file and what stands between them.
fn words(source: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut was = None;
    for (at, letter) in source.char_indices() {
        let is = letter.is_alphanumeric() || letter == '-';
        if was.is_some_and(|was| was != is || !is) {
            pieces.push(&source[start..at]);
            start = at;
        }
        was = Some(is);
    }
    pieces.push(&source[start..]);
    pieces
}

/// Reads, and looks at all there is to see of the outcome.
fn survives(source: &str) -> Result<Model, Problems> {
    let outcome = read(source);
    let lines = source.split('\n').count() as u32;
    let sound = |problem: &Problem| {
        assert!(problem.place.line >= 1 && problem.place.line <= lines && problem.place.column >= 1);
        assert!(!problem.found.is_empty(), "{problem}");
        assert!(source.contains("{}") || !problem.found.contains("{}"), "{problem}");
        assert!(!problem.found.contains(char::is_control) && !problem.excerpt.contains(char::is_control), "{problem}");
        assert!(problem.to_string().len() < 4_000, "{problem}");
    };
    match &outcome {
        Err(problems) => {
            assert!(!problems.is_empty() && problems.listed().len() <= limits::PROBLEMS);
            problems.listed().iter().for_each(sound);
            assert!(problems.listed().is_sorted_by_key(|problem| problem.place));
            assert!(!problems.to_string().is_empty());
        }
        Ok(model) => model.warnings().iter().for_each(sound),
    }
    outcome
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn letters_may_be_lost_doubled_and_swapped(
        model in 0..3_usize,
        damages in prop::collection::vec(damage("[ \t\"\\\\#,/.0-9a-z{}\u{0}\u{feff}\r\nß„”€𝄞-]"), 1..6),
    ) {
        let source = MODELS[model];
        let pieces = source.char_indices().map(|(at, letter)| &source[at..at + letter.len_utf8()]).collect();
        let _outcome = survives(&damaged(pieces, &damages));
    }

    #[test]
    fn words_may_be_lost_doubled_and_swapped(
        model in 0..3_usize,
        damages in prop::collection::vec(damage("[ ,\"]|its|sender|fresh|self|next|any|when|is|one of|9999999999|0s|1/0 of"), 1..4),
    ) {
        let source = damaged(words(MODELS[model]), &damages);
        if survives(&source).is_ok() {
            // What was read can be played, or is refused in words.
            if let Err(problems) = load(&source) {
                prop_assert!(!problems.to_string().is_empty());
            }
        }
    }

    #[test]
    fn lines_may_be_lost_doubled_and_swapped(
        model in 0..3_usize,
        damages in prop::collection::vec(damage("  \n|\t\n|      on connect\n|model x\n|between client and client connected\n"), 1..6),
    ) {
        let source = damaged(MODELS[model].split_inclusive('\n').collect(), &damages);
        if survives(&source).is_ok() {
            let _outcome = load(&source);
        }
    }

    #[test]
    fn files_may_end_anywhere(model in 0..3_usize, end in any::<Index>()) {
        let ends: Vec<usize> = MODELS[model].char_indices().map(|(at, _)| at).collect();
        let _outcome = survives(&MODELS[model][..ends[end.index(ends.len())]]);
    }

    #[test]
    fn files_may_be_anything(bytes in prop::collection::vec(any::<u8>(), 0..2_000), text in "\\PC{0,500}") {
        let _outcome = survives(&String::from_utf8_lossy(&bytes));
        let _outcome = survives(&text);
    }

    #[test]
    fn files_may_be_salad(words in prop::collection::vec(word(), 0..300)) {
        let _outcome = survives(&words.concat());
    }
}

/// A word of the language, or what may stand around one.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "\n",
        "\n  ",
        "\n    ",
        " ",
        " ",
        " ",
        "model ",
        "participant ",
        "states ",
        "variables ",
        "timer ",
        "between ",
        "message ",
        "setting ",
        "clause ",
        "inference ",
        "action ",
        "in ",
        "scenario ",
        "on ",
        "when ",
        "is ",
        "not ",
        "any state ",
        "any other message ",
        "expires ",
        "send ",
        "answer ",
        "to ",
        "with ",
        "found ",
        "from ",
        "of ",
        "every ",
        "sender ",
        "self ",
        "its ",
        "fresh ",
        "start ",
        "for ",
        "become ",
        "set ",
        "add ",
        "remember request as ",
        "cites ",
        "ours ",
        "\"text\" ",
        "a ",
        "b ",
        "c ",
        "A ",
        "1 ",
        "2s ",
        "1/2 of ",
        "3 times ",
        ", ",
        "played ",
        "starts ",
        "as ",
        "duration ",
        "choice ",
        "play ",
        "next ",
        "and ",
        "connected ",
        "no connection ",
        "field ",
        "finds ",
        "number ",
        "request ",
        "doubled ",
        "up to ",
        "running ",
        "at least ",
        "latency ",
    ])
}

/// Files at the limits, each made to be as slow to read as can be: a reader whose work grows with their square does not end here.
#[test]
fn the_largest_files_are_read() {
    let head = "model m \"M\"\nparticipant a \"A\" played starts s0\nparticipant b \"B\" played starts t0\n";
    let many = |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let fill = |text: &str| text.repeat(limits::FILE_BYTES / text.len());
    let mut states = format!("{head}states b\n  t0\nmessage X\nstates a\n");
    for state in 0..1_900 {
        writeln!(states, "  s{state}").unwrap();
    }
    let files = [
        ("quotes", fill("\"")),
        ("commas", fill("a,")),
        ("one long line", fill("x ")),
        ("one long word", fill("x")),
        ("indents", many(700, &|depth| format!("{}x\n", " ".repeat(depth)))),
        ("states", states.clone()),
        (
            "rules in any state",
            format!("{states}in a any state\n{}", many(2_000, &|_| "  on X\n    ours \"x\"\n".into())),
        ),
        (
            "conditions",
            format!(
                "{states}{}in a any state\n{}in b t0\n  on X\n    answer X\n    ours \"x\"\n",
                many(60, &|setting| format!("setting e{setting} \"S\"\n  choice a \"a\"\n  choice b \"b\"\n")),
                many(10, &|_| {
                    let all: Vec<String> = (0..60).map(|setting| format!("e{setting} is a")).collect();
                    format!("  on X when {}\n    answer X\n    ours \"x\"\n", all.join(" and "))
                }),
            ),
        ),
        ("unknown names", format!("{states}{}", many(5_000, &|name| format!("in a u{name}\n")))),
        ("clauses", format!("{head}{}", many(7_900, &|clause| format!("clause k{clause} \"x\"\n")))),
        ("the same name", format!("{head}{}", many(7_900, &|_| "message M\n".into()))),
        (
            "citations",
            format!(
                "{head}{}action x of a \"x\"\n{}",
                many(2_000, &|clause| format!("clause k{clause} \"x\"\n")),
                many(5_000, &|_| format!(
                    "  cites {}\n",
                    (0..8).map(|k| format!("k{k}")).collect::<Vec<_>>().join(", ")
                )),
            ),
        ),
        (
            "long steps",
            format!("{head}{}", many(3_000, &|s| format!("scenario c{s}c \"x\"\n  play 1000 times next\n"))),
        ),
        ("deep answers", {
            let mut file = format!("{head}states a\n  s0\nstates b\n  t0\n");
            for message in 0..1_300 {
                writeln!(file, "message M{message}").unwrap();
            }
            file.push_str("in a s0\n");
            for message in (0..1_299).rev() {
                writeln!(file, "  on M{message}\n    answer M{}\n    ours \"x\"", message + 1).unwrap();
            }
            file.push_str("in b t0\n  on any other message\n    answer M0\n    ours \"x\"\n");
            file
        }),
    ];
    for (name, file) in files {
        println!("{name}");
        let _outcome = survives(&file);
    }
}
