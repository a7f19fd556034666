//! The words in the pictures, in one table, so that another language is one more column.

/// The words of one language; `{0}` and `{1}` stand for what is put in.
#[derive(Debug)]
pub(super) struct Words {
    pub connect: &'static str,
    pub disconnect_by: &'static str,
    pub disconnect_timer: &'static str,
    pub lost_there: &'static str,
    pub lost_here: &'static str,
    pub lost_not_connected: &'static str,
    pub not_handled: &'static str,
    pub timer_set: &'static str,
    pub timer_restarted: &'static str,
    pub timer_cancelled: &'static str,
    pub timer_expired: &'static str,
    pub left: &'static str,
    pub left_named: &'static str,
    pub assumed: &'static str,
    pub inferred: &'static str,
    pub now: &'static str,
    pub quiet: &'static str,
    pub due_in: &'static str,
    pub later_row: &'static str,
    pub later_rows: &'static str,
    pub answers: &'static str,
    pub its_request: &'static str,
    pub its_answer: &'static str,
}

const ENGLISH: Words = Words {
    connect: "connect",
    disconnect_by: "disconnect: by {0}",
    disconnect_timer: "disconnect: {0}",
    lost_there: "lost: the connection was closed there",
    lost_here: "lost: the connection was closed before",
    lost_not_connected: "lost: not connected",
    not_handled: "not handled: {0}",
    timer_set: "{0}: {1}",
    timer_restarted: "{0} restarted: {1}",
    timer_cancelled: "{0} cancelled, {1} left",
    timer_expired: "{0} expired",
    left: "{0} left",
    left_named: "{1}: {0} left",
    assumed: "assumed",
    inferred: "inferred",
    now: "now",
    quiet: "{0} later",
    due_in: "in {0}",
    later_row: "{0} later row",
    later_rows: "{0} later rows",
    answers: "answers {0}",
    its_request: "request",
    its_answer: "answer",
};

/// The words of a language, or the English ones where there are none of it.
pub(super) fn words(_code: &str) -> &'static Words {
    &ENGLISH
}
