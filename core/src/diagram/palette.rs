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

/// What classes are painted with; its colours are names of the [`PALETTE`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paint {
    /// Classes of shapes.
    pub classes: &'static [&'static str],
    /// The class that their item has to have, or empty.
    pub within: &'static str,
    /// The colour that fills them, or empty.
    pub fill: &'static str,
    /// The colour of their outline, or empty.
    pub stroke: &'static str,
    /// What else they have, the same in light and dark: properties of CSS and SVG with their values.
    pub rest: &'static [(&'static str, &'static str)],
}

/// The colours: neutral ones; an accent for connections and what can be pressed; red for refusals, losses and mistakes; amber for time
/// and what is assumed; blue for what follows from the reference.
pub const PALETTE: [Colour; 14] = [
    Colour { name: "ground", light: "#ffffff", dark: "#12171a" },
    Colour { name: "ink", light: "#1b2327", dark: "#e6ecee" },
    Colour { name: "soft", light: "#57646b", dark: "#9eadb5" },
    Colour { name: "line", light: "#7d8b92", dark: "#6b7a82" },
    Colour { name: "card", light: "#f4f7f8", dark: "#1b2327" },
    Colour { name: "tint", light: "#cfe6e4", dark: "#1d4644" },
    Colour { name: "accent", light: "#0b6b69", dark: "#63cfc6" },
    Colour { name: "wash", light: "#e8f3f2", dark: "#182b2c" },
    Colour { name: "red", light: "#b3261e", dark: "#ff8f85" },
    Colour { name: "red-wash", light: "#fdecea", dark: "#38201f" },
    Colour { name: "amber", light: "#8a5a00", dark: "#e8b64c" },
    Colour { name: "amber-line", light: "#d9a01f", dark: "#a87b1f" },
    Colour { name: "amber-wash", light: "#fff7e3", dark: "#2e2614" },
    Colour { name: "blue", light: "#2f62c9", dark: "#8fb2ff" },
];

type Properties = &'static [(&'static str, &'static str)];

const fn paint(classes: &'static [&'static str], fill: &'static str, stroke: &'static str, rest: Properties) -> Paint {
    within("", classes, fill, stroke, rest)
}

const fn within(
    within: &'static str,
    classes: &'static [&'static str],
    fill: &'static str,
    stroke: &'static str,
    rest: Properties,
) -> Paint {
    Paint { classes, within, fill, stroke, rest }
}

