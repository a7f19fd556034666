//! The colours of the diagram, in one table that pictures and the page's stylesheet both follow.

/// A colour, light and dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Colour {
    /// The name of the page's token, such as `ground` for `--ground`.
    pub name: &'static str,
    /// In a light picture.
    pub light: &'static str,
    /// In a dark picture.
    pub dark: &'static str,
}

/// What a class is painted with; all of it is colours of the [`PALETTE`] by name, or nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paint {
    /// A class of a shape, perhaps within one of an item.
    pub selector: &'static str,
    /// The colour that fills it, or empty.
    pub fill: &'static str,
    /// The colour of its outline, or empty.
    pub stroke: &'static str,
    /// What else it has, the same in light and dark.
    pub rest: &'static str,
}

/// The colours: neutral ones, and one accent.
pub const PALETTE: [Colour; 8] = [
    Colour { name: "ground", light: "#ffffff", dark: "#12171a" },
    Colour { name: "ink", light: "#1b2327", dark: "#e6ecee" },
    Colour { name: "soft", light: "#57646b", dark: "#9eadb5" },
    Colour { name: "line", light: "#7d8b92", dark: "#6b7a82" },
    Colour { name: "card", light: "#f4f7f8", dark: "#1b2327" },
    Colour { name: "tint", light: "#cfe6e4", dark: "#1d4644" },
    Colour { name: "accent", light: "#0b6b69", dark: "#63cfc6" },
    Colour { name: "wash", light: "#e8f3f2", dark: "#182b2c" },
];

const fn paint(selector: &'static str, fill: &'static str, stroke: &'static str, rest: &'static str) -> Paint {
    Paint { selector, fill, stroke, rest }
}

/// The classes of shapes, with what they are painted with.
pub const CLASSES: [Paint; 42] = [
    paint("ground", "ground", "", ""),
    paint("text", "ink", "", ""),
    paint("soft", "soft", "", ""),
    paint("strong", "ink", "", "font-weight:600"),
    paint("accent", "accent", "", "font-weight:600"),
    paint("wire-text", "accent", "", ""),
    paint("life", "line", "", ""),
    paint("band", "tint", "", ""),
    paint("band-end", "", "accent", "stroke-width:2"),
    paint("head", "card", "line", HALF),
    paint("arrow", "", "ink", "stroke-width:1.5"),
    paint("wire", "", "accent", "stroke-width:1.5;stroke-dasharray:5 4"),
    paint("tip", "ink", "", ""),
    paint("tip-open", "", "ink", "stroke-width:1.5"),
    paint("wire-tip", "", "accent", "stroke-width:1.5"),
    paint("dot", "ink", "", ""),
    paint("ring", "ground", "ink", "stroke-width:1.5"),
    paint("state", "card", "line", HALF),
    paint("note", "ground", "ink", HALF),
    paint("unhandled", "ground", "ink", "stroke-dasharray:4 3;transform:translate(.5px,.5px)"),
    paint("back", "ground", "", ""),
    paint("glass", "ground", "accent", "stroke-width:1.5;stroke-linejoin:round"),
    paint("cross", "", "accent", "stroke-width:2"),
    paint("lead", "", "accent", "shape-rendering:crispEdges"),
    paint("lead-tip", "accent", "", ""),
    paint("bar", "ground", "accent", ""),
    paint("bar-left", "accent", "", ""),
    paint("cut", "ground", "", ""),
    paint("break", "", "line", ""),
    paint("now", "", "accent", "stroke-width:1.5;stroke-dasharray:2 4;stroke-linecap:round"),
    paint("hit", "none", "", "pointer-events:all"),
    paint("selected .hit", "accent", "accent", "fill-opacity:.1"),
    paint("paired .hit", "accent", "accent", "fill-opacity:.05;stroke-dasharray:4 3"),
    paint("ghost .arrow", "", "soft", "stroke-width:1;stroke-dasharray:4 3"),
    paint("ghost .wire", "", "soft", "stroke-width:1"),
    paint("ghost .tip-open,.ghost .wire-tip,.ghost .cross,.ghost .ring", "", "soft", "stroke-width:1"),
    paint("ghost .tip,.ghost .dot,.ghost .lead-tip", "soft", "", ""),
    paint("ghost .lead,.ghost .glass,.ghost .band-end", "", "soft", "stroke-width:1"),
    paint("running .lead", "", "soft", "stroke-dasharray:2 3"),
    paint("ghost .state,.ghost .note,.ghost .unhandled", "ground", "soft", "stroke-dasharray:3 3"),
    paint("ghost .band", "wash", "", ""),
    paint("ghost .text,.ghost .wire-text", "soft", "", ""),
];

/// What puts an outline of one pixel onto whole pixels, where coordinates are whole numbers.
const HALF: &str = "transform:translate(.5px,.5px)";
