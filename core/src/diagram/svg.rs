//! Writes a run, or a part of one, as one SVG document that stands alone and has no script.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use super::constants::{LEADING, Sizes};
use super::direction::is_mark;
use super::draw::{body, heads};
use super::layout::{Layout, View};
use super::palette::{CLASSES, PALETTE, Paint};
use super::scene::{Anchor, Item, Scene, Shape};
use super::text_width::wrap;
use crate::model::StateId;
use crate::text::{escape, is_hidden};

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
    let top = SIDE + heads.height;
    let (width, height) = (layout.width(), top + rows + foot);
    let rows_drawn = match part {
        // What reaches out of the part is cut off.
        Some(part) => {
            let window = Window { width, seen: part };
            format!("<svg y=\"{top}\"{window}>\n{}</svg>\n", Placed { scene: &body, down: body.origin })
        }
        None => Placed { scene: &body, down: top }.to_string(),
    };
    let foot = match foot {
        0 => String::new(),
        _ => Drawn(&foot_line(assumed, sizes, top + rows + FOOT + LEADING - 4)).to_string(),
    };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t d\"{window}>\n\
         <title id=\"t\">{title}</title>\n\
         <desc id=\"d\">{description}</desc>\n\
         <style>\n{style}</style>\n\
         <rect class=\"ground\" width=\"{width}\" height=\"{height}\"/>\n\
         {rows_drawn}{heads}{foot}</svg>\n",
        window = Window { width, seen: 0..height },
        title = visible(about.title, false),
        description = visible(about.description, false),
        style = style(frame.theme),
        heads = Placed { scene: &heads, down: SIDE },
    );
    Picture { svg, width, height }
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

/// The stylesheet of a picture: every class in the colours of its theme.
#[must_use]
pub fn style(theme: Theme) -> String {
    let rules = |classes: &[Paint], dark| classes.iter().map(|class| rule(class, dark)).collect::<String>();
    match theme {
        Theme::Light => format!("{FONTS}{}", rules(&CLASSES, false)),
        Theme::Dark => format!("{FONTS}{}", rules(&CLASSES, true)),
        Theme::Either => {
            // What has no colour is the same in the dark, and need not be said again.
            let colours = CLASSES.map(|class| Paint { rest: "", ..class });
            let (light, dark) = (rules(&CLASSES, false), rules(&colours, true));
            format!("{FONTS}{light}@media (prefers-color-scheme:dark){{\n{dark}}}\n")
        }
    }
}

/// A rule of the stylesheet; empty where there is nothing to say.
fn rule(class: &Paint, dark: bool) -> String {
    let declarations = [("fill:", colour(class.fill, dark)), ("stroke:", colour(class.stroke, dark)), ("", class.rest)];
    let said = declarations.iter().filter(|(_, value)| !value.is_empty());
    let said: Vec<String> = said.map(|(name, value)| format!("{name}{value}")).collect();
    if said.is_empty() { String::new() } else { format!(".{}{{{}}}\n", class.selector, said.join(";")) }
}

/// Text as markup, without what can't be seen, but with the marks of its pieces where they are wanted.
fn visible(text: &str, marks: bool) -> String {
    let spaced = text.chars().map(|letter| if matches!(letter, '\n' | '\t') { ' ' } else { letter });
    escape(spaced.filter(|letter| !is_hidden(*letter) || (marks && is_mark(*letter))))
}

/// The attributes that say how large something is, and which heights of what is in it are seen.
struct Window {
    width: i32,
    seen: Range<i32>,
}

impl Display for Window {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (width, top, height) = (self.width, self.seen.start, self.seen.end - self.seen.start);
        write!(f, " width=\"{width}\" height=\"{height}\" viewBox=\"0 {top} {width} {height}\"")
    }
}

/// The items of a scene, moved down.
struct Placed<'a> {
    scene: &'a Scene,
    down: i32,
}

impl Display for Placed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "<g transform=\"translate(0 {})\">", self.down)?;
        self.scene.items.iter().try_for_each(|item| Drawn(item).fmt(f))?;
        writeln!(f, "</g>")
    }
}

/// An item.
struct Drawn<'a>(&'a Item);

impl Display for Drawn<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let item = self.0;
        write!(f, "<g class=\"{}\"", item.classes())?;
        if let Some(row) = &item.row {
            write!(f, " data-event=\"{}\" data-kind=\"{}\"", row.event, row.kind)?;
        }
        write!(f, ">")?;
        item.shapes.iter().try_for_each(|shape| write_shape(f, shape))?;
        writeln!(f, "</g>")
    }
}

fn write_shape(f: &mut Formatter<'_>, shape: &Shape) -> fmt::Result {
    match shape {
        Shape::Line { class, x1, y1, x2, y2 } => {
            write!(f, "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>")
        }
        Shape::Path { class, d } => write!(f, "<path class=\"{class}\" d=\"{d}\"/>"),
        Shape::Rect { class, x, y, width, height, radius } => {
            write!(f, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")?;
            if *radius > 0 {
                write!(f, " rx=\"{radius}\"")?;
            }
            write!(f, "/>")
        }
        Shape::Circle { class, x, y, r } => write!(f, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{r}\"/>"),
        Shape::Text { class, x, y, anchor, size, leading, lines, protocol } => {
            let translate = if *protocol { " translate=\"no\"" } else { "" };
            write!(f, "<text{translate} class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\"")?;
            if *anchor != Anchor::Start {
                write!(f, " text-anchor=\"{}\"", anchor.name())?;
            }
            write!(f, ">")?;
            match &lines[..] {
                [line] => write!(f, "{}", visible(line, true))?,
                lines => {
                    for (index, line) in lines.iter().enumerate() {
                        let (x, y) = (anchor.place(*x, line, *size), y + index as i32 * leading);
                        let line = visible(line, true);
                        write!(f, "<tspan x=\"{x}\" y=\"{y}\">{line}</tspan>")?;
                    }
                }
            }
            write!(f, "</text>")
        }
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
