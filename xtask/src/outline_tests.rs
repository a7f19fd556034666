//! Wherever parts are taken out of functions, they compute what they did: tried with an interpreter, for every set of points that may be passed.

#![allow(clippy::unwrap_used, reason = "a failed test is a panic")]

use crate::outline::outline;
use crate::used::{Used, points};
use walrus::Module;
use wasmi::{Engine, Linker, Store};

/// What an app gives for an argument: a number, or nothing where it stops.
fn results(wasm: &[u8]) -> Vec<Option<i64>> {
    let engine = Engine::default();
    let module = wasmi::Module::new(&engine, wasm).unwrap();
    let mut store = Store::new(&engine, ());
    let instance = Linker::new(&engine).instantiate_and_start(&mut store, &module).unwrap();
    let run = instance.get_typed_func::<i32, i64>(&store, "run").unwrap();
    ARGUMENTS.map(|argument| run.call(&mut store, argument).ok()).to_vec()
}

/// Takes out what is not passed, for every set of points; gives how many functions came of it at most.
#[track_caller]
fn try_every_way(text: &str) -> usize {
    let wasm = wat::parse_str(text).unwrap();
    let module = Module::from_buffer(&wasm).unwrap();
    let function = module.funcs.iter_local().find(|(id, _)| module.funcs.get(*id).name.as_deref() == Some("run"));
    let count = points(function.unwrap().1).len();
    assert!(count <= 12, "{count} points are too many to try every way");
    let (before, expected) = (module.funcs.iter().count(), results(&wasm));
    let mut most = 0;
    for set in 0..1u32 << count {
        let passed: Vec<bool> = (0..count).map(|point| set >> point & 1 == 1).collect();
        let outlined = outline(&wasm, &Used::from([("run", passed.clone())]), 0).unwrap();
        assert_eq!(results(&outlined), expected, "{passed:?}");
        most = most.max(Module::from_buffer(&outlined).unwrap().funcs.iter().count() - before);
    }
    most
}

#[test]
fn what_returns_early_still_returns() {
    let taken = try_every_way(
        r#"(module (func $run (export "run") (param $n i32) (result i64)
            (block $small
                (br_if $small (i32.lt_s (local.get $n) (i32.const 3)))
                (drop (i32.add (i32.const 1) (i32.const 2)))
                (return (i64.mul (i64.extend_i32_s (local.get $n)) (i64.const 7))))
            (block $odd
                (br_if $odd (i32.and (local.get $n) (i32.const 1)))
                (drop (i32.add (i32.const 1) (i32.const 2)))
                (return (i64.const -5)))
            (i64.sub (i64.extend_i32_s (local.get $n)) (i64.const 100))))"#,
    );
    assert!(taken >= 2, "{taken}");
}

#[test]
fn what_is_written_comes_back_also_where_only_some_ways_write_it() {
    let taken = try_every_way(
        r#"(module (func $run (export "run") (param $n i32) (result i64)
            (local $a i32) (local $b i64) (local $c f64)
            (local.set $a (i32.const 40))
            (local.set $b (i64.const 2))
            (block $out
                (br_if $out (i32.eqz (local.get $n)))
                (local.set $a (i32.add (local.get $a) (local.get $n)))
                (block $in
                    (br_if $in (i32.lt_s (local.get $n) (i32.const 4)))
                    (local.set $b (i64.mul (local.get $b) (i64.const 11)))
                    (local.set $c (f64.const 1.5))
                    (br_if $out (i32.gt_s (local.get $n) (i32.const 6)))
                    (local.set $a (i32.const 1000)))
                (local.set $b (i64.add (local.get $b) (i64.const 1))))
            (i64.add (i64.add (i64.extend_i32_s (local.get $a)) (local.get $b)) (i64.trunc_f64_s (local.get $c)))))"#,
    );
    assert!(taken >= 1, "{taken}");
}

#[test]
fn loops_go_round_and_are_left_in_every_way() {
    let taken = try_every_way(
        r#"(module (func $run (export "run") (param $n i32) (result i64)
            (local $sum i64) (local $i i32) (local $old i64)
            (block $done
                (loop $again
                    (br_if $done (i32.ge_s (local.get $i) (local.get $n)))
                    (local.set $i (i32.add (local.get $i) (i32.const 1)))
                    (block $even
                        (br_if $even (i32.eqz (i32.and (local.get $i) (i32.const 1))))
                        (local.set $sum (i64.add (local.get $sum) (local.get $old)))
                        (local.set $old (i64.extend_i32_s (local.get $i)))
                        (br $again))
                    (local.set $sum (i64.add (local.get $sum) (i64.const 10)))
                    (br_if $again (i32.lt_s (local.get $i) (i32.const 6)))
                    (return (i64.sub (local.get $sum) (local.get $old)))))
            (local.get $sum)))"#,
    );
    assert!(taken >= 1, "{taken}");
}

#[test]
fn tables_of_branches_lead_where_they_led_and_what_stops_stops() {
    let taken = try_every_way(
        r#"(module (func $run (export "run") (param $n i32) (result i64)
            (local $x i64)
            (block $four
                (block $three
                    (block $two
                        (block $one
                            (br_if $one (i32.eq (local.get $n) (i32.const 9)))
                            (local.set $x (i64.const 77))
                            (br_table $one $two $three $four (local.get $n)))
                        (local.set $x (i64.add (local.get $x) (i64.const 1)))
                        (return (local.get $x)))
                    (local.set $x (i64.add (local.get $x) (i64.const 2)))
                    (br $four))
                (br_if $four (i32.eq (local.get $n) (i32.const 3)))
                (drop (i32.add (i32.const 1) (i32.const 2)))
                (unreachable))
            (i64.mul (local.get $x) (i64.const 3))))"#,
    );
    assert!(taken >= 2, "{taken}");
}

#[test]
fn functions_that_the_list_knows_in_another_form_are_left_as_they_are() {
    let wasm = wat::parse_str(
        r#"(module (func $run (export "run") (param $n i32) (result i64)
            (block $a (br_if $a (local.get $n)) (drop (i32.add (i32.const 1) (i32.const 2))) (return (i64.const 1)))
            (i64.const 2)))"#,
    );
    let wasm = wasm.unwrap();
    let outlined = outline(&wasm, &Used::from([("run", vec![true, false])]), 0).unwrap();
    assert_eq!(Module::from_buffer(&outlined).unwrap().funcs.iter().count(), 1);
}

/// Tried with each.
const ARGUMENTS: [i32; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, -1];
