//! The diagram of a run: trace, layout, scene, SVG; the same run is the same picture everywhere.
//!
//! ```text
//! Model ──> Layout::new        columns: where the lifelines stand; nothing here depends on the run
//! Trace ──> Layout::append     rows and spans, each placed once; appending costs what is appended
//! View  ──> body, heads        a Scene: the shapes that are in a window of it, at a cursor, in drawing order
//! Scene ──> svg::picture, or the page's own elements
//! ```
//!
//! How a view uses it:
//!
//! 1. `Layout::new(model, phrases, Size::Roomy)`, or `Size::Compact` where [`Layout::width`] of the roomy one does not fit.
//! 2. After every step `layout.append(model, trace)`. Before the run is cut or replaced, or after, but before the next
//!    `append`: `layout.truncate(trace, unchanged)` with the number of events at the beginning that stay the same.
//! 3. [`heads`] for what stays at the top, [`body`] for what is in view, with a [`View`] that says where the cursor
//!    stands. [`Scene::height`] is the height of the whole body, for the scroll bar.
//! 4. One element for each [`Item`], keyed by [`Item::key`], with [`Item::classes`] and the hooks of [`Item::row`] and
//!    [`Item::state`], and in it one element for each [`Shape`].
//!
//! A scene's shapes stand at `y - scene.origin`; so their numbers stay small however long the run is.

mod below_now;
mod body;
mod columns;
mod constants;
mod direction;
mod draw;
mod label;
mod layout;
mod palette;
mod place;
mod scene;
mod source;
mod spans;
pub mod svg;
mod text_width;

pub use columns::Size;
pub use draw::{body, heads, stagger};
pub use layout::{Layout, View};
pub use palette::{CLASSES, Colour, PALETTE, Paint, painted};
pub use scene::{Anchor, Item, RowData, Scene, Shape, StateData};
pub use text_width::{width, wrap};
