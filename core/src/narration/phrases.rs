//! The words of every sentence about a run and every label in a diagram, a table for each language.

use crate::simulation::trace::Loss;

/// What one language says; [`fill`](super::fill) puts values into gaps such as `{sender}`.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each field is named for its phrase, which stands beside it in the table below")]
pub struct Phrases {
    /// The language's code of two letters, as models write it.
    pub code: &'static str,
    /// The words in a diagram.
    pub diagram: DiagramPhrases,

    // What happened.
    pub opens: &'static str,
    pub closes: &'static str,
    pub closes_on_timer: &'static str,
    pub sends: &'static str,
    pub answers: &'static str,
    pub with_fields: &'static str,
    pub arrives_at: &'static str,
    pub lost_closed_there: &'static str,
    pub lost_closed_here: &'static str,
    pub lost_not_connected: &'static str,
    pub lost_on_its_way: &'static str,
    pub not_handled: &'static str,
    pub timer_set: &'static str,
    pub timer_restarted: &'static str,
    pub timer_cancelled: &'static str,
    pub timer_expired: &'static str,
    pub enters: &'static str,
    pub note: &'static str,
    pub you_chose: &'static str,
    pub nobody_to_send_to: &'static str,
    pub nothing_to_answer: &'static str,
    pub no_length: &'static str,
    pub no_value: &'static str,

    // In which order, where several things were due at one instant.
    pub deliveries_first: &'static str,
    pub timers_as_set: &'static str,
    pub as_sent: &'static str,

    // What is due.
    pub due_timer: &'static str,
    pub due_arrival: &'static str,
    pub due_opening: &'static str,
    pub due_closing: &'static str,

    // Why something can't be done.
    pub not_connected: &'static str,
    pub already_connected: &'static str,
    pub never_lost: &'static str,
    pub nothing_due: &'static str,
    pub goes_round: &'static str,
    pub rule_at: &'static str,
    pub too_many_in_flight: &'static str,
    pub too_long: &'static str,
    pub too_many_events: &'static str,
    pub too_many_steps: &'static str,

    // Where an event comes from, and what a run rests on.
    pub reference: &'static str,
    pub inferred: &'static str,
    pub own: &'static str,
    pub assumed: &'static str,
    pub assumed_nothing: &'static str,
    pub assumed_one: &'static str,
    pub assumed_two: &'static str,
    pub assumed_more: &'static str,
    pub inferred_mark: &'static str,
    pub own_mark: &'static str,
    pub assumed_mark: &'static str,

    // In exports.
    pub connect: &'static str,
    pub disconnect: &'static str,
    pub disconnect_on_timer: &'static str,
    pub is_now: &'static str,
    pub mermaid_too_long: &'static str,
    pub plantuml_cut: &'static str,
    pub a_part: &'static str,
    pub and_more: &'static str,
}

/// The words in a diagram; short, since each has little room.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "each field is named for its phrase, which stands beside it in the table below")]
pub struct DiagramPhrases {
    pub connect: &'static str,
    pub disconnect_by: &'static str,
    pub disconnect_on_timer: &'static str,
    pub lost_closed_there: &'static str,
    pub lost_closed_here: &'static str,
    pub lost_not_connected: &'static str,
    pub lost_on_its_way: &'static str,
    pub not_handled: &'static str,
    pub timer_set: &'static str,
    pub timer_restarted: &'static str,
    pub timer_cancelled: &'static str,
    pub timer_expired: &'static str,
    pub time_left: &'static str,
    pub time_left_of: &'static str,
    pub now: &'static str,
    pub quiet_time: &'static str,
    pub due_in: &'static str,
    pub one_later_row: &'static str,
    pub later_rows: &'static str,
    pub answers: &'static str,
    pub request: &'static str,
    pub answer: &'static str,
}

impl DiagramPhrases {
    /// Why a message was lost.
    pub(crate) fn lost(&self, why: Loss) -> &'static str {
        match why {
            Loss::ClosedThere(_) => self.lost_closed_there,
            Loss::ClosedHere(_) => self.lost_closed_here,
            Loss::NotConnected => self.lost_not_connected,
            Loss::OnItsWay => self.lost_on_its_way,
        }
    }
}

