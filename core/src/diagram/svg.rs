//! Writes a run, or a part of one, as one SVG document that stands alone: literal colours, light and dark by a media query, fonts by name, no script.

use std::ops::Range;

use super::constants::{LEADING, Sizes};
use super::direction::is_mark;
use super::draw::push_number;
use super::draw::{body, heads};
use super::layout::{Layout, View};
use super::palette::{CLASSES, PALETTE};
use super::scene::{Anchor, Item, Scene, Shape};
use super::text_width::wrap;
use crate::model::{StateId, is_hidden};

/// What a picture says beside its shapes.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// Its title, which most viewers show on pointing at it.
    pub title: &'a str,
    /// What is to be seen on it, for those who can't see it.
    pub description: &'a str,
    /// The line that says what was assumed; none where it is empty.
    pub assumed: &'a str,
}

/// The colours of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// Light, or dark for who prefers that.
    #[default]
    Either,
    /// Light for everybody.
    Light,
    /// Dark for everybody.
    Dark,
}

/// How a picture is framed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// Its colours.
    pub theme: Theme,
    /// The heights below the heads that are in it; all where there is none.
    pub part: Option<Range<i32>>,
}

/// A picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// The SVG document.
    pub svg: String,
    /// Its width in px.
    pub width: i32,
    /// Its height in px.
    pub height: i32,
}

/// The picture of a run up to a view's cursor: heads, rows, and what was assumed.
#[must_use]
pub fn picture(layout: &Layout, view: &View<'_>, states: &[StateId], about: &About<'_>) -> String {
    framed(layout, view, states, about, &Frame::default()).svg
}

/// The same in a frame.
#[must_use]
pub fn framed(layout: &Layout, view: &View<'_>, states: &[StateId], about: &About<'_>, frame: &Frame) -> Picture {
    let sizes = layout.columns.sizes;
    let heads = heads(layout, view.model, states);
    let body = body(layout, &View { hits: false, ..*view }, frame.part.clone().unwrap_or(0..i32::MAX - ROOM));
    let part = frame.part.as_ref().map(|part| part.start.clamp(0, body.height)..part.end.clamp(0, body.height));
    let rows = part.as_ref().map_or(body.height, |part| part.end - part.start);
    let assumed = wrap(about.assumed, sizes.small, layout.width() - 2 * SIDE);
    let foot = if about.assumed.is_empty() { 0 } else { assumed.len() as i32 * LEADING + SIDE + FOOT };
    let (width, height) = (layout.width(), SIDE + heads.height + rows + foot);
    // A row takes about 700 bytes.
    let mut out = Writer { out: String::with_capacity(4_096 + body.items.len() * 512) };
    out.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\"");
    out.window(width, 0..height);
    out.raw(">\n<title id=\"t\">");
    out.text(about.title);
    out.raw("</title>\n<desc id=\"d\">");
    out.text(about.description);
    out.raw("</desc>\n");
    out.style(frame.theme);
    out.raw("<rect class=\"ground\" width=\"");
    out.number(width);
    out.raw("\" height=\"");
    out.number(height);
    out.raw("\"/>\n");
    if let Some(part) = part {
        // What reaches out of it is cut off.
        out.raw("<svg y=\"");
        out.number(SIDE + heads.height);
        out.raw("\"");
        out.window(width, part);
        out.raw(">\n");
        out.scene(&body, body.origin);
        out.raw("</svg>\n");
    } else {
        out.scene(&body, SIDE + heads.height);
    }
    out.scene(&heads, SIDE);
    if foot > 0 {
        let line = foot_line(assumed, sizes, SIDE + heads.height + rows + FOOT + LEADING - 4);
        out.item(&line);
    }
    out.raw("</svg>\n");
    Picture { svg: out.out, width, height }
}

/// The line under a picture.
fn foot_line(lines: Vec<String>, sizes: &Sizes, y: i32) -> Item {
    let text = Shape::Text {
        class: "soft",
        x: SIDE,
        y,
        anchor: Anchor::Start,
        size: sizes.small,
        leading: LEADING,
        lines,
        protocol: false,
    };
    Item {
        key: 0,
        class: "assumed",
        ghost: false,
        selected: false,
        paired: false,
        place: 0,
        row: None,
        state: None,
        shapes: vec![text],
    }
}

/// The stylesheet of a picture: every class in the theme's colours; in light ones and again in the dark ones for who prefers them where
/// it has no theme of its own.
#[must_use]
pub fn style(theme: Theme) -> String {
    let mut out = Writer { out: String::new() };
    out.raw(FONTS);
    for class in &CLASSES {
        out.rule(class.selector, class.fill, class.stroke, class.rest, theme == Theme::Dark);
    }
    if theme == Theme::Either {
        out.raw("@media (prefers-color-scheme:dark){\n");
        for class in &CLASSES {
            out.rule(class.selector, class.fill, class.stroke, "", true);
        }
        out.raw("}\n");
    }
    out.out
}

struct Writer {
    out: String,
}

impl Writer {
    /// Writes what is known to be harmless.
    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn number(&mut self, number: i32) {
        push_number(&mut self.out, number);
    }

    /// Writes any text as text, and nothing unseen.
    fn text(&mut self, text: &str) {
        self.letters(text, false);
    }

