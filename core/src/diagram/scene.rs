//! A scene: items in drawing order, each with a stable key, made of shapes at whole numbers.

/// What is drawn, in drawing order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scene {
    /// The width of the whole picture, in px.
    pub width: i32,
    /// The height of all there is, in px, also of what is not in the scene.
    pub height: i32,
    /// The y that the shapes' coordinates count from.
    pub origin: i32,
    /// What is in view.
    pub items: Vec<Item>,
}

/// Something that is drawn, selected and hovered as one: a row, a band, a lifeline, a head.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// The same for the same thing in every scene of a run, and for nothing else; what is due shares keys by its place.
    pub key: u64,
    /// What it is, as a class.
    ///
    /// One of `lifeline`, `connection`, `running`, `gap`, `tie`, `now-line`, `row`, `participant`, `state-word`, `later`, `assumed`.
    pub class: &'static str,
    /// Whether it has not happened: what is due, or what an action would do.
    pub ghost: bool,
    /// Whether it is recorded, but after the cursor.
    pub upcoming: bool,
    /// Whether it is the selected row.
    pub selected: bool,
    /// Whether it is the request or the answer of the selected row.
    pub paired: bool,
    /// Its place among what appears one after another; 0 for what has been there before.
    pub place: u8,
    /// For a row that has happened or is recorded: its event.
    pub row: Option<RowData>,
    /// For the word of a participant's state in a head: whose, and which.
    pub state: Option<StateData>,
    /// What it is made of, in drawing order.
    pub shapes: Vec<Shape>,
}

impl Item {
    /// Something that has happened and has been there before.
    pub(super) fn new(key: u64, class: &'static str, shapes: Vec<Shape>) -> Self {
        Self {
            key,
            class,
            ghost: false,
            upcoming: false,
            selected: false,
            paired: false,
            place: 0,
            row: None,
            state: None,
            shapes,
        }
    }

    /// Its class, and those of what holds of it, separated by spaces.
    #[must_use]
    pub fn classes(&self) -> String {
        let holding = [
            (self.ghost, " ghost"),
            (self.upcoming, " upcoming"),
            (self.selected, " selected"),
            (self.paired, " paired"),
        ];
        holding
            .into_iter()
            .filter(|(holds, _)| *holds)
            .fold(self.class.to_owned(), |classes, (_, class)| classes + class)
    }
}

/// What the hooks `data-event`, `data-kind`, `data-at` and `data-arrives` say about a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RowData {
    /// The event's number.
    pub event: u32,
    /// Its kind, such as `message` or `timer-set`.
    pub kind: &'static str,
    /// When it happened, in milliseconds.
    pub at: u64,
    /// When it arrives, in milliseconds, where that is known.
    pub arrives: Option<u64>,
}

/// What the hooks `data-state` and `data-value` say about the word for a state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StateData {
    /// The participant's id.
    pub participant: Box<str>,
    /// The id of the state it is in.
    pub state: Box<str>,
}

/// A shape, its coordinates in px, its look a class.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "a field without a sentence is what its name says")]
pub enum Shape {
    /// A straight line.
    Line {
        class: &'static str,
        /// Where it begins.
        x1: i32,
        /// Where it begins.
        y1: i32,
        /// Where it ends.
        x2: i32,
        /// Where it ends.
        y2: i32,
    },
    /// A path.
    Path {
        class: &'static str,
        d: String,
        /// What it means, where no word beside it says so; may be empty.
        title: &'static str,
    },
    /// A rectangle.
    Rect {
        class: &'static str,
        /// Its left edge.
        x: i32,
        /// Its upper edge.
        y: i32,
        width: i32,
        height: i32,
        /// The radius of its corners.
        radius: i32,
    },
    /// A circle.
    Circle { class: &'static str, x: i32, y: i32, r: i32 },
    /// A text of one line or several.
    Text {
        class: &'static str,
        /// Where its lines are anchored.
        x: i32,
        /// The baseline of its first line.
        y: i32,
        /// How its lines stand to `x`.
        anchor: Anchor,
        /// The size of its font, in px.
        size: i32,
        /// The distance of its baselines.
        leading: i32,
        /// Its lines; a line that ends between two words ends with the space between them.
        lines: Vec<String>,
        /// Whether it is a name that exists in the protocol: monospace, and never translated.
        protocol: bool,
    },
}

impl Shape {
    /// Its class.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Line { class, .. }
            | Self::Path { class, .. }
            | Self::Rect { class, .. }
            | Self::Circle { class, .. }
            | Self::Text { class, .. } => class,
        }
    }
}

/// How a line of text stands to its x.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

impl Anchor {
    /// Where to anchor a line that is to be seen at `x`: the space at its end takes room, and is not seen.
    #[must_use]
    pub fn place(self, x: i32, line: &str, size: i32) -> i32 {
        let space = if line.ends_with(' ') { size * SPACE_WIDTH / 100 } else { 0 };
        match self {
            Self::Start => x,
            Self::Middle => x + (space + 1) / 2,
            Self::End => x + space,
        }
    }

    /// The value of SVG's `text-anchor`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// The breadth of a space in most fonts, in hundredths of the text's size.
const SPACE_WIDTH: i32 = 29;
