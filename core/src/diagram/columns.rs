//! Where the lifelines stand: computed from the model alone, so that no run ever moves a column.

use super::constants::{
    APART, BAND_HALF, BARE, BOX_PAD_Y, COMPACT, GLASS_HALF, LANE, LANE_STEP, LEADING, NAMES, ROOMY, Sizes,
    WITHOUT_FIELDS,
};
use super::direction::isolated;
use super::scene::Anchor;
use super::text_width::{bold, longest_word, mono, widest, width, wrap_even};
use crate::model::{EffectKind, Model, Pairing, ParticipantId, StateId, TimerId};
use crate::narration::Phrases;

/// How much room there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// A page, or a picture in one.
    Roomy,
    /// A narrow screen.
    Compact,
    /// A picture with or without the states in its heads, and the fields of its messages.
    Picture {
        /// Whether heads say the state of their participant.
        states: bool,
        /// Whether the fields of a message stand below its arrow.
        fields: bool,
    },
}

/// Where the lifelines stand, and what room each has.
#[derive(Debug)]
pub(super) struct Columns {
    pub sizes: &'static Sizes,
    pub phrases: &'static Phrases,
    pub columns: Vec<Column>,
    /// The lines of the label of each state.
    labels: Vec<Vec<String>>,
    pub width: i32,
    /// Where the text of the left margin ends.
    pub margin: i32,
    /// The height of the heads.
    pub heads: i32,
    /// From the heads' top to the states in them.
    pub states: i32,
}

/// One lifeline's room.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Column {
    /// Where its lifeline stands.
    pub x: i32,
    /// Half the breadth of its head and of the widest mark of a state.
    pub half: i32,
    /// How far its own things reach to the left.
    left: i32,
    /// How far they reach to the right.
    right: i32,
    /// The edges between which a note at it must stay.
    pub from: i32,
    /// The other edge.
    pub to: i32,
    /// The side that its timers stand on: -1 left, 1 right.
    pub side: i32,
    /// How far from the lifeline they reach; 0 where there are none.
    lanes: i32,
    /// The width of the longest word about them.
    word: i32,
    /// The side that words about its timers stand on.
    aside: i32,
    /// How far from the lifeline those begin.
    aside_from: i32,
    /// How wide they may be.
    pub aside_room: i32,
}

impl Column {
    /// Between which edges those words stay.
    pub fn aside_edges(&self) -> (i32, i32) {
        let (near, _) = self.aside();
        let far = near + self.aside * self.aside_room;
        (near.min(far), near.max(far))
    }

    /// Where words about its timers stand.
    pub fn aside(&self) -> (i32, Anchor) {
        (self.x + self.aside * self.aside_from, if self.aside < 0 { Anchor::End } else { Anchor::Start })
    }
}

impl Columns {
    pub fn new(model: &Model, phrases: &'static Phrases, size: Size) -> Self {
        let sizes = match size {
            Size::Roomy | Size::Picture { states: true, fields: true } => &ROOMY,
            Size::Picture { states: true, fields: false } => &WITHOUT_FIELDS,
            Size::Picture { states: false, fields: true } => &NAMES,
            Size::Picture { states: false, fields: false } => &BARE,
            Size::Compact => &COMPACT,
        };
        let mut made = Self {
            sizes,
            phrases,
            columns: vec![Column::default(); model.participants().len()],
            labels: model
                .states()
                .map(|(_, state)| label(state.label.in_language(phrases.code), sizes.small, sizes.state, sizes.note))
                .collect(),
            width: 0,
            margin: 0,
            heads: 0,
            states: 0,
        };
        made.measure_margin();
        made.measure_heads(model);
        made.measure_timers(model);
        made.place_lifelines(model);
        made.place_asides();
        made
    }

    /// Half-way between the first two lifelines, where there is room for what is said about all of them.
    pub fn middle(&self) -> i32 {
        (self.columns[0].x + self.columns[self.columns.len().min(2) - 1].x) / 2
    }

