//! Every name in a model is known: what it is, what it belongs to, where it is declared and where else it stands.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lifeline_core::language::{NameKind, Symbol, TokenKind, keywords, symbols, tokens};
use lifeline_core::model::Span;

const SMALL: &str = r#"model small "Small"
participant ann "Ann" played starts idle
participant bob "Bob" as other starts idle
participant cyd "Cyd" as other starts idle with peer ann
states ann
  idle
  done
states other
  idle
variables other
  peer participant
timer bell of ann
message Ask
  field Code number
  finds good, bad
setting mood "Mood?"
  choice calm "calm"
  choice wild "wild"
action ask of ann "Ask"
  not in done when mood is wild "No."
  send Ask to bob with Code 1 found good
  start bell for latency
in ann idle
  on bell expires
    become done
    note "{bell} of {ann}"
in other idle
  on Ask found bad
    set peer to cyd
    note "code {its Code} of {peer}"
never apart "Apart"
  for a, b in other
  when a in idle and peer of b is ann and mood is calm
scenario first "First"
  with mood wild
  play ask, next
"#;

/// The symbol whose name stands at this byte.
fn symbol_at(symbols: &[Symbol], start: usize) -> Option<&Symbol> {
    let stands = |span: &Span| span.start as usize == start;
    symbols.iter().find(|symbol| stands(&symbol.span) || symbol.uses.iter().any(stands))
}

#[test]
fn a_name_is_what_it_is_where_it_stands() {
    let known = symbols(SMALL);
    let told = |before: &str, name: &str| {
        let start = SMALL.find(&format!("{before}{name}")).unwrap_or_else(|| panic!("{before}{name}")) + before.len();
        let symbol = symbol_at(&known, start).unwrap_or_else(|| panic!("{before}{name} is not known"));
        assert_eq!(symbol.span.of(SMALL), name);
        let line = SMALL[..symbol.span.start as usize].matches('\n').count() + 1;
        (symbol.kind, symbol.owner.clone().map_or(String::new(), |(_, owner)| owner), line)
    };
    use NameKind::{
        Action, Choice, Field, Finding, Message, Model, Participant, Role, Setting, State, Timer, Variable,
    };
    assert_eq!(told("model ", "small"), (Model, String::new(), 1));
    assert_eq!(told("\"Bob\" as other starts ", "idle"), (State, "other".into(), 9));
    assert_eq!(told("\"Ann\" played starts ", "idle"), (State, "ann".into(), 6));
    assert_eq!(told("\"Cyd\" as ", "other"), (Role, String::new(), 3));
    assert_eq!(told("idle with ", "peer"), (Variable, "other".into(), 11));
    assert_eq!(told("idle with peer ", "ann"), (Participant, String::new(), 2));
    assert_eq!(told("timer bell of ", "ann"), (Participant, String::new(), 2));
    assert_eq!(told("not in done when ", "mood"), (Setting, String::new(), 16));
    assert_eq!(told("not in done when mood is ", "wild"), (Choice, "mood".into(), 18));
    assert_eq!(told("bob with ", "Code"), (Field, "Ask".into(), 14));
    assert_eq!(told("Code 1 found ", "good"), (Finding, "Ask".into(), 15));
    assert_eq!(told("start ", "bell"), (Timer, "ann".into(), 12));
    assert_eq!(told("on ", "Ask"), (Message, String::new(), 13));
    assert_eq!(told("{its ", "Code"), (Field, "Ask".into(), 14));
    assert_eq!(told("Code} of {", "peer"), (Variable, "other".into(), 11));
    assert_eq!(told("for a, b in other\n  when ", "a"), (Participant, String::new(), 32));
    assert_eq!(told("peer of ", "b"), (Participant, String::new(), 32));
    assert_eq!(told("ann and mood is ", "calm"), (Choice, "mood".into(), 17));
    assert_eq!(told("play ", "ask"), (Action, String::new(), 19));
}

#[test]
fn every_word_of_a_model_is_one_of_the_language_or_a_name_that_is_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let words: BTreeSet<&str> = keywords::all().collect();
    // What every model has without declaring it, the letters of actions, and the codes of languages.
    let is_given = |word: &str| matches!(word, "latency" | "chance") || word.len() <= 2;
    let mut count = 0;
    for folder in ["../models", "tests/models"] {
        for file in fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_none_or(|extension| extension != "lifeline") {
                continue;
            }
            let source = fs::read_to_string(&file).unwrap();
            let known = symbols(&source);
            let places: BTreeSet<u32> = known
                .iter()
                .flat_map(|symbol| symbol.uses.iter().chain([&symbol.span]))
                .map(|span| span.start)
                .collect();
            for token in tokens(&source).into_iter().filter(|token| token.kind == TokenKind::Word) {
                let word = token.span.of(&source);
                let is_known = places.contains(&token.span.start) || words.contains(word) || is_given(word);
                assert!(is_known, "{}: nobody knows `{word}` at {}", file.display(), token.span.start);
                count += 1;
            }
        }
    }
    assert!(count > 2000, "only {count} words were looked at");
}

#[test]
fn what_can_be_understood_of_a_broken_file_is_known() {
    let broken = SMALL.replace("become done", "becme done").replace("field Code number", "field Code numbr");
    let known = symbols(&broken);
    let timer = known.iter().find(|symbol| symbol.kind == NameKind::Timer).expect("the timer");
    assert_eq!(timer.uses.len(), 2, "{timer:?}");
    assert!(symbols("nonsense \"").is_empty());
    assert!(symbols(&"x\n".repeat(9_000)).is_empty());
}
