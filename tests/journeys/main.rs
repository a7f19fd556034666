//! What a reader can do with the built site, done in a real browser. `cargo xtask test browser` runs it.

mod barriers;
mod browsers;
mod diagram;
mod driver;
mod embed;
mod engines;
mod handed;
mod harness;
mod host;
mod keyboard;
mod links;
mod models;
mod offline;
mod playing;
mod proxy;
mod sentences;
mod server;
mod sharing;
mod shell;
mod surroundings;
mod travelling;
mod using;
