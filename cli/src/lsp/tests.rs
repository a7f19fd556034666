//! The server, driven by messages as an editor sends them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::thread::{self, JoinHandle};

use lifeline_core::language::keywords;
use lsp_server::{Connection, Message, Notification, ProtocolError, Request, Response};
use serde_json::{Value, json};

use super::{converse, words};

const URI: &str = "file:///models/small.lifeline";

const SMALL: &str = "model small \"Small\"
participant ann \"Ann\" played starts idle
participant bob \"Bob\" starts idle
between ann and bob no connection
states ann
  idle
  done
states bob
  idle
message Ask
message Tell
action ask of ann \"Ask\"
  send Ask to bob
in bob idle
  on Ask
    note \"дом 🏠\"
    answer Tell
in ann idle
  on Tell
    become done
";

/// An editor, and the server that it talks to.
struct Editor {
    connection: Connection,
    server: JoinHandle<Result<(), ProtocolError>>,
    requests: i32,
}

impl Editor {
    fn new() -> Self {
        let (connection, other) = Connection::memory();
        let server = thread::spawn(move || converse(&other));
        let mut editor = Self { connection, server, requests: 0 };
        let capabilities = editor.ask("initialize", json!({ "capabilities": {} }));
        assert_eq!(capabilities["capabilities"]["hoverProvider"], true);
        editor.tell("initialized", json!({}));
        editor
    }

    /// An editor in which this text is open, and what is said of it.
    fn with(text: &str) -> (Self, Value) {
        let editor = Self::new();
        let document = json!({ "uri": URI, "languageId": "lifeline", "version": 1, "text": text });
        editor.tell("textDocument/didOpen", json!({ "textDocument": document }));
        let told = editor.diagnostics();
        (editor, told)
    }

    fn tell(&self, method: &str, params: Value) {
        self.connection.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
    }