    /// The width of what stands there.
    pub fn first_room(&self) -> i32 {
        (self.columns[self.columns.len().min(2) - 1].x - self.columns[0].x).max(self.columns[0].half)
            - 2 * (BAND_HALF + APART)
    }

    pub fn of(&self, participant: ParticipantId) -> &Column {
        &self.columns[participant.index()]
    }

    /// The lines of a state's label.
    pub fn state(&self, state: StateId) -> &[String] {
        &self.labels[state.index()]
    }

    /// The lines of a participant's name.
    pub fn name(&self, model: &Model, participant: ParticipantId) -> Vec<String> {
        let Sizes { head, participant: widest, note, .. } = *self.sizes;
        label(model[participant].name.in_language(self.phrases.code), head, widest, note)
    }

    /// Where the timer stands.
    pub fn lane(&self, model: &Model, owner: ParticipantId, timer: TimerId) -> i32 {
        let index = i32::from(timer.0 - model[model[timer].role].timers.start);
        let column = self.of(owner);
        column.x + column.side * (LANE + index * LANE_STEP)
    }

    /// The band of the connection to `other` along the lifeline of `own`: its left edge, and its width.
    pub fn band(&self, model: &Model, own: ParticipantId, other: ParticipantId) -> (i32, i32) {
        let connects = |id: &ParticipantId| *id != own && model.pairing(own, *id) != Pairing::NoConnection;
        let (mut count, mut index) = (0, 0);
        for (id, _) in model.participants().filter(|(id, _)| connects(id)) {
            index += i32::from(id < other);
            count += 1;
        }
        let (whole, count) = (2 * BAND_HALF, count.max(1));
        let left = whole * index / count;
        (self.of(own).x - BAND_HALF + left, whole * (index + 1) / count - left)
    }

    /// Where arrows between the two touch the lifeline of `own`.
    pub fn edge(&self, model: &Model, own: ParticipantId, other: ParticipantId) -> i32 {
        let towards = if other > own { 1 } else { -1 };
        let half = if model.pairing(own, other) == Pairing::NoConnection { 1 } else { BAND_HALF };
        self.of(own).x + towards * half
    }

    /// The width of an arrow's text between the two.
    pub fn between(&self, one: ParticipantId, other: ParticipantId) -> i32 {
        (self.of(one).x - self.of(other).x).abs() - 2 * (BAND_HALF + self.sizes.arrow_pad)
    }

    /// The margin has room for its longest word, and for a time that most runs stay below.
    fn measure_margin(&mut self) {
        let (phrases, size) = (&self.phrases.diagram, self.sizes.small);
        let words = [phrases.now, USUAL_TIME].map(|word| longest_word(word, size));
        let pair = [phrases.request, phrases.answer].map(|word| bold(word, size));
        self.margin = self.sizes.edge + words.into_iter().chain(pair).max().unwrap_or(0);
    }

    /// Heads and marks of states: the half breadth of each column, and the height of the heads.
    fn measure_heads(&mut self, model: &Model) {
        let sizes = self.sizes;
        let (mut names, mut states) = (1, 1);
        for (id, participant) in model.participants() {
            let name = self.name(model, id);
            names = names.max(name.len());
            let mut widest_line = widest(&name, bold, sizes.head);
            for state in model[participant.role].states.clone() {
                let label = self.state(StateId(state));
                states = states.max(label.len());
                widest_line = widest_line.max(widest(label, width, sizes.small));
            }
            self.columns[id.index()].half = sizes.half.max(widest_line / 2 + sizes.box_pad);
        }
        self.states = BOX_PAD_Y + names as i32 * (LEADING + 2);
        let states = if sizes.states_in_heads { states as i32 * LEADING + 2 } else { 0 };
        self.heads = self.states + states + BOX_PAD_Y;
    }

