//! The core does in a browser what it does natively: the same tests again. `cargo xtask test wasm` runs them, in Chromium.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs)]
#![allow(
    clippy::duplicate_mod,
    reason = "each file is a program of its own natively, and brings the common part along"
)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

#[path = "clock.rs"]
mod clock;
#[path = "exploration.rs"]
mod exploration;
#[path = "links.rs"]
mod links;
#[path = "migration.rs"]
mod migration;
#[path = "protocols.rs"]
mod protocols;
#[path = "registration.rs"]
mod registration;
#[path = "run.rs"]
mod run;
#[path = "traces.rs"]
mod traces;
