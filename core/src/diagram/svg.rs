//! Writes a run, or a part of one, as one SVG document that stands alone and has no script.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter, Write};
use std::ops::Range;

use crc::{CRC_32_ISO_HDLC, Crc, NoTable};

use super::columns::Size;
use super::constants::LEADING;
use super::direction::is_mark;
use super::draw::{body, heads};
use super::layout::{Layout, View};
use super::palette::{CLASSES, Colour, PALETTE, painted};
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
    /// The line that says what the marks in the margin mean; none where it is empty.
    pub marks: &'a str,
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
    /// What is shown in it.
    pub shows: Shows,
}

/// What a picture shows beside messages, timers and states as they change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shows {
    /// The model's title, above the heads.
    pub title: bool,
    /// The state of each participant in its head.
    pub states: bool,
    /// The fields of messages, as far as there is room.
    pub fields: bool,
    /// Where rows come from, in the margin, and what was assumed, below.
    pub grounds: bool,
    /// Where the run stands, and what is due there.
    pub now: bool,
    /// A ground; without one, that of the page shines through.
    pub ground: bool,
}

impl Default for Shows {
    fn default() -> Self {
        Self { title: false, states: true, fields: true, grounds: true, now: true, ground: true }
    }
}

impl Shows {
    /// What a layout has to be made for.
    #[must_use]
    pub const fn size(self) -> Size {
        Size::Picture { states: self.states, fields: self.fields }
    }

    /// Whether a shape of this class is drawn.
    fn has(self, class: &str) -> bool {
        match class {
            "inferred" | "assumed" | "own" => self.grounds,
            "back" => self.ground,
            _ => true,
        }
    }
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
    let said = [about.assumed, about.marks].into_iter().filter(|text| frame.shows.grounds && !text.is_empty());
    let said: Vec<String> = said.flat_map(|text| wrap(text, sizes.small, layout.width() - 2 * SIDE)).collect();
    let foot = if said.is_empty() { 0 } else { said.len() as i32 * LEADING + SIDE + FOOT };
    let title = if frame.shows.title { wrap(about.title, sizes.head, layout.width() - 2 * SIDE) } else { Vec::new() };
    let over = if title.is_empty() { 0 } else { title.len() as i32 * LEADING + SIDE };
    let top = SIDE + over + heads.height;
    let (width, height) = (layout.width(), top + rows + foot);
    let theme = frame.theme;
    let paints = Paints::new(theme, frame.shows);
    let ground = colour("ground", theme);
    let mut drawing = String::with_capacity(body.items.len() * ITEM);
    let mut draw = |part: &dyn Display| {
        // Writing to a text can't fail.
        let _written = write!(drawing, "{part}");
    };
    if frame.shows.ground {
        draw(&format_args!("<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>\n"));
    }
    if over > 0 {
        let line = line("strong", title, sizes.head, SIDE + LEADING - 4);
        draw(&Drawn { item: &line, paints: &paints });
    }
    match part {
        // What reaches out of the part is cut off.
        Some(part) => {
            let (window, rows) =
                (Window { width, seen: part }, Placed { scene: &body, down: body.origin, paints: &paints });
            draw(&format_args!("<svg y=\"{top}\"{window}>\n{rows}</svg>\n"));
        }
        None => draw(&Placed { scene: &body, down: top, paints: &paints }),
    }
    draw(&Placed { scene: &heads, down: SIDE + over, paints: &paints });
    if foot > 0 {
        let line = line("soft", said, sizes.small, top + rows + FOOT + LEADING - 4);
        draw(&Drawn { item: &line, paints: &paints });
    }
    let (title, description) = (visible(about.title, false), visible(about.description, false));
    // In a page that has the markup of several pictures, the names of each are its own.
    let id = format!("lifeline-{:08x}", checksum(&[&title, &description, &drawing]));
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{id}\" role=\"img\" aria-labelledby=\"{id}-title {id}-text\"\
         {window} font-family=\"{FONT}\" xml:space=\"preserve\">\n\
         <title id=\"{id}-title\">{title}</title>\n\
         <desc id=\"{id}-text\">{description}</desc>\n\
         {style}{drawing}</svg>\n",
        window = Window { width, seen: 0..height },
        style = if theme == Theme::Either { dark(&id) } else { String::new() },
    );
    Picture { svg, width, height }
}

/// A run for paper, light, as far down as the height `end`: its heads, and below them its rows in strips that no page has to part. Each
/// is an SVG element of its own.
#[must_use]
pub fn strips(layout: &Layout, view: &View<'_>, states: &[StateId], end: i32) -> Vec<String> {
    let view = View { hits: false, ..*view };
    let paints = Paints::new(Theme::Light, Shows::default());
    let strip = |scene: &Scene, seen: Range<i32>| {
        let (window, rows) =
            (Window { width: scene.width, seen }, Placed { scene, down: scene.origin, paints: &paints });
        format!("<svg{window} font-family=\"{FONT}\" xml:space=\"preserve\">\n{rows}</svg>\n")
    };
    let end = body(layout, &view, 0..0).height.min(end);
    let heads = heads(layout, view.model, states);
    let mut strips = vec![strip(&heads, 0..heads.height)];
    let mut from = 0;
    for to in layout.cuts(STRIP).take_while(|cut| *cut < end).chain([end]) {
        strips.push(strip(&body(layout, &view, from..to), from..to));
        from = to;
    }
    strips
}

/// Lines above or under a picture.
fn line(class: &'static str, lines: Vec<String>, size: i32, y: i32) -> Item {
    let text = Shape::Text { class, x: SIDE, y, anchor: Anchor::Start, size, leading: LEADING, lines, protocol: false };
    Item::new(0, "assumed", vec![text])
}

