//! The words of the language, by where they may stand: one table for the parser, its suggestions, and editors.

/// The words that begin a statement.
pub const STATEMENTS: &[&str] = &[
    "model",
    "participant",
    "states",
    "variables",
    "timer",
    "between",
    "message",
    "setting",
    "clause",
    "inference",
    "action",
    "in",
    "scenario",
];

/// The words that begin a line below a line that begins with `head`; none where names or nothing stand there.
#[must_use]
pub fn below(head: &str) -> &'static [&'static str] {
    match head {
        "model" => &["about", "source"],
        "message" => &["protocol", "number", "field", "finds"],
        "setting" => &["choice", "assumed", "phrase"],
        "clause" => &["at"],
        "inference" => &["from"],
        "action" => &[
            "letter",
            "about",
            "not",
            "send",
            "answer",
            "connect",
            "disconnect",
            "start",
            "cancel",
            "become",
            "note",
            "set",
            "add",
            "cites",
            "ours",
        ],
        "in" => &["on"],
        "on" => &[
            "send",
            "answer",
            "connect",
            "disconnect",
            "start",
            "cancel",
            "become",
            "note",
            "set",
            "add",
            "remember",
            "cites",
            "ours",
        ],
        "scenario" => &["about", "with", "play"],
        _ => &[],
    }
}

/// What follows the name of a participant, in any order.
pub const PARTICIPANT: &[&str] = &["as", "played", "starts"];

/// What a variable can hold that has no value at the start.
pub const HELD: &[&str] = &["participant", "request"];

/// What a field can hold.
pub const FIELD_TYPES: &[&str] = &["number", "duration", "text", "participant", "reference"];

/// How two participants can be joined.
pub const PAIRINGS: &[&str] = &["connected", "no"];

/// What begins a trigger, besides the name of a message or timer.
pub const TRIGGERS: &[&str] = &["any", "connect", "disconnect"];

/// What stands for a value, besides literals and names.
pub const VALUES: &[&str] = &["its", "sender", "self", "fresh"];

/// What can be sent to, besides names.
pub const RECEIVERS: &[&str] = &["every", "sender"];

/// What joins the parts of a line; where one of them was taken for a name, a name was forgotten.
pub const CONNECTIVES: &[&str] = &[
    "and", "as", "at", "doubled", "expires", "for", "found", "from", "in", "is", "of", "times", "to", "up", "when",
    "with",
];

/// What says here what a word of another language says there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Translation {
    /// Words of ours that can stand in its place.
    Words(&'static str),
    /// No word for word: how else it is said.
    Advice(&'static str),
}

/// What a word that people know from other languages is in this one.
#[must_use]
pub fn translation(word: &str) -> Option<Translation> {
    use Translation::{Advice, Words};
    Some(match word {
        "if" | "If" | "where" | "provided" | "while" => Words("when"),
        "&&" | "&" | "AND" | "plus" => Words("and"),
        "=" | "==" | "===" | "equals" | "are" | "IS" => Words("is"),
        "!=" | "<>" | "!==" | "isn't" => Words("is not"),
        ">=" | "=>" | "≥" => Words("is at least"),
        "<=" | "=<" | "≤" => Words("is at most"),
        "->" | "-->" | "->>" | "→" | "into" => Words("to"),
        ":=" => Words("to"),
        "reply" | "respond" | "return" => Words("answer"),
        "emit" | "message:" => Words("send"),
        "goto" | "go" | "enter" | "state" | "transition" => Words("become"),
        "stop" | "clear" | "kill" => Words("cancel"),
        "restart" | "begin" => Words("start"),
        "close" => Words("disconnect"),
        "open" => Words("connect"),
        "let" | "assign" => Words("set"),
        "increase" | "increment" => Words("add"),
        "store" | "save" => Words("remember"),
        "log" | "print" | "say" | "comment" => Words("note"),
        "cite" | "see" => Words("cites"),
        "upon" | "receive" | "receives" | "event" => Words("on"),
        "actor" | "lifeline" | "role" | "entity" | "node" => Words("participant"),
        "//" | "--" | ";" | "%" | "/*" => Words("#"),
        "or" | "||" | "|" | "OR" => {
            Advice("for one of several values, write `is one of a, b`; for anything else, write a rule for each case")
        }
        ">" | "greater" | "more" | "larger" | "above" => {
            Advice("write `is at least` and the next greater number: what is more than 3 is at least 4")
        }
        "<" | "less" | "smaller" | "fewer" | "below" => {
            Advice("write `is at most` and the next smaller number: what is less than 3 is at most 2")
        }
        "else" | "elseif" | "elif" | "otherwise" | "default" => {
            Advice("write a rule for each case: the first that fits is taken, so the one without `when` stands last")
        }
        "then" | "do" | "end" | "{" | "}" | "(" | ")" => {
            Advice("what belongs to a line stands below it, indented by two spaces more")
        }
        "!" => Advice("write `is not` between the two that are compared"),
        "+" | "-" | "*" | "+=" | "++" => Advice("write `add 1 to` and the variable in a line of its own"),
        _ => return None,
    })
}
