//! The grammar for editors is made from the language's own table, and divides every text as the lexer does.
//!
//! `UPDATE_GOLDENS=1 cargo test -p lifeline-core --test grammar` writes it anew.
#![cfg(not(target_arch = "wasm32"))]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use fancy_regex::Regex;
use lifeline_core::language::{TokenKind, keywords, tokens};
use proptest::prelude::*;
use serde_json::{Value, json};

/// What ends a word.
const ENDS: &str = r#"\s",#/"#;
/// What ends a word and is a sign, with the hyphens right before it.
const SIGNS: &str = r":;=<>!+*%&|(){}\[\]";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The rules of the grammar; where several fit, the first is taken.
fn grammar() -> Value {
    let inner = format!("(?:(?!-+[{SIGNS}])[^{ENDS}{SIGNS}])");
    let whole = |words: &BTreeSet<&str>| {
        let words: Vec<&str> = words.iter().copied().collect();
        format!("({})(?!{inner})", words.join("|"))
    };
    let heads = whole(&keywords::STATEMENTS.iter().chain(keywords::RULES).copied().collect());
    let words = whole(&keywords::all().collect());
    let quoted = |open: &str, close: &str| format!(r"{open}(?:[^{close}\\]|\\.?)*{close}?");
    let escapes = json!([
        { "name": "constant.character.escape.lifeline", "match": r#"\\["\\]"# },
        { "name": "invalid.illegal.escape.lifeline", "match": r"\\.?" },
    ]);
    let wrong_quotes = [("'", "'"), ("[“”„]", "”"), ("[‘’]", "’"), ("«", "»")];
    let mut patterns = vec![
        json!({ "name": "comment.line.number-sign.lifeline", "match": "#.*" }),
        json!({
            "name": "string.quoted.double.lifeline",
            "match": quoted("\"", "\""),
            "captures": { "0": { "patterns": escapes } },
        }),
    ];
    patterns.extend(
        wrong_quotes
            .map(|(open, close)| json!({ "name": "invalid.illegal.quote.lifeline", "match": quoted(open, close) })),
    );
    patterns.extend([
        json!({ "match": format!(r"^\s*{heads}"), "captures": { "1": { "name": "keyword.control.lifeline" } } }),
        json!({ "name": "keyword.other.lifeline", "match": words }),
        json!({ "name": "invalid.illegal.sign.lifeline", "match": format!("-*[{SIGNS}][-{SIGNS}]*") }),
        json!({ "name": "constant.numeric.lifeline", "match": format!("[0-9]+(?!{inner})") }),
        json!({ "name": "constant.numeric.duration.lifeline", "match": format!("[0-9]{inner}*") }),
        json!({ "name": "entity.name.type.lifeline", "match": format!("[A-Z]{inner}*") }),
        json!({ "name": "variable.other.lifeline", "match": format!("{inner}+") }),
        json!({ "name": "punctuation.separator.lifeline", "match": "," }),
        json!({ "name": "keyword.operator.lifeline", "match": "/" }),
    ]);
    json!({
        "name": "Lifeline",
        "scopeName": "source.lifeline",
        "fileTypes": ["lifeline"],
        "patterns": patterns,
    })
}

/// A piece of a text: its first byte, its last, and what it is.
type Piece = (usize, usize, &'static str);

/// The grammar's rules, each with what it finds: in its first group, if it has one that is named.
struct Rules(Vec<(Regex, usize, &'static str)>);

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::of(&grammar()));

impl Rules {
    fn of(grammar: &Value) -> Self {
        let rule = |pattern: &Value| {
            let regex = Regex::new(pattern["match"].as_str().unwrap()).unwrap();
            match (&pattern["name"], &pattern["captures"]["1"]["name"]) {
                (Value::String(scope), _) => (regex, 0, class(scope)),
                (_, scope) => (regex, 1, class(scope.as_str().unwrap())),
            }
        };
        Self(grammar["patterns"].as_array().unwrap().iter().map(rule).collect())
    }

    /// Divides a text as editors do: line by line, each time by the rule that fits first.
    fn pieces(&self, source: &str) -> Vec<Piece> {
        let (mut pieces, mut start) = (Vec::new(), 0);
        for text in source.split('\n') {
            let line = text.strip_suffix('\r').unwrap_or(text);
            let mut at = 0;
            loop {
                let found = self.0.iter().filter_map(|(regex, group, class)| {
                    let groups = regex.captures_from_pos(line, at).unwrap()?;
                    Some((groups.get(0)?.range(), groups.get(*group)?.range(), *class))
                });
                let Some((whole, range, class)) = found.min_by_key(|(whole, ..)| whole.start) else { break };
                assert!(line[at..range.start].trim().is_empty(), "`{line}` has letters that no rule takes");
                pieces.push((start + range.start, start + range.end, class));
                at = whole.end;
            }
            start += text.len() + 1;
        }
        pieces
    }
}

/// What the scopes of editors are here.
fn class(scope: &str) -> &'static str {
    match scope.trim_end_matches(".lifeline") {
        "comment.line.number-sign" => "comment",
        "string.quoted.double" | "invalid.illegal.quote" => "text",
        "keyword.control" | "keyword.other" => "keyword",
        "constant.numeric" => "number",
        "constant.numeric.duration" => "duration",
        "entity.name.type" | "variable.other" => "name",
        "punctuation.separator" => "comma",
        "keyword.operator" => "slash",
        "invalid.illegal.sign" => "sign",
        other => panic!("no piece is a {other}"),
    }
}

/// What the lexer makes of a text.
fn lexed(source: &str) -> Vec<Piece> {
    let words: BTreeSet<&str> = keywords::all().collect();
    let piece = |token: lifeline_core::language::Token| {
        let class = match token.kind {
            TokenKind::Word if words.contains(token.span.of(source)) => "keyword",
            TokenKind::Word => "name",
            TokenKind::Number => "number",
            TokenKind::Duration => "duration",
            TokenKind::Text => "text",
            TokenKind::Comma => "comma",
            TokenKind::Slash => "slash",
            TokenKind::Sign => "sign",
            TokenKind::Comment => "comment",
        };
        (token.span.start as usize, token.span.end as usize, class)
    };
    tokens(source).into_iter().map(piece).collect()
}

#[test]
fn the_grammar_is_made_from_the_table() {
    let path = root().join("editors/lifeline.tmLanguage.json");
    let made = serde_json::to_string_pretty(&grammar()).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, made).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "the language has changed: `UPDATE_GOLDENS=1 cargo test -p lifeline-core --test grammar`");
}

