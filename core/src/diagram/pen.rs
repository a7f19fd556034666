//! Draws at a layout's heights what a scene holds at its own: shapes whose every number is whole, or whole tenths inside a path.

use super::constants::{BAR_HALF, CROSS_HALF, GLASS_HALF, GLASS_HALF_Y, LEADING, TIP, TIP_HALF};
use super::scene::{Anchor, Shape};

/// Collects the shapes of an item.
pub(super) struct Pen {
    /// The height that a scene's coordinates count from.
    pub origin: i32,
    pub shapes: Vec<Shape>,
}

/// How an arrow looks: its line, its head, and whether that is open.
pub(super) type Arrow = (&'static str, &'static str, bool);

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub class: &'static str,
    pub anchor: Anchor,
    pub size: i32,
    pub protocol: bool,
}

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
        let mut d = String::from("M");
        push_number(&mut d, x);
        d.push(' ');
        push_number(&mut d, y - self.origin);
        d.push_str(rest);
        self.shapes.push(Shape::Path { class, d });
    }

    /// Lines of text; `y` is the baseline of the first.
    pub fn text(&mut self, look: Type, (x, y): (i32, i32), lines: &[String]) {
        if lines.iter().all(|line| line.is_empty()) {
            return;
        }
        self.shapes.push(Shape::Text {
            class: look.class,
            x,
            y: y - self.origin,
            anchor: look.anchor,
            size: look.size,
            leading: LEADING,
            lines: lines.iter().map(|line| clean(line)).collect(),
            protocol: look.protocol,
        });
    }

    /// A timer's bar, or what is left in it, from a height to another.
    pub fn bar(&mut self, (x, top): (i32, i32), bottom: i32, left: bool) {
        if bottom > top {
            let class = if left { "bar-left" } else { "bar" };
            self.rect(class, (x - BAR_HALF, top), (2 * BAR_HALF, bottom - top), 0);
        }
    }

    /// An hourglass around a point.
    pub fn glass(&mut self, (x, y): (i32, i32)) {
        let mut rest = String::new();
        for (letter, dx, dy) in
            [('h', 2 * GLASS_HALF, 0), ('l', -2 * GLASS_HALF, 2 * GLASS_HALF_Y), ('h', 2 * GLASS_HALF, 0)]
        {
            rest.push(letter);
            push_number(&mut rest, dx);
            if letter == 'l' {
                rest.push(' ');
                push_number(&mut rest, dy);
            }
        }
        rest.push('z');
        self.path("glass", (x - GLASS_HALF, y - GLASS_HALF_Y), &rest);
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
        // In tenths: the middle of the head's base, and from there to its corners.
        let (bx, by) = (10 * dx * TIP / length, 10 * dy * TIP / length);
        let (sx, sy) = (10 * -dy * TIP_HALF / length, 10 * dx * TIP_HALF / length);
        let mut rest = String::new();
        if open {
            // From one corner to the point to the other corner.
            let start = (10 * to.0 - bx + sx, 10 * (to.1 - self.origin) - by + sy);
            let mut d = String::from("M");
            push_tenths(&mut d, start.0);
            d.push(' ');
            push_tenths(&mut d, start.1);
            push_step(&mut d, bx - sx, by - sy);
            push_step(&mut d, -bx - sx, -by - sy);
            self.shapes.push(Shape::Path { class: tip, d });
        } else {
            push_step(&mut rest, -bx + sx, -by + sy);
            push_step(&mut rest, -2 * sx, -2 * sy);
            rest.push('z');
            self.path(tip, to, &rest);
        }
    }
}

/// The text without what could change how the text around it reads: controls, and overrides of direction.
pub(super) fn clean(text: &str) -> String {
    text.chars().filter(|letter| !is_harmful(*letter)).collect()
}

/// Whether a letter is a control, an override of direction, or none that XML allows.
pub(super) fn is_harmful(letter: char) -> bool {
    matches!(letter, '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Writes a whole number.
pub(super) fn push_number(out: &mut String, number: i32) {
    if number < 0 {
        out.push('-');
    }
    let mut digits = [0_u8; 10];
    let (mut rest, mut at) = (number.unsigned_abs(), digits.len());
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

fn push_tenths(out: &mut String, tenths: i32) {
    if tenths < 0 {
        out.push('-');
    }
    push_number(out, (tenths / 10).abs());
    if tenths % 10 != 0 {
        out.push('.');
        push_number(out, (tenths % 10).abs());
    }
}

/// A relative line, in tenths.
fn push_step(out: &mut String, dx: i32, dy: i32) {
    out.push('l');
    push_tenths(out, dx);
    out.push(' ');
    push_tenths(out, dy);
}

/// The length of a line, rounded down, at least 1.
fn length(dx: i32, dy: i32) -> i32 {
    let (dx, dy) = (i64::from(dx), i64::from(dy));
    ((dx * dx + dy * dy).isqrt() as i32).max(1)
}