/// The classes of shapes, with what they are painted with; of several that hold, a later one counts.
pub const CLASSES: [Paint; 58] = [
    paint(&["ground"], "ground", "", &[]),
    paint(&["text"], "ink", "", &[]),
    paint(&["soft"], "soft", "", &[]),
    paint(&["strong", "name"], "ink", "", &[("font-weight", "600")]),
    paint(&["refusal-name"], "red", "", &[("font-weight", "600")]),
    paint(&["loss"], "red", "", &[]),
    paint(&["accent"], "accent", "", &[("font-weight", "600")]),
    paint(&["time-left"], "amber", "", &[("font-weight", "600")]),
    paint(&["wire-text"], "accent", "", &[]),
    paint(&["life"], "line", "", &[]),
    paint(&["band"], "tint", "", &[]),
    paint(&["band-end"], "", "accent", &[("stroke-width", "2")]),
    paint(&["head"], "card", "line", &[HALF]),
    paint(&["arrow"], "", "ink", &[("stroke-width", "1.5")]),
    paint(&["refusal"], "", "red", &[("stroke-width", "1.5")]),
    paint(&["wire"], "", "accent", &[("stroke-width", "1.5"), ("stroke-dasharray", "5 4")]),
    paint(&["tip"], "ink", "", &[]),
    paint(&["tip-open"], "", "ink", &[("stroke-width", "1.5")]),
    paint(&["refusal-tip"], "red", "", &[]),
    paint(&["refusal-tip-open"], "", "red", &[("stroke-width", "1.5")]),
    paint(&["wire-tip"], "", "accent", &[("stroke-width", "1.5")]),
    paint(&["dot"], "red", "", &[]),
    paint(&["ring"], "ground", "ink", &[("stroke-width", "1.5")]),
    paint(&["state"], "wash", "", &[HALF]),
    paint(&["note"], "amber-wash", "amber-line", &[HALF]),
    paint(&["unhandled"], "red-wash", "red", &[("stroke-dasharray", "4 3"), HALF]),
    paint(&["back"], "ground", "", &[]),
    paint(&["glass"], "ground", "amber", &[("stroke-width", "1.5"), ("stroke-linejoin", "round")]),
    paint(&["cross"], "", "amber", &[("stroke-width", "2")]),
    paint(&["lead"], "", "amber", &[("shape-rendering", "crispEdges")]),
    paint(&["lead-tip"], "amber", "", &[]),
    paint(&["bar"], "amber-wash", "amber-line", &[]),
    paint(&["bar-left"], "amber-line", "", &[("fill-opacity", ".5")]),
    paint(&["cut"], "ground", "", &[]),
    paint(&["inferred"], "blue", "", &[]),
    paint(&["assumed"], "amber-line", "", &[]),
    paint(&["own"], "ground", "soft", &[("stroke-width", "1.5")]),
    paint(&["break"], "", "line", &[]),
    paint(&["now"], "", "accent", &[("stroke-width", "1.5"), ("stroke-dasharray", "2 4"), ("stroke-linecap", "round")]),
    paint(&["hit"], "none", "", &[("pointer-events", "all")]),
    within("selected", &["hit"], "accent", "accent", &[("fill-opacity", ".1")]),
    within("paired", &["hit"], "accent", "accent", &[("fill-opacity", ".05"), ("stroke-dasharray", "4 3")]),
    within("ghost", &["arrow", "refusal"], "", "soft", &[("stroke-width", "1"), ("stroke-dasharray", "4 3")]),
    within("ghost", &["wire"], "", "soft", &[("stroke-width", "1")]),
    within(
        "ghost",
        &["tip-open", "refusal-tip-open", "wire-tip", "cross", "ring"],
        "",
        "soft",
        &[("stroke-width", "1")],
    ),
    within("ghost", &["tip", "refusal-tip", "dot", "lead-tip"], "soft", "", &[]),
    within("ghost", &["lead", "glass", "band-end"], "", "soft", &[("stroke-width", "1")]),
    within("running", &["lead"], "", "soft", &[("stroke-dasharray", "2 3")]),
    within("ghost", &["state", "note", "unhandled"], "ground", "soft", &[("stroke-dasharray", "3 3")]),
    within("ghost", &["band"], "wash", "", &[]),
    within("ghost", &["text", "name", "refusal-name", "loss", "wire-text"], "soft", "", &[]),
    within("upcoming", &["arrow", "refusal", "wire", "tip-open", "refusal-tip-open", "wire-tip"], "", "line", &[]),
    within("upcoming", &["tip", "refusal-tip", "dot", "lead-tip", "inferred", "assumed"], "line", "", &[]),
    within("upcoming", &["lead", "glass", "cross", "ring", "band-end", "own"], "", "line", &[]),
    within("upcoming", &["state"], "card", "", &[]),
    within("upcoming", &["note", "unhandled"], "card", "line", &[]),
    within("upcoming", &["band"], "wash", "", &[]),
    within("upcoming", &["text", "name", "refusal-name", "loss", "wire-text"], "soft", "", &[]),
];

/// The properties of a shape of this class in an item of these, with their values.
///
/// Colours are names of the [`PALETTE`].
#[must_use]
pub fn painted(class: &str, item: &[&str]) -> Vec<(&'static str, &'static str)> {
    let mut properties = Vec::new();
    for paint in &CLASSES {
        let is_within = paint.within.is_empty() || item.contains(&paint.within);
        if is_within && paint.classes.contains(&class) {
            let colours = [("fill", paint.fill), ("stroke", paint.stroke)];
            let said = colours.into_iter().filter(|(_, colour)| !colour.is_empty()).chain(paint.rest.iter().copied());
            for (property, value) in said {
                properties.retain(|(known, _)| *known != property);
                properties.push((property, value));
            }
        }
    }
    properties
}

/// What puts an outline of one pixel onto whole pixels, where coordinates are whole numbers.
const HALF: (&str, &str) = ("transform", "translate(.5px,.5px)");
