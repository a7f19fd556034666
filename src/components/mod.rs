//! The parts of the page: each shows what it is given; what the reader does with them is read from the hooks on their elements.

pub mod actions;
pub mod clock;
pub mod diagram;
#[cfg(test)]
mod diagram_tests;
pub mod figures;
pub mod foot;
pub mod head;
pub mod keys;
pub mod marks;
pub mod messages;
pub mod notices;
pub mod own;
pub mod reference;
pub mod selected;
pub mod settings;
pub mod share;
pub mod transcript;
