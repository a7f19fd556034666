//! Makes a script of the site as small as it can be; what it does stays the same.

use crate::failure::{Failure, Result};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// The module called `name`, with nothing in it that only people read.
///
/// # Errors
///
/// It is no JavaScript.
pub fn module(name: &str, script: &str) -> Result<String> {
    let allocator = Allocator::default();
    let mut parsed = Parser::new(&allocator, script, SourceType::mjs()).parse();
    if let Some(first) = parsed.diagnostics.first() {
        return Err(Failure::new(format!("{name} can't be read as JavaScript: {first}")));
    }
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut parsed.program);
    let writer = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(minified.scoping);
    Ok(writer.build(&parsed.program).code)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed test is a panic")]
mod tests {
    use super::module;

    #[test]
    fn what_others_ask_for_keeps_its_name_and_all_else_gets_shorter() {
        let script = "// A word.\nlet instance;\nfunction begin(memory) {\n  instance = memory.grow();\n}\n\
                      export { begin as start, instance };\n";
        let short = module("a.js", script).unwrap();
        assert!([".grow()", "as start", "as instance"].iter().all(|name| short.contains(name)), "{short}");
        assert!(!short.contains("word") && !short.contains("memory"), "{short}");
    }

    #[test]
    fn what_is_no_script_is_named() {
        let error = module("a.js", "let = {;").unwrap_err().to_string();
        assert!(error.starts_with("a.js can't be read as JavaScript: "), "{error}");
    }
}
