//! Draws what stands between the rows and after them: quiet time, the now line with the time left, and how much is not shown.

use super::constants::{BAND_END, BAND_HALF, BREAK_HALF, LEADING, OVERSCAN, TO_BASELINE};
use super::draw::{Artist, Tag, item, key};
use super::label;
use super::layout::{Row, RowKind};
use super::pen::{Pen, Type, push_number};
use super::place::journey;
use super::scene::{Anchor, Shape};
use crate::trace::EventNumber;
use crate::words::fill;

impl Artist<'_> {
    /// A gap of quiet time: every lifeline is broken, and the words say how much time it is.
    pub fn gap(&mut self, row: &Row, before: Option<&Row>, ghost: bool) {
        let after = self.source().event(row.needs as usize - 1);
        let since = match before {
            Some(Row { kind: RowKind::Ignored, number, .. }) => {
                self.source().numbered(EventNumber(*number)).and_then(journey).and_then(|way| way.arrives)
            }
            _ if ghost && before.is_none() => Some(self.view.now),
            _ => (row.needs as usize).checked_sub(2).and_then(|at| self.source().event(at)).map(|event| event.at),
        };
        let (Some(after), Some(since)) = (after, since) else { return };
        let mut pen = self.pen();
        let y = row.middle();
        let reach = BAND_HALF + BAND_END + 1;
        for column in &self.columns.columns {
            pen.shapes.extend(broken(&self.pen(), column.x, y, reach));
        }
        let words = if ghost { self.columns.words.due_in } else { self.columns.words.quiet };
        let text = fill(words, &[&label::length_of(after.at.since(since))]);
        let middle = (self.columns.columns[0].x + self.columns.columns[1].x) / 2;
        let look = Type { class: "soft", anchor: Anchor::Middle, size: self.columns.sizes.small, protocol: false };
        pen.text(look, (middle, y + TO_BASELINE), &[text]);
        let mut made = item(key(Tag::Gap, row.needs, 0, 0), "gap", pen.shapes);
        made.ghost = ghost;
        self.items.push(made);
    }

    /// The now line, and under it how much time is left of each running timer.
    pub fn now_line(&mut self) {
        if !self.view.shows_now || self.now < self.from || self.now > self.to {
            return;
        }
        let (columns, sizes) = (self.columns, self.columns.sizes);
        let mut pen = self.pen();
        pen.line("now", (columns.margin + sizes.margin, self.now), (columns.width - sizes.edge / 2, self.now));
        let look = |class| Type { class, anchor: Anchor::End, size: sizes.small, protocol: false };
        let x = columns.margin;
        pen.text(look("accent"), (x, self.now + TO_BASELINE), &[columns.words.now.to_owned()]);
        let time = label::time(columns, self.view.now);
        pen.text(look("soft"), (x, self.now + TO_BASELINE + LEADING), &time);
        self.items.push(item(key(Tag::Now, 0, 0, 0), "now-line", pen.shapes));
        for left in &self.tail.left {
            let column = columns.of(left.owner);
            let anchor = if column.aside < 0 { Anchor::End } else { Anchor::Start };
            let look = Type { class: "accent", anchor, size: sizes.small, protocol: false };
            let mut pen = self.pen();
            let x = column.x + column.aside * column.aside_from;
            pen.text(look, (x, self.now + LEFT_BELOW + left.above * LEADING), &left.lines);
            self.items.push(item(key(Tag::Left, left.needs, 0, 0), "now-line", pen.shapes));
        }
    }

    /// How many rows come after the cursor.
    pub fn later_rows(&mut self) {
        if self.tail.later == 0 || self.to < self.tail.height - OVERSCAN {
            return;
        }
        let words = self.columns.words;
        let text = match self.tail.later {
            1 => words.later_row.to_owned(),
            count => fill(words.later_rows, &[&count.to_string()]),
        };
        let mut pen = self.pen();
        let middle = (self.columns.columns[0].x + self.columns.columns[1].x) / 2;
        let look = Type { class: "soft", anchor: Anchor::Middle, size: self.columns.sizes.small, protocol: false };
        pen.text(look, (middle, self.tail.height - LEADING / 2), &[text]);
        self.items.push(item(key(Tag::Later, 0, 0, 0), "later", pen.shapes));
    }
}

/// A break in a lifeline: two strokes that rise from left to right, and nothing between them.
fn broken(pen: &Pen, x: i32, y: i32, reach: i32) -> Vec<Shape> {
    let mut pen = Pen { origin: pen.origin, shapes: Vec::new() };
    let (half, rise) = (BREAK_HALF, BREAK_HALF);
    let mut across = String::from("l");
    push_number(&mut across, 2 * reach);
    across.push(' ');
    push_number(&mut across, -2 * rise);
    let mut cut = across.clone();
    cut.push('v');
    push_number(&mut cut, 2 * half);
    cut.push('l');
    push_number(&mut cut, -2 * reach);
    cut.push(' ');
    push_number(&mut cut, 2 * rise);
    cut.push('z');
    pen.path("cut", (x - reach, y - half + rise), &cut);
    pen.path("break", (x - reach, y - half + rise), &across);
    pen.path("break", (x - reach, y + half + rise), &across);
    pen.shapes
}

/// From the now line to the baseline of the time left under it.
const LEFT_BELOW: i32 = 16;
