//! The parts of the page: each shows its props and says what the reader does; none keeps anything that a link should keep.

pub mod actions;
pub mod clock;
pub mod diagram;
pub mod duration_field;
pub mod figures;
pub mod head;
pub mod keys;
pub mod notices;
pub mod reference;
pub mod selected;
pub mod settings;
pub mod transcript;

use yew::Callback;

use crate::state::Action;

/// Where the parts say what the reader does.
pub type Send = Callback<Action>;
