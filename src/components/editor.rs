//! The field of a model's text: a plain one, with the same text in colours behind it, and the numbers of its lines beside it.

use std::ops::Range;
use std::rc::Rc;

use lifeline_core::model::Problem;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use crate::browser::source::{self, Sight};
use crate::state::editing::{completion, enter, indent, insert, outdent};
use crate::state::highlight::{Piece, pieces, within};
use crate::state::writing::Reading;
use crate::words::WORDS;

/// Properties of [`Editor`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What stands in it.
    pub text: Rc<str>,
    /// What came of reading just this text.
    pub reading: Option<Rc<Reading>>,
    /// Receives the field.
    pub field: NodeRef,
    /// Receives what scrolls it.
    pub scroller: NodeRef,
    /// Another text stands in it.
    pub ontype: Callback<Rc<str>>,
}

/// The field.
#[component]
pub fn Editor(props: &Props) -> Html {
    let Props { text, reading, field, scroller, ontype } = props;
    let sight = use_state_eq(|| FIRST);
    // What completes the word that was typed last, behind the caret.
    let completing = use_state_eq(|| None::<(u32, Rc<str>)>);
    // After Escape, Tab leads out of the field.
    let leaves = use_state_eq(|| false);

    let look = use_callback((scroller.clone(), field.clone()), {
        let sight = sight.setter();
        move |(), (scroller, field)| sight.set(source::in_sight(scroller, field).unwrap_or(FIRST))
    });
    // What the field is known to hold: what is typed there need not be put there.
    let held = use_mut_ref(|| None::<Rc<str>>);
    use_effect_with(text.clone(), {
        let (held, field, look) = (held.clone(), field.clone(), look.clone());
        move |text| {
            if held.replace(Some(text.clone())).as_ref() != Some(text) {
                source::set(&field, text);
                look.emit(());
            }
        }
    });
    use_effect_with((scroller.clone(), field.clone()), |(scroller, field)| {
        let room = source::on_less_room(scroller, field);
        move || drop(room)
    });
    let oninput = {
        let (field, completing, held, ontype) = (field.clone(), completing.setter(), held.clone(), ontype.clone());
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            let (caret, end) = source::selection(&field);
            let rest = completion(&text, caret).filter(|_| caret == end);
            completing.set(rest.map(|rest| (caret, rest.into())));
            let text = Rc::<str>::from(text);
            held.replace(Some(text.clone()));
            ontype.emit(text);
        }
    };
    let onkeydown = {
        let (field, text, completing, leaves) = (field.clone(), text.clone(), completing.clone(), leaves.clone());
        move |event: KeyboardEvent| {
            if event.is_composing() || event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let selection = source::selection(&field);
            let rest = (*completing).clone().filter(|(caret, _)| selection == (*caret, *caret));
            let edit = match (&*event.key(), rest) {
                ("Escape", Some(_)) => None,
                ("Escape", None) => {
                    leaves.set(true);
                    return;
                }
                ("Tab", _) if *leaves => return,
                ("Tab", Some((_, rest))) if !event.shift_key() => Some(insert(&text, selection, &rest)),
                ("Tab", _) if event.shift_key() => Some(outdent(&text, selection)),
                ("Tab", _) => Some(indent(&text, selection)),
                ("Enter", _) if !event.shift_key() => Some(enter(&text, selection)),
                ("Shift", _) => return,
                _ => {
                    leaves.set(false);
                    completing.set(None);
                    return;
                }
            };
            event.prevent_default();
            completing.set(None);
            if let Some(edit) = edit {
                source::apply(&field, &edit);
            }
        }
    };
    let forget = {
        let (leaves, completing) = (leaves.setter(), completing.setter());
        move || {
            leaves.set(false);
            completing.set(None);
        }
    };
    let problems: Vec<&Problem> =
        reading.iter().flat_map(|reading| reading.mistakes().iter().chain(reading.warnings())).collect();
    let mistakes = reading.as_ref().map_or(&[][..], |reading| reading.mistakes());
    let lines = Lines::of(text, *sight);
    let completed = completing.as_ref().map(|(caret, rest)| (line_of(text, *caret), rest));
    let above = format!("{}", sight.height * lines.drawn.start as f64);
    html! {
        <div class="source" translate="no" ref={scroller} onscroll={look.reform(|_| ())}>
            <div class="numbers" aria-hidden="true">
                <svg class="gap" width="1" height={above.clone()} />
                for number in lines.drawn.clone() {
                    <i key={number} class={severity(&problems, mistakes, number)}>{ number + 1 }</i>
                }
            </div>
            <div class="paper">
                <pre aria-hidden="true">
                    <svg class="gap" width="1" height={above} />
                    for (number, start, line) in lines.texts() {
                        <div key={number}>
                            { for coloured(line, start, mistakes) }
                            if let Some((_, rest)) = completed.filter(|(at, _)| *at == number) {
                                <span class="rest">{ &**rest }</span>
                            }
                        </div>
                    }
                </pre>
                <textarea
                    data-source=""
                    aria-label={WORDS.write_field}
                    aria-describedby="write-keys"
                    aria-invalid={(!mistakes.is_empty()).then_some("true")}
                    autocapitalize="off"
                    autocomplete="off"
                    autocorrect="off"
                    spellcheck="false"
                    wrap="off"
                    rows={lines.count.to_string()}
                    cols={lines.widest.to_string()}
                    ref={field}
                    {oninput}
                    {onkeydown}
                    onmousedown={let forget = forget.clone(); move |_| forget()}
                    onblur={move |_| forget()}
                />
            </div>
        </div>
    }
}

