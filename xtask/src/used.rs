//! Knows what of the app the first use of the page enters: an app can be made that notes it, and what one noted is kept in a list.
//!
//! Noted are the points of a function at which its way can part: its beginning, and what follows each branch and each block.

use crate::failure::{Failure, Result};
use crate::split::TABLE;
use std::collections::{HashMap, HashSet};
use walrus::ir::{Const, GlobalSet, Instr, InstrSeq, InstrSeqId, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, FunctionId, LocalFunction, ModuleConfig, ValType};

/// What the first use enters: for each function that it calls, by its name without hashes, its points.
pub type Used<'a> = HashMap<&'a str, Vec<bool>>;

/// The app with a note at each point, exported under the function's number, the point's, and the function's name: it is 1 once the point
/// was passed. The page takes such an app for a first part whose later one never comes.
pub fn noting(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut module = ModuleConfig::new()
        .parse(wasm)
        .map_err(|error| Failure::new(format!("the app can't be read, to find what its first use enters: {error}")))?;
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    for (nth, id) in functions.into_iter().enumerate() {
        let name = without_hashes(module.funcs.get(id).name.as_deref().unwrap_or_default());
        let points = points(module.funcs.get(id).kind.unwrap_local());
        // From the last one on, so that the places of the others stay what they are.
        for (point, (seq, place)) in points.into_iter().enumerate().rev() {
            let note = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
            module.exports.add(&format!("{NOTE}{nth} {point} {name}"), note);
            let body = module.funcs.get_mut(id).kind.unwrap_local_mut().builder_mut();
            let passed = Const { value: Value::I32(1) };
            body.instr_seq(seq).instr_at(place, passed).instr_at(place + 1, GlobalSet { global: note });
        }
    }
    if let Ok(Some(table)) = module.tables.main_function_table() {
        module.exports.add(TABLE, table);
    }
    Ok(module.emit_wasm())
}

/// Whether a list is of this app: of one that was compiled otherwise, hardly a function has the name that it has here.
pub fn is_of(wasm: &[u8], used: &Used<'_>) -> Result<bool> {
    let module = ModuleConfig::new()
        .parse(wasm)
        .map_err(|error| Failure::new(format!("the app can't be read, to see whether it is known: {error}")))?;
    let names: HashSet<String> =
        module.funcs.iter().filter_map(|function| Some(without_hashes(function.name.as_deref()?))).collect();
    let known = used.keys().filter(|name| names.contains(**name)).count();
    Ok(known * 100 >= used.len() * KNOWN)
}

/// The points of a function, each as a place in a sequence of instructions.
pub fn points(function: &LocalFunction) -> Vec<(InstrSeqId, usize)> {
    struct Points(Vec<(InstrSeqId, usize)>);
    impl<'a> Visitor<'a> for Points {
        fn start_instr_seq(&mut self, seq: &'a InstrSeq) {
            let parts =
                |instr: &Instr| matches!(instr, Instr::BrIf(_) | Instr::Block(_) | Instr::Loop(_) | Instr::IfElse(_));
            let after = seq.instrs.iter().enumerate().filter(|(_, (instr, _))| parts(instr));
            self.0.push((seq.id(), 0));
            self.0.extend(after.map(|(place, _)| (seq.id(), place + 1)));
        }
    }
    let mut points = Points(Vec::new());
    dfs_in_order(&mut points, function, function.entry_block());
    points.0
}

/// Reads such a list.
pub fn read(list: &str) -> Used<'_> {
    let lines = list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    lines.map(|(points, name)| (name, points.bytes().map(|point| point == b'1').collect())).collect()
}

/// What the first use enters.
pub fn first_use() -> Used<'static> {
    read(KEPT)
}

/// `<core[70defc23acd9a8e9]::str::Chars>::next` as `<core::str::Chars>::next`.
pub fn without_hashes(name: &str) -> String {
    let is_hash = |text: &str| text.len() > 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut parts = name.split('[');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(']') {
            Some((hash, rest)) if is_hash(hash) => out += rest,
            _ => out.extend(["[", part]),
        }
    }
    out
}

/// Where the list is kept.
pub const LIST: &str = "xtask/src/first_use.txt";

const KEPT: &str = include_str!("first_use.txt");
/// What the exports of notes begin with.
const NOTE: &str = "used ";
/// In hundredths of a list: so many functions are still there after many a change.
const KNOWN: usize = 75;

#[cfg(test)]
mod tests {
    use super::{is_of, read, without_hashes};

    #[test]
    fn hashes_are_left_out_of_names_and_lengths_of_arrays_are_not() {
        assert_eq!(without_hashes("<core[70defc23acd9a8e9]::str::Chars>::next"), "<core::str::Chars>::next");
        assert_eq!(without_hashes("f::<[u8; 4], [u8]>"), "f::<[u8; 4], [u8]>");
    }

    #[test]
    fn an_app_is_known_by_the_names_of_its_functions() -> crate::failure::Result<()> {
        let wasm = wat::parse_str("(module (func $a) (func $b) (func $c))").unwrap_or_default();
        assert!(is_of(&wasm, &read("1 a\n1 b\n1 c\n1 gone\n"))?);
        assert!(!is_of(&wasm, &read("1 a\n1 of\n1 another\n1 app\n"))?);
        Ok(())
    }

    #[test]
    fn a_list_has_the_points_of_each_function() {
        let list = read("# Why.\n1 a\n101 <b as c>::d\n");
        assert_eq!(list["<b as c>::d"], [true, false, true]);
        assert_eq!((list["a"].as_slice(), list.len()), (&[true][..], 2));
    }
}
