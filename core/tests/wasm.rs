//! The core does in a browser what it does natively. `cargo xtask test wasm` runs it, in Chromium.
#![cfg(target_arch = "wasm32")]

use lifeline_core::time::Millis;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn time_reads_as_it_was_written() {
    for millis in [0, 1, 250, 1_000, 90_000, 3_600_000] {
        let written = Millis::new(millis).written();
        assert_eq!(Millis::read(&written), Ok(Millis::new(millis)), "{written}");
    }
}
