//! The components of the page: each shows its properties, and tells by callbacks what the reader does.

pub mod actions;
pub mod diagram;
mod diagram_item;
mod dialog;
pub mod drop_target;
mod duration_field;
pub mod foot;
pub mod head;
mod icon_button;
pub mod inspector;
pub mod keys;
mod marks;
pub mod messages;
pub mod mistake_list;
pub mod notices;
pub mod open_button;
mod problem;
pub mod reference;
pub mod scenarios;
mod select;
pub mod settings;
pub mod share;
#[cfg(test)]
mod tests;
pub mod time_bar;
mod timeline;
pub mod transcript;
mod wait;