/// The lines of a text, of which those in sight and some more are drawn.
struct Lines<'t> {
    text: &'t str,
    count: usize,
    /// Columns that have room for the longest.
    widest: usize,
    drawn: Range<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str, sight: Sight) -> Self {
        let (mut count, mut widest) = (0, 0);
        for line in text.split('\n') {
            count += 1;
            // A letter that is not from a Latin alphabet may be as wide as two.
            let width = if line.is_ascii() {
                line.len()
            } else {
                line.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
            };
            widest = widest.max(width + 2 * line.matches('\t').count());
        }
        let first = sight.first.saturating_sub(MARGIN).min(count);
        let widest = (widest + ROOM).next_multiple_of(STEP);
        Self { text, count, widest, drawn: first..(sight.first + sight.count + MARGIN).min(count) }
    }

    /// The lines that are drawn: the number of each, counted from 0, where it begins, and its text.
    fn texts(&self) -> impl Iterator<Item = (usize, usize, &'t str)> {
        let mut at = 0;
        let lines = self.text.split('\n').enumerate().map(move |(number, line)| {
            let start = at;
            at += line.len() + 1;
            (number, start, line)
        });
        lines.skip(self.drawn.start).take(self.drawn.len())
    }
}

fn coloured<'l>(line: &'l str, start: usize, mistakes: &[Problem]) -> impl Iterator<Item = Html> + use<'l> {
    let wrong: Vec<_> = mistakes.iter().filter_map(|mistake| within(mistake, start, line)).collect();
    let all = pieces(line, &wrong);
    // An empty line has its height all the same.
    let empty = line.is_empty().then(|| html! { "\u{a0}" });
    let piece = move |piece: Piece| {
        let text = &line[piece.range];
        if piece.class.is_none() && !piece.is_wrong {
            return html! { text };
        }
        html! { <span class={classes!(piece.class, piece.is_wrong.then_some("wrong"))}>{ text }</span> }
    };
    all.into_iter().map(piece).chain(empty)
}

/// How bad it is what is said of a line, counted from 0.
fn severity(problems: &[&Problem], mistakes: &[Problem], number: usize) -> Option<&'static str> {
    let is_there = |problem: &Problem| problem.place.line as usize == number + 1;
    if mistakes.iter().any(is_there) {
        Some("mistake")
    } else {
        problems.iter().any(|problem| is_there(problem)).then_some("warning")
    }
}

/// The line, counted from 0, of a place that is counted in UTF-16.
fn line_of(text: &str, place: u32) -> usize {
    text.encode_utf16().take(place as usize).filter(|unit| *unit == u16::from(b'\n')).count()
}

/// What is drawn before it is known what is in sight.
const FIRST: Sight = Sight { first: 0, count: 60, height: 20.0 };
/// Lines that are drawn beyond those in sight, so that they are there while one scrolls.
const MARGIN: usize = 40;
/// Columns beyond the longest line, so that the field never scrolls by itself.
const ROOM: usize = 4;
/// Columns by which the field grows: of another width, a browser lays all of its text out anew.
const STEP: usize = 32;
