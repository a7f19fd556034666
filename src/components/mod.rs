//! The components of the page: each shows its properties, and tells by callbacks what the reader does.

mod actions;
mod assumptions;
mod data_address;
mod diagram;
mod diagram_item;
mod dialog;
mod drop_target;
mod duration_field;
mod foot;
pub mod frame;
mod gallery;
mod head;
mod icon_button;
mod inspector;
mod keys;
mod legend;
mod marks;
mod messages;
mod mistake_list;
mod notices;
mod open_button;
pub mod page;
mod panels;
mod problem;
mod reference;
mod scenarios;
mod select;
mod share;
mod stage;
#[cfg(test)]
mod tests;
mod time_bar;
mod timeline;
mod toast;
mod transcript;
mod wait;
mod zoom;