/// English.
pub const ENGLISH: Phrases = Phrases {
    code: "en",
    diagram: DiagramPhrases {
        connect: "connect",
        disconnect_by: "disconnect: by {participant}",
        disconnect_on_timer: "disconnect: {timer}",
        lost_closed_there: "lost: the connection was closed there",
        lost_closed_here: "lost: the connection was closed before",
        lost_not_connected: "lost: not connected",
        lost_on_its_way: "lost on its way",
        not_handled: "not handled: {message}",
        timer_set: "{timer}: {length}",
        timer_restarted: "{timer} restarted: {length}",
        timer_cancelled: "{timer} cancelled, {length} left",
        timer_expired: "{timer} expired",
        time_left: "{length} left",
        time_left_of: "{timer}: {length} left",
        now: "now",
        quiet_time: "{length} later",
        due_in: "in {length}",
        one_later_row: "{count} later row",
        later_rows: "{count} later rows",
        answers: "answers {message}",
        request: "request",
        answer: "answer",
    },

    opens: "{participant} connects to {other}.",
    closes: "{participant} closes the connection to {other}.",
    closes_on_timer: "{participant} closes the connection to {other}: the {timer} has expired.",
    sends: "{sender} sends {message} to {receiver}.",
    answers: "{sender} answers {request} with {message}.",
    with_fields: "{message} ({fields})",
    arrives_at: " It arrives at {time}.",
    lost_closed_there: "{message} is lost: when it arrives, its connection is no longer open at {participant}.",
    lost_closed_here: "{message} is lost: the connection that it belongs to is no longer open at {participant}.",
    lost_not_connected: "{message} is lost: {participant} is not connected.",
    lost_on_its_way: "{message} is lost on its way to {participant}.",
    not_handled: "{participant} does nothing with {message}: \
                  the model has no rule for it while {participant} is “{state}”.",
    timer_set: "{participant} sets the {timer} to {length}: it expires at {time}.",
    timer_restarted: "{participant} sets the {timer} anew to {length}: it expires at {time}.",
    timer_cancelled: "{participant} cancels the {timer} with {length} left.",
    timer_expired: "The {timer} of {participant} expires.",
    enters: "{participant} is now “{state}”.",
    note: "{participant}: {note}.",
    you_chose: "{note} (you chose this)",
    nobody_to_send_to: "knows nobody to send {message} to",
    nothing_to_answer: "has no request to answer with {message}",
    no_length: "knows no length for the {timer}",
    no_value: "nothing",

    deliveries_first: "same instant: deliveries first, then timers",
    timers_as_set: "same instant: timers in the order set",
    as_sent: "same instant: deliveries in the order sent",

    due_timer: "the {timer} of {participant}",
    due_arrival: "{message} reaching {participant}",
    due_opening: "the connection reaching {participant}",
    due_closing: "the disconnect reaching {participant}",

    not_connected: "No connection to {participant}.",
    already_connected: "Already connected to {participant}.",
    never_lost: "{message} can't be lost on its way: the model has it only go where nothing is lost.",
    nothing_due: "Nothing is due: without an action, nothing more happens.",
    goes_round: "This would go on for ever at the same instant; the rules that go round begin at {rules}.",
    rule_at: "line {line}",
    too_many_in_flight: "More than 1 000 messages, connects and disconnects would be on their way at once.",
    too_long: "A run lasts ten years at most.",
    too_many_events: "A run has 1 000 000 events at most.",
    too_many_steps: "A run has 200 000 steps at most.",

    reference: "the reference says so",
    inferred: "follows from the reference",
    own: "the model's own",
    assumed: "assumed",
    assumed_nothing: "nothing assumed so far",
    assumed_one: "assumed: {settings}; the reference does not say",
    assumed_two: "assumed: {settings}; the reference gives neither",
    assumed_more: "assumed: {settings}; the reference gives none of these",
    inferred_mark: "● follows from the reference",
    own_mark: "○ the model's own",
    assumed_mark: "◆ rests on what is assumed",

    connect: "connect",
    disconnect: "disconnect",
    disconnect_on_timer: "disconnect: {timer}",
    is_now: "is now “{state}”",
    mermaid_too_long: "Mermaid draws no more than {most} characters unless it is told otherwise, and this has {count}: \
                       raise `maxTextSize` where the page calls `mermaid.initialize`, or in the file for `mmdc --configFile`.",
    plantuml_cut: "PlantUML cuts a PNG off at {most} pixels, and this one would be about {height} high: \
                   draw SVG (`-tsvg`), or raise the environment variable `PLANTUML_LIMIT_SIZE`.",
    a_part: ". A part of a longer diagram: by here, {count} things have happened.",
    and_more: "And {count} more.",
};
