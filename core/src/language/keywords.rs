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
        "=" | "==" | "===" | "equals" | "are" => Words("is"),
        "!=" | "<>" | "!==" => Words("is not"),
        ">=" | "=>" => Words("is at least"),
        "<=" | "=<" => Words("is at most"),
        ">" => Words("is more than"),
        "<" => Words("is less than"),
        "greater" | "larger" | "higher" => Words("more"),
        "smaller" | "fewer" | "lower" => Words("less"),
        "->" | "-->" | "->>" | ":=" => Words("to"),
        "all" => Words("every"),
        "expired" | "elapsed" | "fires" | "timeout" => Words("expires"),
        "reply" | "respond" => Words("answer"),
        "emit" => Words("send"),
        "goto" | "enter" => Words("become"),
        "stop" | "clear" => Words("cancel"),
        "close" => Words("disconnect"),
        "subtract" => Words("take"),
        "log" | "say" | "print" | "echo" => Words("note"),
        "receive" | "upon" => Words("on"),
        "actor" | "lifeline" => Words("participant"),
        "//" | "/*" | "--" | "%%" => Words("#"),
        "+" => Words("plus"),
        "-" => Words("minus"),
        ";" => Words(","),
        "else" | "elif" | "alt" | "opt" | "case" | "switch" | "match" => Advice(
            "write a rule for each case: the first that fits is taken, so the one without `when` stands last; \
             `otherwise` takes every message that no rule takes",
        ),
        "while" | "until" | "loop" | "repeat" => {
            Advice("nothing goes round by itself: what is done again is set off again, by a message or a timer")
        }
        "unless" => Advice("say when it is done, such as `when tries is not 3`"),
        "wait" | "sleep" | "delay" | "after" => {
            Advice("time passes with a timer: `start timeout for 5s`, and a rule `on timeout expires`")
        }
        "restart" | "reset" => Advice("a timer that is started again begins anew: `start timeout for 5s`"),
        "let" | "var" | "const" | "assign" => {
            Advice("a variable is declared below `variables`, and given a value so: `set tries to 1`")
        }
        "increase" | "increment" | "+=" | "++" => {
            Advice("add to a variable in a line of its own, such as `add 1 to tries`")
        }
        "decrease" | "decrement" | "-=" => {
            Advice("take from a variable in a line of its own, such as `take 1 from tries`")
        }
        "return" => Advice("a rule ends with its last line; what is asked for is sent so: `answer Lend`"),
        "broadcast" => Advice("a message is sent to all so: `send Ask to every server`"),
        "go" | "transition" => Advice("a state is entered so: `become idle`; and asked for so: `when in idle`"),
        "true" | "false" => Advice("yes and no are written as `1` and `0`"),
        "assert" | "invariant" | "property" | "eventually" | "ensure" => {
            Advice("what shall hold is said with `never`, `always` or `finally`")
        }
        "otherwise" => Advice("it is a rule of its own, beside those that begin with `on`"),
        "lose" | "drop" => Advice("messages are lost where the reader says so, in the steps of a run: `play lose Ack`"),
        "random" => Advice("a length that chance decides is written `for 150ms to 300ms`"),
        "between" => Advice(
            "a length that chance decides is written `for 150ms to 300ms`; \
             bounds in a condition, `tries is at least 1 and tries is at most 3`",
        ),
        "then" | "do" | "end" | "{" | "}" => Advice("what belongs to a line stands below it, indented"),
        _ => return None,
    })
}

/// How that is said here which lines of other languages say by a sign behind their first word.
#[must_use]
pub fn translation_of_line(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "=" | ":=" => "a variable is given a value so: `set tries to 1`",
        "+=" | "++" => "a variable is added to so: `add 1 to tries`",
        "-=" => "a variable is taken from so: `take 1 from tries`",
        _ if sign.contains('-') && sign.contains(['<', '>']) => {
            "an action or a rule sends a message, in a line below it: `send Ask to server`"
        }
        _ => return None,
    })
}
