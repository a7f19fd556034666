//! What the page and its worker share: what one asks, and what the other answers.

pub mod worker;
