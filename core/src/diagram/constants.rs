//! Every distance and size of the diagram, in px, each with its reason.

/// The distances that differ between the two variants.
#[derive(Debug)]
pub(super) struct Sizes {
    /// From the text in the left margin, the time and where a row comes from, to what stands right of it.
    pub margin: i32,
    /// The size of the text of names and labels.
    pub text: i32,
    /// The size of secondary text; less than 12 is not legible on every screen.
    pub small: i32,
    /// The size of the participants' names.
    pub head: i32,
    /// The widest line of a state's label before it wraps.
    pub state: i32,
    /// The widest line of a participant's name before it wraps.
    pub participant: i32,
    /// Whether heads tell the state that their participant is in; else only the rows do.
    pub states_in_heads: bool,
    /// Whether the fields of a message stand below its arrow.
    pub fields: bool,
    /// The height of a gap of quiet time: seen as a break, and not as a row.
    pub gap: i32,
    /// The widest line of a note before it wraps.
    pub note: i32,
    /// The least distance from a lifeline to its column's edge.
    pub half: i32,
    /// The least distance between two lifelines.
    pub between: i32,
    /// The widest message name that a column makes room for; a longer one wraps.
    pub name: i32,
    /// The room kept outside the last column for what is said about its timers; nothing where it is said inside.
    pub timer: i32,
    /// Above and below what stands in a row.
    pub pad: i32,
    /// The room outside the margin's text, and outside the last column.
    pub edge: i32,
    /// From either end of an arrow to its text.
    pub arrow_pad: i32,
    /// From text in a box to the box, sideways.
    pub box_pad: i32,
}

/// For a page with room.
pub(super) const ROOMY: Sizes = Sizes {
    margin: 14,
    text: 13,
    small: 12,
    head: 14,
    state: 150,
    participant: 150,
    states_in_heads: true,
    fields: true,
    gap: 40,
    note: 210,
    half: 76,
    between: 336,
    name: 260,
    timer: 112,
    pad: 7,
    edge: 14,
    arrow_pad: 16,
    box_pad: 10,
};

/// The same for a picture whose heads are names alone.
pub(super) const NAMES: Sizes = Sizes { states_in_heads: false, ..ROOMY };
/// The same for a picture whose messages are names alone.
pub(super) const WITHOUT_FIELDS: Sizes = Sizes { fields: false, ..ROOMY };
/// The same for a picture of nothing but names.
pub(super) const BARE: Sizes = Sizes { states_in_heads: false, fields: false, ..ROOMY };

/// For a narrow screen, where a run is to be seen as a whole: what a row carries is told where it is pressed. Two participants
/// whose message names have 21 letters fit into 360 px.
pub(super) const COMPACT: Sizes = Sizes {
    margin: 6,
    text: 12,
    small: 12,
    head: 12,
    state: 92,
    participant: 124,
    states_in_heads: false,
    fields: false,
    gap: 28,
    note: 150,
    half: 44,
    between: 150,
    name: 180,
    timer: 0,
    pad: 5,
    edge: 3,
    arrow_pad: 6,
    box_pad: 8,
};

/// From one baseline to the next: text of 12 or 13 px with room for what hangs below and stands above.
pub(super) const LEADING: i32 = 16;
/// From the middle of a line to the baseline of text that is centred on it: a third of the text's size.
pub(super) const TO_BASELINE: i32 = 4;
/// From a baseline to the lowest part of a letter.
pub(super) const DESCENT: i32 = 4;
/// From the last baseline above an arrow to the arrow: letters that hang down stay clear of it.
pub(super) const ABOVE_ARROW: i32 = 7;
/// From an arrow to the baseline of the text under it.
pub(super) const BELOW_ARROW: i32 = 16;
/// The length of an arrow's head.
pub(super) const TIP: i32 = 10;
/// Half the breadth of an arrow's head.
pub(super) const TIP_HALF: i32 = 4;
/// Half the breadth of all bands of a lifeline together: broad enough to see as a tint.
pub(super) const BAND_HALF: i32 = 6;
/// How far the bar at a band's end stands out on either side.
pub(super) const BAND_END: i32 = 3;
/// From the text in a box to the box, above and below.
pub(super) const BOX_PAD_Y: i32 = 5;
/// The least distance between things side by side.
pub(super) const APART: i32 = 10;
/// From a lifeline to the middle of its first timer: the hourglass stays clear of the band.
pub(super) const LANE: i32 = 26;
/// From the middle of one timer to that of the next.
pub(super) const LANE_STEP: i32 = 16;
/// Half the breadth of an hourglass.
pub(super) const GLASS_HALF: i32 = 5;
/// Half the height of an hourglass.
pub(super) const GLASS_HALF_Y: i32 = 7;
/// Half the breadth of a timer's running bar.
pub(super) const BAR_HALF: i32 = 3;
/// Half the size of a cross.
pub(super) const CROSS_HALF: i32 = 5;
/// From the middle of a row to the cross above it and to the hourglass under it, where a timer is restarted: they touch nowhere.
pub(super) const RESTART_APART: i32 = 9;
/// From a lifeline to the circle of a message that is lost before it.
pub(super) const DOT_BEFORE: i32 = 24;
/// How far a message comes that never left, in parts of 16 of its way.
pub(super) const STUB_PARTS: i32 = 6;
/// How far the beginning of what is only due to be sent goes down, in pixels: enough to be seen slanting, within its own row.
pub(super) const STUB_DROP: i32 = 6;
/// The radius of that circle.
pub(super) const DOT: i32 = 5;
/// The height of a row in which something only arrives.
pub(super) const ARRIVAL: i32 = 22;
/// Half the height of the break in a lifeline.
pub(super) const BREAK_HALF: i32 = 4;
/// How far a break reaches to either side of its lifeline: beyond the bands and the bars at their ends.
pub(super) const BREAK_REACH: i32 = 10;
/// The height of the row of the now line.
pub(super) const NOW: i32 = 58;
/// From the top of the now line's row to the line.
pub(super) const NOW_ANCHOR: i32 = 20;
/// What lifelines have above the first row.
pub(super) const TOP: i32 = 8;
/// What lifelines have below the last row.
pub(super) const BOTTOM: i32 = 20;
/// The least height of a row: a target that a finger hits (WCAG 2.5.8).
pub(super) const ROW: i32 = 24;
/// How far beyond the window things are drawn: nothing that belongs to a row is higher than that above it.
pub(super) const OVERSCAN: i32 = 64;
/// Coordinates count from a multiple of this, so that their numbers stay small, and the same while one scrolls.
pub(super) const ORIGIN_STEP: i32 = 1 << 16;
/// After how many rows the shapes open there are written down: so many rows are looked through at most for what crosses a window.
pub(super) const CHECKPOINT: usize = 256;
