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
    "never",
    "always",
    "finally",
    "scenario",
];

/// The words that begin a line below a line that begins with `head`; none where names or nothing stand there.
#[must_use]
pub fn below(head: &str) -> &'static [&'static str] {
    match head {
        "model" => &["about", "source"],
        "message" => &["label", "protocol", "number", "field", "finds"],
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
            "take",
            "cites",
            "ours",
        ],
        "in" => RULES,
        "on" | "otherwise" => &[
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
            "take",
            "remember",
            "cites",
            "ours",
        ],
        "never" => &["for", "when"],
        "always" => &["unless"],
        "finally" => &["for"],
        "scenario" => &["about", "with", "play"],
        _ => &[],
    }
}

/// What begins a rule.
pub const RULES: &[&str] = &["on", "otherwise"];

/// What follows the name of a participant, in any order.
pub const PARTICIPANT: &[&str] = &["as", "played", "starts", "with"];

/// What a setting can be that is no choice.
pub const SETTING: &[&str] = &["duration", "number"];

/// What follows the text of a message.
pub const MESSAGE: &[&str] = &["refuses"];

/// What follows the title of a scenario, in this order.
pub const SCENARIO: &[&str] = &["figure", "on"];

/// What a variable can hold that has no value at the start.
pub const HELD: &[&str] = &["participant", "request"];

/// What a field can hold.
pub const FIELD_TYPES: &[&str] = &["number", "duration", "text", "participant", "reference"];

/// What lies between two participants, with commas.
pub const BETWEEN: &[&str] = &["connected", "no", "lossy", "latency"];

/// What begins a trigger, besides the name of a message or timer.
pub const TRIGGERS: &[&str] = &["any", "connect", "disconnect", "start"];

/// What stands for a value, besides literals and names.
pub const VALUES: &[&str] = &["its", "sender", "self", "fresh"];

/// What can be sent to, besides names.
pub const RECEIVERS: &[&str] = &["every", "sender"];

/// What joins the parts of a line; where one of them was taken for a name, a name was forgotten.
pub const CONNECTIVES: &[&str] = &[
    "and", "as", "at", "but", "doubled", "expires", "for", "found", "from", "in", "is", "minus", "of", "or", "plus",
    "times", "to", "up", "when", "with",
];

/// What stands only within what others begin.
const REST: &[&str] = &[
    "answered",
    "connection",
    "each",
    "every",
    "least",
    "less",
    "lose",
    "more",
    "most",
    "next",
    "not",
    "of",
    "one",
    "other",
    "request",
    "running",
    "state",
    "than",
    "unconnected",
    "within",
    "arrival",
];

/// Every word of the language, wherever it may stand; some more than once.
pub fn all() -> impl Iterator<Item = &'static str> {
    let below = STATEMENTS.iter().chain(RULES).map(|head| below(head));
    let elsewhere = [
        STATEMENTS,
        RULES,
        PARTICIPANT,
        SETTING,
        MESSAGE,
        SCENARIO,
        HELD,
        FIELD_TYPES,
        BETWEEN,
        TRIGGERS,
        VALUES,
        RECEIVERS,
        CONNECTIVES,
        REST,
    ];
    elsewhere.into_iter().chain(below).flatten().copied()
}

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
        "if" | "where" | "provided" => Words("when"),
        "&&" | "&" => Words("and"),
        "||" | "|" => Words("or"),
        "=" | "==" | "equals" | "are" => Words("is"),
        "!=" | "<>" => Words("is not"),
        ">=" | "=>" => Words("is at least"),
        "<=" | "=<" => Words("is at most"),
        ">" => Words("is more than"),
        "<" => Words("is less than"),
        "greater" | "larger" | "higher" => Words("more"),
        "smaller" | "fewer" | "lower" => Words("less"),
        "->" | "-->" | "->>" | ":=" => Words("to"),
        "reply" | "respond" | "return" => Words("answer"),
        "emit" => Words("send"),
        "goto" | "go" | "enter" => Words("become"),
        "stop" | "clear" => Words("cancel"),
        "restart" => Words("start"),
        "close" => Words("disconnect"),
        "let" => Words("set"),
        "increase" | "increment" => Words("add"),
        "decrease" | "decrement" | "subtract" => Words("take"),
        "log" | "say" => Words("note"),
        "receive" | "upon" => Words("on"),
        "actor" | "lifeline" => Words("participant"),
        "//" | "--" | ";" => Words("#"),
        "else" | "elif" => Advice(
            "write a rule for each case: the first that fits is taken, so the one without `when` stands last; \
             `otherwise` takes every message that no rule takes",
        ),
        "otherwise" => Advice("it is a rule of its own, beside those that begin with `on`"),
        "lose" | "drop" => Advice("messages are lost where the reader says so, in the steps of a run: `play lose Ack`"),
        "random" | "between" => Advice("a length that chance decides is written `for 150ms to 300ms`"),
        "then" | "do" | "end" | "{" | "}" => Advice("what belongs to a line stands below it, indented"),
        "+" => Words("plus"),
        "-" => Words("minus"),
        "+=" | "++" => Advice("add to a variable in a line of its own, such as `add 1 to tries`"),
        _ => return None,
    })
}
