//! Draws shapes at a layout's heights; every number is whole, or whole tenths inside a path.

use std::fmt::{self, Display, Formatter};

use super::super::constants::{BAR_HALF, CROSS_HALF, DESCENT, GLASS_HALF, GLASS_HALF_Y, LEADING, Sizes, TIP, TIP_HALF};
use super::super::direction::clean;
use super::super::scene::{Anchor, Shape};
use crate::simulation::trace::Provenance;

/// Collects the shapes of an item.
pub(in crate::diagram) struct Pen {
    /// The height that a scene's coordinates count from.
    pub origin: i32,
    pub sizes: &'static Sizes,
    pub shapes: Vec<Shape>,
}

/// How an arrow looks: its line, its head, and whether that is open.
pub(super) type Arrow = (&'static str, &'static str, bool);

impl Pen {
    pub fn line(&mut self, class: &'static str, (x1, y1): (i32, i32), (x2, y2): (i32, i32)) {
        let o = self.origin;
        self.shapes.push(Shape::Line { class, x1, y1: y1 - o, x2, y2: y2 - o });
    }

    pub fn rect(&mut self, class: &'static str, (x, y): (i32, i32), (width, height): (i32, i32), radius: i32) {
        self.shapes.push(Shape::Rect { class, x, y: y - self.origin, width, height, radius });
    }

    pub fn circle(&mut self, class: &'static str, (x, y): (i32, i32), r: i32) {
        self.shapes.push(Shape::Circle { class, x, y: y - self.origin, r });
    }

    /// A path that begins at a point; `rest` is relative to it.
    pub fn path(&mut self, class: &'static str, (x, y): (i32, i32), rest: &str) {
        let d = format!("M{x} {}{rest}", y - self.origin);
        self.shapes.push(Shape::Path { class, d, title: "" });
    }

    /// The mark of where a row comes from, around a point; the words for it are its title.
    pub fn grounds(&mut self, provenance: Provenance, (x, y): (i32, i32), title: &'static str) {
        let (class, dx, rest) = match provenance {
            Provenance::Reference => return,
            Provenance::Inferred => ("inferred", CIRCLE, CIRCLE_PATH),
            Provenance::Own => ("own", CIRCLE, CIRCLE_PATH),
            Provenance::Assumed => ("assumed", DIAMOND, DIAMOND_PATH),
        };
        let d = format!("M{} {}{rest}", x - dx, y - self.origin);
        self.shapes.push(Shape::Path { class, d, title });
    }

    /// Lines of text, of the size that goes with their class; `y` is the baseline of the first.
    pub fn text(&mut self, class: &'static str, anchor: Anchor, at: (i32, i32), lines: Vec<String>) {
        let size = match class {
            "strong" => self.sizes.head,
            "wire-text" => self.sizes.text,
            _ => self.sizes.small,
        };
        self.letters(class, anchor, at, size, lines, false);
    }

    /// A name of the protocol.
    pub fn name(&mut self, class: &'static str, anchor: Anchor, at: (i32, i32), lines: Vec<String>) {
        self.letters(class, anchor, at, self.sizes.text, lines, true);
    }

    fn letters(
        &mut self,
        class: &'static str,
        anchor: Anchor,
        (x, y): (i32, i32),
        size: i32,
        mut lines: Vec<String>,
        protocol: bool,
    ) {
        clean(&mut lines);
        if lines.iter().any(|line| !line.is_empty()) {
            let y = y - self.origin;
            self.shapes.push(Shape::Text { class, x, y, anchor, size, leading: LEADING, lines, protocol });
        }
    }

    /// A ground under text that other things may pass behind.
    pub fn ground(&mut self, anchor: Anchor, (x, y): (i32, i32), width: i32, lines: usize) {
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2,
            Anchor::End => x - width,
        };
        let height = lines as i32 * LEADING - DESCENT + 1;
        self.rect("back", (left - 2, y - LEADING + DESCENT + 1), (width + 4, height), 0);
    }

    /// A timer's bar, or what is left in it, from a height to another.
    pub fn bar(&mut self, class: &'static str, (x, top): (i32, i32), bottom: i32) {
        if bottom > top {
            self.rect(class, (x - BAR_HALF, top), (2 * BAR_HALF, bottom - top), 0);
        }
    }

    /// An hourglass around a point.
    pub fn glass(&mut self, (x, y): (i32, i32)) {
        self.path("glass", (x - GLASS_HALF, y - GLASS_HALF_Y), GLASS_PATH);
    }

    /// A cross around a point.
    pub fn cross(&mut self, (x, y): (i32, i32)) {
        let c = CROSS_HALF;
        self.line("cross", (x - c, y - c), (x + c, y + c));
        self.line("cross", (x - c, y + c), (x + c, y - c));
    }

    /// A line from one point to another with an arrow's head at its end.
    pub fn arrow(&mut self, (class, tip, open): Arrow, from: (i32, i32), to: (i32, i32)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = length(dx, dy);
        // A filled head covers the line's end.
        let back = if open { 1 } else { TIP / 2 };
        self.line(class, from, (to.0 - dx * back / length, to.1 - dy * back / length));
        // In tenths: from the head's point to the middle of its base, and from there to its corners.
        let (bx, by) = (10 * dx * TIP / length, 10 * dy * TIP / length);
        let (sx, sy) = (10 * -dy * TIP_HALF / length, 10 * dx * TIP_HALF / length);
        let rest = if open {
            // From one corner to the point to the other corner.
            [step('m', sx - bx, sy - by), step('l', bx - sx, by - sy), step('l', -bx - sx, -by - sy)].concat()
        } else {
            format!("{}{}z", step('l', sx - bx, sy - by), step('l', -2 * sx, -2 * sy))
        };
        self.path(tip, to, &rest);
    }
}

/// A number of tenths, written as a decimal number: `-0.5`.
struct Tenths(i32);

impl Display for Tenths {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, tenths) = ((self.0 / 10).abs(), (self.0 % 10).abs());
        write!(f, "{sign}{whole}")?;
        if tenths == 0 { Ok(()) } else { write!(f, ".{tenths}") }
    }
}

/// A relative step of a path, in tenths.
fn step(letter: char, dx: i32, dy: i32) -> String {
    format!("{letter}{} {}", Tenths(dx), Tenths(dy))
}

/// The length of a line, rounded down, at least 1.
fn length(dx: i32, dy: i32) -> i32 {
    (i64::from(dx).pow(2) + i64::from(dy).pow(2)).isqrt().max(1) as i32
}

/// Half the breadth of a circle that marks grounds.
const CIRCLE: i32 = 3;
/// Such a circle, from its left end.
const CIRCLE_PATH: &str = "a3 3 0 1 0 6 0a3 3 0 1 0-6 0z";
/// Half the breadth of a diamond that marks grounds.
const DIAMOND: i32 = 4;
/// Such a diamond, from its left corner.
const DIAMOND_PATH: &str = "l4-4 4 4-4 4z";
/// An hourglass of twice [`GLASS_HALF`] by twice [`GLASS_HALF_Y`], from its upper left corner.
const GLASS_PATH: &str = "h10l-10 14h10z";