    /// Writes text as text, with the marks of its pieces or without: the one place that escapes.
    fn letters(&mut self, text: &str, marks: bool) {
        for letter in text.chars() {
            match letter {
                '&' => self.raw("&amp;"),
                '<' => self.raw("&lt;"),
                '>' => self.raw("&gt;"),
                '"' => self.raw("&quot;"),
                '\'' => self.raw("&#39;"),
                '\n' | '\t' => self.out.push(' '),
                _ if is_hidden(letter) && !(marks && is_mark(letter)) => {}
                _ => self.out.push(letter),
            }
        }
    }

    /// How large it is, and which heights of what is in it are seen.
    fn window(&mut self, width: i32, seen: Range<i32>) {
        let numbers = [width, seen.end - seen.start, 0, seen.start, width, seen.end - seen.start];
        let between = [" width=\"", "\" height=\"", "\" viewBox=\"", " ", " ", " "];
        for (before, number) in between.into_iter().zip(numbers) {
            self.raw(before);
            self.number(number);
        }
        self.raw("\"");
    }

    fn style(&mut self, theme: Theme) {
        self.raw("<style>\n");
        self.raw(&style(theme));
        self.raw("</style>\n");
    }

    /// A rule of the stylesheet; nothing where it would be empty.
    fn rule(&mut self, selector: &str, fill: &'static str, stroke: &'static str, rest: &str, dark: bool) {
        let (fill, stroke) = (colour(fill, dark), colour(stroke, dark));
        if [fill, stroke, rest].iter().all(|part| part.is_empty()) {
            return;
        }
        let mut before = ".";
        for part in selector.split(',') {
            self.raw(before);
            self.raw(part.trim_start_matches('.'));
            before = ",.";
        }
        let mut gap = "{";
        for (name, value) in [("fill:", fill), ("stroke:", stroke), ("", rest)] {
            if !value.is_empty() {
                self.raw(gap);
                self.raw(name);
                self.raw(value);
                gap = ";";
            }
        }
        self.raw("}\n");
    }

    /// The items of a scene, moved down by `by`.
    fn scene(&mut self, scene: &Scene, by: i32) {
        self.raw("<g transform=\"translate(0 ");
        self.number(by);
        self.raw(")\">\n");
        for item in &scene.items {
            self.item(item);
        }
        self.raw("</g>\n");
    }

    fn item(&mut self, item: &Item) {
        self.raw("<g class=\"");
        self.raw(&item.classes());
        if let Some(row) = &item.row {
            self.raw("\" data-event=\"");
            self.number(row.event as i32);
            self.raw("\" data-kind=\"");
            self.raw(row.kind);
        }
        self.raw("\">");
        for shape in &item.shapes {
            self.shape(shape);
        }
        self.raw("</g>\n");
    }

    fn attributes(&mut self, class: &str, numbers: &[(&str, i32)]) {
        self.raw(" class=\"");
        self.raw(class);
        for (name, number) in numbers {
            self.raw("\" ");
            self.raw(name);
            self.raw("=\"");
            self.number(*number);
        }
        self.raw("\"");
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Line { class, x1, y1, x2, y2 } => {
                self.raw("<line");
                self.attributes(class, &[("x1", *x1), ("y1", *y1), ("x2", *x2), ("y2", *y2)]);
            }
            Shape::Path { class, d } => {
                self.raw("<path");
                self.attributes(class, &[]);
                self.raw(" d=\"");
                self.raw(d);
                self.raw("\"");
            }
            Shape::Rect { class, x, y, width, height, radius } => {
                self.raw("<rect");
                let numbers = [("x", *x), ("y", *y), ("width", *width), ("height", *height), ("rx", *radius)];
                self.attributes(class, if *radius > 0 { &numbers } else { &numbers[..4] });
            }
            Shape::Circle { class, x, y, r } => {
                self.raw("<circle");
                self.attributes(class, &[("cx", *x), ("cy", *y), ("r", *r)]);
            }
            Shape::Text { class, x, y, anchor, size, leading, lines, protocol } => {
                self.raw(if *protocol { "<text translate=\"no\"" } else { "<text" });
                self.attributes(class, &[("x", *x), ("y", *y), ("font-size", *size)]);
                if *anchor != Anchor::Start {
                    self.raw(" text-anchor=\"");
                    self.raw(anchor.name());
                    self.raw("\"");
                }
                self.raw(">");
                if let [line] = &lines[..] {
                    self.letters(line, true);
                } else {
                    for (index, line) in lines.iter().enumerate() {
                        self.raw("<tspan x=\"");
                        self.number(anchor.place(*x, line, *size));
                        self.raw("\" y=\"");
                        self.number(*y + index as i32 * *leading);
                        self.raw("\">");
                        self.letters(line, true);
                        self.raw("</tspan>");
                    }
                }
                return self.raw("</text>");
            }
        }
        self.raw("/>");
    }
}

/// The value of a palette's colour; what is no colour of the palette stands for itself.
fn colour(name: &'static str, dark: bool) -> &'static str {
    let found = PALETTE.iter().find(|colour| colour.name == name);
    found.map_or(name, |colour| if dark { colour.dark } else { colour.light })
}

/// Above the line under the picture.
const FOOT: i32 = 6;
/// Around the picture.
const SIDE: i32 = 16;
/// Kept below the greatest height, so that sums stay in range.
const ROOM: i32 = 1 << 20;
/// The fonts, and what all lines have in common. Numbers have one breadth, so that a time does not tremble as it passes.
const FONTS: &str = "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','DejaVu Sans',Arial,sans-serif;\
font-variant-numeric:tabular-nums;white-space:pre}\n\
[translate]{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace}\nline,path{fill:none}\n";