    /// Timers stand outside the outermost lifelines and right of the others; what is said about them stands outside where
    /// there is room for it, and else on the other side.
    fn measure_timers(&mut self, model: &Model) {
        let (sizes, last) = (self.sizes, self.columns.len() - 1);
        for (id, participant) in model.participants() {
            let timers = model[participant.role].timers.clone();
            let (mut lanes, mut word) = (0, 0);
            for timer in timers.clone() {
                lanes = LANE + i32::from(timer - timers.start) * LANE_STEP + GLASS_HALF;
                let label = model[TimerId(timer)].label.in_language(self.phrases.code);
                word = longest_word(label, sizes.small).max(word);
            }
            let column = &mut self.columns[id.index()];
            (column.left, column.right, column.lanes, column.word) = (column.half, column.half, lanes, word);
            column.side = if id.index() == 0 { -1 } else { 1 };
            let outermost = id.index() == 0 || id.index() == last;
            let outside = if outermost { sizes.timer } else { sizes.timer.max(word) };
            column.aside = if outermost && outside == 0 { -column.side } else { column.side };
            column.aside_from = if column.aside == column.side { lanes + APART } else { BAND_HALF + APART };
            if lanes > 0 {
                let reach = if outside > 0 { column.aside_from + outside.max(word) } else { lanes };
                let own = if column.side < 0 { &mut column.left } else { &mut column.right };
                *own = reach.max(*own);
            }
        }
    }

    /// Lifelines stand as far apart as heads, marks of states, timers and the names of the messages between them need.
    fn place_lifelines(&mut self, model: &Model) {
        let sizes = self.sizes;
        let names = self.measure_names(model);
        let last = self.columns.len() - 1;
        let between = if last > 1 { sizes.between * 2 / 3 } else { sizes.between };
        let mut x = self.margin + sizes.margin + self.columns[0].left;
        self.columns[0].x = x;
        for index in 1..=last {
            let (left, own) = (self.columns[index - 1], self.columns[index]);
            let boxes = left.half + own.half + APART;
            let timers = left.right + APART + BAND_HALF;
            let name = names[index - 1].max(names[index]).min(sizes.name);
            x += between.max(boxes).max(timers).max(name + 2 * (sizes.arrow_pad + BAND_HALF));
            self.columns[index].x = x;
        }
        self.width = x + self.columns[last].right + sizes.edge;
    }

    /// The width of the widest name of a message that each participant sends.
    fn measure_names(&self, model: &Model) -> Vec<i32> {
        let mut widths = vec![0; self.columns.len()];
        for (role, _, effect) in model.effects() {
            if let EffectKind::Send { message, .. } | EffectKind::Answer { message, .. } = &effect.kind {
                let wide = mono(&model[*message].name, self.sizes.text);
                for ((_, participant), widest) in model.participants().zip(&mut widths) {
                    if participant.role == role {
                        *widest = wide.max(*widest);
                    }
                }
            }
        }
        widths
    }

    /// Between which edges notes stay, and how much room there is for what is said about timers.
    fn place_asides(&mut self) {
        let last = self.columns.len() - 1;
        for index in 0..=last {
            let own = self.columns[index];
            let clear = BAND_HALF + APART;
            let from = if index == 0 { own.x - own.left } else { self.columns[index - 1].x + clear };
            let to = if index == last { own.x + own.right } else { self.columns[index + 1].x - clear };
            let room = if own.aside < 0 { own.x - from } else { to - own.x } - own.aside_from;
            // Words on the left of the last stay clear of the timers of the one before, if that leaves them room; those of the first
            // stand outside.
            let timers = if own.aside < 0 && index > 1 { self.columns[index - 1].lanes - BAND_HALF } else { 0 };
            let clear_room = room - timers.max(0);
            let column = &mut self.columns[index];
            (column.from, column.to) = (from, to);
            column.aside_room = if clear_room >= own.word { clear_room } else { room };
        }
    }
}

/// The lines of a name or of a state's label: a long word makes the column wider, unless it is longer than a note.
fn label(text: &str, size: i32, widest: i32, note: i32) -> Vec<String> {
    wrap_even(&isolated(text), size, widest.max(longest_word(text, size).min(note)))
}

/// A time that as many letters or more are rarely needed for; a longer one wraps.
const USUAL_TIME: &str = "59.999\u{a0}s";
