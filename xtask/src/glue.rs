//! Gives what wasm-bindgen's JavaScript and the app share short names, and leaves the loading of the app to the site's own script.

use crate::failure::Result;
use crate::split::{SHARED, broken};
use walrus::Module;

/// Gives short names to what the app takes from its JavaScript and gives to it: each long one has the sixteen digits of a hash in it, which
/// nothing can compress.
pub fn shorten(first: &mut Module, later: &mut Module, glue: &str) -> String {
    let mut glue = glue.to_owned();
    // What others ask for by name, such as the memory, keeps it.
    let own = |name: &String| ["wasm_bindgen", "__wb"].iter().any(|begin| name.starts_with(begin));
    let exports = first.exports.iter_mut().map(|export| &mut export.name).filter(|name| own(name));
    let imports = first.imports.iter_mut().chain(later.imports.iter_mut()).filter(|import| import.module != SHARED);
    let mut names: Vec<&mut String> = imports.map(|import| &mut import.name).chain(exports).collect();
    // Longer ones first, since one may begin with another. Both parts may take the same.
    names.sort_by(|a, b| (b.len(), &**a).cmp(&(a.len(), &**b)));
    let mut last = (String::new(), String::new());
    for (nth, name) in names.into_iter().enumerate() {
        if last.0 != *name {
            last = (name.clone(), format!("_{nth}"));
            glue = glue.replace(name.as_str(), &last.1);
        }
        name.clone_from(&last.1);
    }
    glue
}

/// The JavaScript without its own ways to load the app, which `static/boot.js` does, in two parts: it gives what that needs.
pub fn unloaded(glue: &str) -> Result<String> {
    let (kept, _) = glue.split_once("async function __wbg_load(").ok_or_else(|| {
        broken("wasm-bindgen's JavaScript has no function `__wbg_load`, which is to be left out of it; is it of another version?")
    })?;
    Ok(format!("{kept}export {{ __wbg_get_imports as imports, __wbg_finalize_init as start, wasm }};\n"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed test is a panic")]
mod tests {
    use super::unloaded;

    #[test]
    fn the_javascript_gives_what_is_needed_to_load_the_app_in_two_parts() {
        let glue = "let wasm;\nasync function __wbg_load(module) {}\nexport { initSync, __wbg_init as default };";
        let exports = "export { __wbg_get_imports as imports, __wbg_finalize_init as start, wasm };\n";
        assert_eq!(unloaded(glue).unwrap(), format!("let wasm;\n{exports}"));
        assert!(unloaded("let wasm;").unwrap_err().to_string().contains("`__wbg_load`"));
    }
}