/// The stylesheet that makes the picture of this class dark for who prefers that.
fn dark(class: &str) -> String {
    let rules: String = PALETTE
        .iter()
        .flat_map(|Colour { light, dark, .. }| {
            ["fill", "stroke"].map(|property| format!(".{class} [{property}=\"{light}\"]{{{property}:{dark}}}\n"))
        })
        .collect();
    format!("<style>\n@media (prefers-color-scheme:dark){{\n{rules}}}\n</style>\n")
}

/// What tells one picture from another.
fn checksum(parts: &[&str]) -> u32 {
    // Without a table: it would be the largest thing in the page, for the sake of a few letters a picture.
    let crc = Crc::<u32, NoTable>::new(&CRC_32_ISO_HDLC);
    let mut digest = crc.digest();
    parts.iter().for_each(|part| digest.update(part.as_bytes()));
    digest.finalize()
}

/// Text as markup, without what can't be seen, but with the marks of its pieces where they are wanted.
fn visible(text: &str, marks: bool) -> Cow<'_, str> {
    // Most texts are plain, and there are thousands of them.
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" .,:()".contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let spaced = text.chars().map(|letter| if matches!(letter, '\n' | '\t') { ' ' } else { letter });
    Cow::Owned(escape(spaced.filter(|letter| !is_hidden(*letter) || (marks && is_mark(*letter)))))
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
    paints: &'a Paints,
}

impl Display for Placed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "<g transform=\"translate(0 {})\">", self.down)?;
        self.scene.items.iter().try_for_each(|item| Drawn { item, paints: self.paints }.fmt(f))?;
        writeln!(f, "</g>")
    }
}

struct Drawn<'a> {
    item: &'a Item,
    paints: &'a Paints,
}

impl Display for Drawn<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "<g")?;
        if let Some(row) = &self.item.row {
            write!(f, " data-event=\"{}\" data-kind=\"{}\"", row.event, row.kind)?;
        }
        write!(f, ">")?;
        let is_running = self.item.class == "running";
        for shape in self.item.shapes.iter().filter(|shape| self.paints.shows.has(shape.class())) {
            let paint = self.paints.by_class.get(&(shape.class(), is_running, self.item.ghost));
            write_shape(f, shape, paint.map_or("", String::as_str))?;
        }
        writeln!(f, "</g>")
    }
}

/// What shapes are painted with, as attributes: many programs know no stylesheets, or take them out.
///
/// By the class of a shape, and whether it is part of a running timer and of what has not happened.
struct Paints {
    by_class: BTreeMap<(&'static str, bool, bool), String>,
    shows: Shows,
}

impl Paints {
    fn new(theme: Theme, shows: Shows) -> Self {
        let mut paints = BTreeMap::new();
        let classes = || CLASSES.iter().flat_map(|paint| paint.classes);
        for (is_running, is_ghost) in [(false, false), (false, true), (true, false), (true, true)] {
            let holds = [(is_running, "running"), (is_ghost, "ghost")];
            let item: Vec<&str> = holds.into_iter().filter(|(holds, _)| *holds).map(|(_, class)| class).collect();
            for class in classes() {
                let attributes = painted(class, &item).into_iter().map(|(property, value)| {
                    // An attribute counts in the units of the picture.
                    format!(" {property}=\"{}\"", colour(value, theme).replace("px", ""))
                });
                paints.insert((*class, is_running, is_ghost), attributes.collect());
            }
        }
        Self { by_class: paints, shows }
    }
}

fn write_shape(f: &mut Formatter<'_>, shape: &Shape, paint: &str) -> fmt::Result {
    match shape {
        Shape::Line { x1, y1, x2, y2, .. } => {
            write!(f, "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"{paint}/>")
        }
        Shape::Path { d, title, .. } => {
            let fill = if paint.contains(" fill=") { "" } else { " fill=\"none\"" };
            match *title {
                "" => write!(f, "<path d=\"{d}\"{fill}{paint}/>"),
                title => write!(f, "<path d=\"{d}\"{fill}{paint}><title>{}</title></path>", visible(title, false)),
            }
        }
        Shape::Rect { x, y, width, height, radius, .. } => {
            write!(f, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")?;
            if *radius > 0 {
                write!(f, " rx=\"{radius}\"")?;
            }
            write!(f, "{paint}/>")
        }
        Shape::Circle { x, y, r, .. } => write!(f, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\"{paint}/>"),
        Shape::Text { x, y, anchor, size, leading, lines, protocol, .. } => {
            write!(f, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{paint}")?;
            if *protocol {
                write!(f, " font-family=\"{PROTOCOL_FONT}\" translate=\"no\"")?;
            }
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
fn colour(name: &'static str, theme: Theme) -> &'static str {
    let found = PALETTE.iter().find(|colour| colour.name == name);
    found.map_or(name, |colour| if theme == Theme::Dark { colour.dark } else { colour.light })
}

/// Bytes that an item takes, about.
const ITEM: usize = 320;
/// Above the line under the picture.
const FOOT: i32 = 6;
/// The least height of a strip, in px: about three rows.
const STRIP: i32 = 96;
/// Around the picture.
const SIDE: i32 = 16;
/// Kept below the greatest height, so that sums stay in range.
const ROOM: i32 = 1 << 20;
/// Fonts for words, and for names that exist in the protocol.
const FONT: &str =
    "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','DejaVu Sans',Arial,sans-serif";
const PROTOCOL_FONT: &str = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";
