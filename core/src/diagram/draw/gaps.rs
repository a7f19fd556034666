//! Draws what stands between rows and after them: quiet time, the now line, how much is not shown.

use super::super::body::Row;
use super::super::constants::{BREAK_HALF, BREAK_REACH, LEADING, OVERSCAN, TO_BASELINE};
use super::super::label;
use super::super::place::gap_length;
use super::super::scene::Anchor;
use super::super::text_width::{bold, widest, width};
use super::rows::first_baseline;
use super::{Artist, Tag, number_in_keys};
use crate::narration::fill;

impl Artist<'_> {
    /// A gap of quiet time: every lifeline is broken, and the words say how much time it is.
    pub fn gap(&mut self, row: &Row, due: Option<usize>) {
        let mut pen = self.pen();
        let y = row.middle();
        for column in &self.columns.columns {
            let x = column.x - BREAK_REACH;
            pen.path("cut", (x, y), BREAK_CUT);
            pen.path("break", (x, y), BREAK_LINE);
            pen.path("break", (x, y + 2 * BREAK_HALF), BREAK_LINE);
        }
        // What is due first is so far from now; what is due later, from what is due before it.
        let is_first = row.visible_from as usize == self.view.events + 1;
        let phrases = &self.columns.phrases.diagram;
        let template = if due.is_some() && is_first { phrases.due_in } else { phrases.quiet_time };
        let text = fill(template, &[("length", &label::length_of(gap_length(row.number)))]);
        pen.text("soft", Anchor::Middle, (self.columns.middle(), y + TO_BASELINE), vec![text]);
        let upcoming = self.is_upcoming(row);
        let made = self.add(Tag::Gap, number_in_keys(row, due), 0, "gap", pen);
        (made.ghost, made.upcoming) = (due.is_some(), upcoming);
    }

    /// In which order things happen that are due at one instant, in words.
    pub fn tie(&mut self, row: &Row, due: Option<usize>) {
        let (columns, sizes) = (self.columns, self.columns.sizes);
        let lines = label::tie(columns, &self.below_now.source, row.visible_from as usize - 1);
        let at = (columns.middle(), first_baseline(row.middle(), &lines));
        let mut pen = self.pen();
        // What is on its way may pass behind it.
        pen.ground(Anchor::Middle, at, widest(&lines, width, sizes.small), lines.len());
        pen.text("soft", Anchor::Middle, at, lines);
        let upcoming = self.is_upcoming(row);
        let made = self.add(Tag::Tie, number_in_keys(row, due), 0, "tie", pen);
        (made.ghost, made.upcoming) = (due.is_some(), upcoming);
    }

    /// The now line, and under it how much time is left of each running timer.
    pub fn now_line(&mut self) {
        if !self.view.shows_now || self.now < self.from || self.now > self.to {
            return;
        }
        let (columns, sizes) = (self.columns, self.columns.sizes);
        let mut pen = self.pen();
        pen.line("now", (columns.margin + sizes.margin, self.now), (columns.width - sizes.edge / 2, self.now));
        let (x, y) = (columns.margin, self.now + TO_BASELINE);
        let now = columns.phrases.diagram.now.to_owned();
        // The row right above the line may be selected, and has a frame then.
        if self.view.rest.is_some() {
            pen.ground(Anchor::End, (x, y), bold(&now, sizes.small), 1);
        }
        pen.text("accent", Anchor::End, (x, y), vec![now]);
        // Between recorded rows there is no room for more, and the time stands beside them.
        if self.view.rest.is_none() {
            pen.text("soft", Anchor::End, (x, y + LEADING), label::time(columns, self.view.now));
        }
        self.add(Tag::Now, 0, 0, "now-line", pen);
        for left in &self.below_now.left {
            let (x, anchor) = columns.of(left.owner).aside();
            let mut pen = self.pen();
            pen.text("time-left", anchor, (x, self.now + LEFT_BELOW + left.above * LEADING), left.lines.clone());
            self.add(Tag::Left, left.visible_from, 0, "now-line", pen);
        }
    }

    /// How many rows come after the cursor.
    pub fn later_rows(&mut self) {
        let later = self.below_now.later;
        if later == 0 || self.to < self.below_now.height - OVERSCAN {
            return;
        }
        let phrases = &self.columns.phrases.diagram;
        let template = if later == 1 { phrases.one_later_row } else { phrases.later_rows };
        let text = fill(template, &[("count", &later)]);
        let mut pen = self.pen();
        pen.text("soft", Anchor::Middle, (self.columns.middle(), self.below_now.height - LEADING / 2), vec![text]);
        self.add(Tag::Later, 0, 0, "later", pen);
    }
}

/// A break in a lifeline: a stroke of twice [`BREAK_REACH`] that rises by twice [`BREAK_HALF`].
const BREAK_LINE: &str = "l20-8";
/// What is between two such strokes.
const BREAK_CUT: &str = "l20-8v8l-20 8z";
/// From the now line to the baseline of the time left under it.
const LEFT_BELOW: i32 = 16;
