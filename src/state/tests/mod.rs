//! What the page does and asks for when something happens to it, told in typed actions; no browser in sight.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed test is a panic")]

mod common;
mod custom_models;
mod embedding;
mod finding;
mod gallery;
mod opening;
mod playing;
mod reloading;
mod sharing;
mod travelling;
mod viewport;
mod writing;
