//! What a reader can do with the built site, done in a real browser. `cargo xtask test browser` runs it.

mod diagram;
mod driver;
mod harness;
mod links;
mod playing;
mod sharing;
mod shell;
mod surroundings;
mod using;