#[test]
fn models_are_divided_as_the_lexer_divides_them() {
    let mut count = 0;
    for folder in ["models", "core/tests/models", "core/tests/models/probes", "core/tests/mistakes"] {
        for file in fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "lifeline") {
                let source = fs::read_to_string(&file).unwrap();
                assert_eq!(RULES.pieces(&source), lexed(&source), "{}", file.display());
                count += 1;
            }
        }
    }
    assert!(count > 50, "only {count} models were found");
}

#[test]
fn the_extension_fits_the_language() {
    let read = |name: &str| -> Value {
        serde_json::from_str(&fs::read_to_string(root().join("editors").join(name)).unwrap()).unwrap()
    };
    let package = read("package.json");
    let contributes = &package["contributes"];
    let grammar = read(contributes["grammars"][0]["path"].as_str().unwrap());
    assert_eq!(grammar["scopeName"], contributes["grammars"][0]["scopeName"]);
    let configuration = read(contributes["languages"][0]["configuration"].as_str().unwrap());

    let indents = Regex::new(configuration["onEnterRules"][0]["beforeText"].as_str().unwrap()).unwrap();
    for line in ["in client idle", "  on Ask from client", "  otherwise", "states client", "action go of client \"Go\""]
    {
        assert!(indents.is_match(line).unwrap(), "{line}");
    }
    for line in ["  note \"in vain\"", "once \"x\"", "participant client \"Client\" starts idle", "    send Ask to b"] {
        assert!(!indents.is_match(line).unwrap(), "{line}");
    }
    let word = Regex::new(configuration["wordPattern"].as_str().unwrap()).unwrap();
    assert_eq!(word.find("  not-valid, x").unwrap().unwrap().as_str(), "not-valid");

    let pattern = &contributes["problemMatchers"][0]["pattern"];
    let problem = Regex::new(pattern["regexp"].as_str().unwrap()).unwrap();
    let found = problem.captures("models/a.lifeline:12:3: warning: it is odd").unwrap().unwrap();
    let part = |name: &str| found.get(pattern[name].as_u64().unwrap() as usize).unwrap().as_str();
    assert_eq!(
        ["file", "line", "column", "severity", "message"].map(part),
        ["models/a.lifeline", "12", "3", "warning", "it is odd"]
    );
    assert!(problem.captures("a.lifeline:1:2: there is no state `x`").unwrap().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_line_is_divided_as_the_lexer_divides_it(
        line in r#"([ \t]*(on|in|model|nextly|next|10s|10|3x|Ask|a-b|é|-|:=|->|[+]|"|\\|'|“|”|‘|’|«|»|,|/|#|\PC)){0,12}"#
    ) {
        prop_assert_eq!(RULES.pieces(&line), lexed(&line));
    }
}
