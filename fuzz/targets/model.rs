//! Looks for texts that can't be read as a model without harm.
#![no_main]

#[allow(dead_code)]
#[path = "../../core/tests/fuzzed/mod.rs"]
mod fuzzed;

libfuzzer_sys::fuzz_target!(|text: &str| fuzzed::model(text));