    fn change(&self, version: i32, text: &str) {
        let document = json!({ "uri": URI, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.tell("textDocument/didChange", params);
    }

    /// The response to a request; diagnostics that come before it are passed over.
    fn response(&mut self, method: &str, params: Value) -> Response {
        self.requests += 1;
        let request = Request::new(self.requests.into(), method.to_owned(), params);
        self.connection.sender.send(request.into()).unwrap();
        loop {
            if let Message::Response(response) = self.connection.receiver.recv().unwrap() {
                return response;
            }
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.response(method, params).response_result.unwrap_or_else(|error| panic!("{method}: {}", error.message))
    }

    /// Asks about the place where the mark stands in the text, which is open without it.
    fn at(&mut self, method: &str, marked: &str) -> Value {
        let before = marked.split('|').next().unwrap();
        self.change(2, &marked.replacen('|', "", 1));
        let character = before.rsplit('\n').next().unwrap().encode_utf16().count();
        let position = json!({ "line": before.matches('\n').count(), "character": character });
        let context = json!({ "includeDeclaration": true, "triggerKind": 1 });
        self.ask(method, json!({ "textDocument": { "uri": URI }, "position": position, "context": context }))
    }

    /// What is told next of the text.
    fn diagnostics(&self) -> Value {
        loop {
            if let Message::Notification(Notification { method, params }) = self.connection.receiver.recv().unwrap()
                && method == "textDocument/publishDiagnostics"
            {
                return params;
            }
        }
    }

    fn end(mut self) {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.join().unwrap().unwrap();
    }
}

fn range(line: u32, from: u32, to: u32) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

fn labels(items: &Value) -> Vec<&str> {
    items.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap()).collect()
}

#[test]
fn mistakes_are_told_as_the_text_changes_at_their_utf_16_places() {
    let (editor, told) = Editor::with(SMALL);
    assert_eq!((&told["uri"], &told["version"], &told["diagnostics"]), (&URI.into(), &1.into(), &json!([])));

    editor.change(2, &SMALL.replace("🏠\"", "🏠\" whne bob is bob"));
    let told = editor.diagnostics();
    let mistake = &told["diagnostics"][0];
    assert_eq!(
        (&told["version"], &mistake["severity"], &mistake["source"]),
        (&2.into(), &1.into(), &"lifeline".into())
    );
    // A letter of Cyrillic is one unit, the house is two.
    assert_eq!(mistake["range"], range(15, 18, 22));
    assert!(mistake["message"].as_str().unwrap().contains("`when`"), "{mistake}");

    // What is odd is a warning.
    editor.change(3, &format!("{SMALL}message Never\n"));
    assert_eq!(editor.diagnostics()["diagnostics"][0]["severity"], 2);

    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    assert_eq!(editor.diagnostics()["diagnostics"], json!([]));
    editor.end();
}

#[test]
fn a_word_that_was_meant_can_be_put_in_the_place_of_the_wrong_one() {
    let wrong = SMALL.replace("🏠\"", "🏠\" whne bob is bob");
    let (mut editor, told) = Editor::with(&wrong);
    let ask = |editor: &mut Editor, range: &Value| {
        let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
        editor.ask("textDocument/codeAction", params)
    };
    let actions = ask(&mut editor, &told["diagnostics"][0]["range"]);
    assert_eq!((&actions[0]["title"], &actions[0]["kind"]), (&"Write `when`".into(), &"quickfix".into()));
    assert_eq!(actions[0]["edit"]["changes"][URI], json!([{ "range": range(15, 18, 22), "newText": "when" }]));
    assert_eq!(ask(&mut editor, &range(0, 0, 5)), json!([]));
    editor.end();
}

#[test]
fn a_name_is_explained_and_leads_to_where_it_is_declared() {
    let (mut editor, _) = Editor::with(SMALL);
    let marked = SMALL.replace("in ann idle\n  on", "in ann id|le\n  on");
    let hover = editor.at("textDocument/hover", &marked);
    assert_eq!(hover["contents"]["value"], "state of `ann`\n\n```lifeline\nidle\n```");
    assert_eq!(hover["range"], range(17, 7, 11));
    assert_eq!(editor.at("textDocument/definition", &marked), json!({ "uri": URI, "range": range(5, 2, 6) }));

    // Each role has an idle state of its own.
    let other = SMALL.replace("in bob idle", "in bob idle|");
    assert_eq!(editor.at("textDocument/definition", &other)["range"], range(8, 2, 6));
    let uses = editor.at("textDocument/references", &other);
    let lines: Vec<_> = uses.as_array().unwrap().iter().map(|place| place["range"]["start"]["line"].clone()).collect();
    assert_eq!(lines, [8, 2, 13]);

    let nothing = SMALL.replace("note \"дом", "note \"д|ом");
    assert_eq!(editor.at("textDocument/definition", &nothing), Value::Null);
    editor.end();
}

#[test]
fn every_word_of_the_language_is_explained() {
    for word in keywords::all() {
        let meaning = words::meaning(word).unwrap_or_else(|| panic!("nothing is said of `{word}`"));
        assert!(meaning.contains(word) && !meaning.contains("]("), "{word}: {meaning}");
    }
    let (mut editor, _) = Editor::with(SMALL);
    let hover = editor.at("textDocument/hover", &SMALL.replace("    become", "    be|come"));
    assert!(hover["contents"]["value"].as_str().unwrap().starts_with("`become registered`: enters a state"), "{hover}");
    editor.end();
}

#[test]
fn what_could_stand_at_a_place_is_offered() {
    let (mut editor, _) = Editor::with(SMALL);
    let mut offered = |before: &str, written: &str| {
        let items = editor.at("textDocument/completion", &SMALL.replace(before, &format!("{written}|")));
        labels(&items).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(offered("message Tell", "mes").contains(&"message".to_owned()));
    assert_eq!(offered("  on Tell", "  "), ["on", "otherwise"]);
    let effects = offered("    become done", "    b");
    assert!(effects.contains(&"become".to_owned()) && !effects.contains(&"message".to_owned()), "{effects:?}");

    // Names of the kinds that fit come first, and those of the role alone.
    assert_eq!(offered("    become done", "    become d")[..2], ["idle", "done"]);
    assert_eq!(offered("    answer Tell", "    answer ")[..2], ["Ask", "Tell"]);
    assert!(!offered("    answer Tell", "    answer ").contains(&"done".to_owned()));
    assert_eq!(offered("in bob idle", "in bob ")[..4], ["ann", "bob", "idle", "about"]);

    // Nothing within texts and comments.
    assert_eq!(offered("🏠\"", "be"), Vec::<String>::new());
    assert_eq!(offered("message Tell", "message Tell # be"), Vec::<String>::new());

    let items = editor.at("textDocument/completion", &SMALL.replace("become done", "become d|"));
    assert_eq!(items[1]["sortText"], "0done");
    assert_eq!(items[1]["textEdit"], json!({ "range": range(19, 11, 12), "newText": "done" }));
    editor.end();
}

#[test]
fn whatever_is_sent_the_server_goes_on() {
    let (mut editor, _) = Editor::with(SMALL);
    editor.tell("textDocument/didOpen", json!({ "nonsense": [1, 2, 3] }));
    editor
        .tell("textDocument/didChange", json!({ "textDocument": { "uri": URI, "version": 9 }, "contentChanges": [] }));
    editor.tell("$/cancelRequest", json!({ "id": 700 }));
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": "file:///nobody" } }));
    assert!(editor.response("textDocument/hover", json!({ "textDocument": 5 })).response_result.is_err());
    assert!(editor.response("textDocument/moniker", json!({})).response_result.is_err());

    let methods = ["hover", "definition", "references", "completion"];
    let texts = [
        "",
        "\r\n\r\n",
        "\u{feff}model m \"🏠🏠\"\r\n  дом\"",
        "\"",
        "in\tann\n\t\ton \u{2028}x",
        "states a\n a\n  a\n   a\n    a",
        "🏠",
    ];
    for text in texts {
        editor.change(3, text);
        for place in [(0, 0), (0, 1), (0, 3), (0, 11), (0, 12), (1, 0), (1, 99), (2, 5), (7, 7), (u32::MAX, u32::MAX)] {
            let position = json!({ "line": place.0, "character": place.1 });
            for method in methods {
                let params = json!({
                    "textDocument": { "uri": URI }, "position": position, "context": { "includeDeclaration": false, "triggerKind": 1 }
                });
                editor.ask(&format!("textDocument/{method}"), params);
            }
        }
        let params =
            json!({ "textDocument": { "uri": URI }, "range": range(0, 0, 900), "context": { "diagnostics": [] } });
        editor.ask("textDocument/codeAction", params);
    }
    editor.end();
}

#[test]
fn an_editor_that_is_gone_ends_it() {
    let (Editor { connection, server, .. }, _) = Editor::with(SMALL);
    drop(connection);
    server.join().unwrap().unwrap();
}
