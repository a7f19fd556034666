//! Splits the app in two: what the first use of the page needs, and what is loaded right after it; together they do what the whole did.
//!
//! Where the first part calls a function of the later one, it finds a stub, which makes sure that the later part is there and
//! goes on to the function by way of the table of functions. So nothing in the app's sources need know where the split is.

use crate::data;
use crate::failure::{Failure, Result};
use crate::glue::shorten;
use crate::outline::{GAIN, outline};
use crate::used::{self, Used};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use walrus::ir::{
    Call, CallIndirect, Const, Instr, InstrSeq, Value, Visitor, VisitorMut, dfs_in_order, dfs_pre_order_mut,
};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, Function, FunctionBuilder, FunctionId, FunctionKind,
    GlobalKind, LocalFunction, Module, ModuleConfig, TableId, TypeId, ValType,
};

/// The app in its two parts, as WebAssembly, and the JavaScript that goes with it.
pub struct Split {
    /// What is needed at first.
    pub first: Vec<u8>,
    /// The rest, which takes what it shares with the first part from that part's exports.
    pub later: Vec<u8>,
    /// What the JavaScript gives to the first part, under shorter names.
    pub glue: String,
}

/// Puts into the later part all that the first use doesn't enter, with the data that only functions of that part use, as far as
/// `linked`, the app before it got its JavaScript, tells.
pub fn split(wasm: &[u8], linked: &[u8], glue: &str, first_use: &Used<'_>) -> Result<Split> {
    let wasm = outline(wasm, first_use, GAIN)?;
    let (mut first, mut later) = (read(&wasm)?, read(&wasm)?);
    // Two modules read from the same bytes number everything alike.
    let moved = moved(&first, first_use);
    let (of_both, of_later): (Vec<_>, Vec<_>) = first.funcs.iter().partition(|f| !moved.contains(&f.id().index()));
    let names = |functions: Vec<&Function>| functions.iter().filter_map(|f| f.name.clone()).collect::<HashSet<_>>();
    let (of_both, of_later) = (names(of_both), names(of_later));
    let data = data::used_only_by(linked, |name| of_later.contains(name) && !of_both.contains(name))?;

    let places = places(&mut first, &moved)?;
    let shared = shared(&mut first, &moved)?;
    keep_later(&mut later, &places, &shared)?;
    move_data(&mut first, &mut later, &data)?;
    keep_first(&mut first, &moved, &places, &shared)?;
    let glue = shorten(&mut first, &mut later, glue);
    Ok(Split { first: first.emit_wasm(), later: later.emit_wasm(), glue })
}

/// Places in the table of functions, each with the function's number: those of the later part that the first one asks for, or the
/// other way round.
type Places = BTreeMap<u32, usize>;

/// Reads a program of the page, without what is only for people.
pub fn read(wasm: &[u8]) -> Result<Module> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(std::env::var_os(NAMES).is_some()).generate_producers_section(false);
    let module = config.parse(wasm);
    let mut module = module.map_err(|error| Failure::new(format!("a program of the page is damaged: {error}")))?;
    let customs: Vec<_> = module.customs.iter().map(|(id, _)| id).collect();
    customs.into_iter().for_each(|id| drop(module.customs.delete(id)));
    Ok(module)
}

/// The failure of all that changes the app.
pub fn broken(why: &str) -> Failure {
    Failure::new(format!("the app can't be split in what is loaded first and later: {why}"))
}

fn table(module: &Module) -> Result<TableId> {
    module.tables.main_function_table().ok().flatten().ok_or_else(|| broken("it has no table of functions"))
}

/// The numbers of the functions of the later part: all but those of the first use, and those that bring the later part.
fn moved(module: &Module, first: &Used<'_>) -> HashSet<usize> {
    let named = |id: &FunctionId| {
        let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
        first.contains_key(used::without_hashes(name).as_str())
    };
    let load = module.exports.get_func(LOAD).ok();
    let mut queue: Vec<FunctionId> = load.into_iter().chain(module.start).collect();
    let mut staying: HashSet<FunctionId> = queue.iter().copied().collect();
    while let Some(id) = queue.pop() {
        if let FunctionKind::Local(function) = &module.funcs.get(id).kind {
            queue.extend(calls_of(function).into_iter().filter(|id| staying.insert(*id)));
        }
    }
    let moved = module.funcs.iter_local().filter(|(id, _)| !named(id) && !staying.contains(id));
    let mut moved: HashSet<FunctionId> = moved.map(|(id, _)| id).collect();
    // What is no larger than what would be left of it stays, too.
    loop {
        let is_small = |id: &FunctionId| {
            let function = module.funcs.get(*id).kind.unwrap_local();
            function.size() <= module.types.params(function.ty()).len() as u64 + STUB
                && calls_of(function).iter().all(|called| !moved.contains(called))
        };
        let staying = module.funcs.iter_local().filter(|(id, _)| !moved.contains(id));
        let called = staying.flat_map(|(_, function)| calls_of(function));
        let pointed_at = module.elements.iter().flat_map(|element| pointed_at(&element.items)).copied();
        let asked_for: HashSet<FunctionId> = called.chain(pointed_at).filter(|id| moved.contains(id)).collect();
        let small: Vec<FunctionId> = asked_for.into_iter().filter(is_small).collect();
        if small.is_empty() {
            break;
        }
        moved.retain(|id| !small.contains(id));
    }
    moved.into_iter().map(|id| id.index()).collect()
}

fn pointed_at(items: &ElementItems) -> &[FunctionId] {
    match items {
        ElementItems::Functions(ids) => ids,
        // Tables of anything else than functions, of which nothing is moved.
        ElementItems::Expressions(..) => &[],
    }
}

fn calls_of(function: &LocalFunction) -> Vec<FunctionId> {
    struct Calls(Vec<FunctionId>);
    impl<'a> Visitor<'a> for Calls {
        fn visit_function_id(&mut self, id: &FunctionId) {
            self.0.push(*id);
        }
    }
    let mut calls = Calls(Vec::new());
    dfs_in_order(&mut calls, function, function.entry_block());
    calls.0
}

/// Finds a place for each function of the later part that the first one calls or points at, and makes the table long enough.
fn places(module: &mut Module, moved: &HashSet<usize>) -> Result<Places> {
    let mut places = Places::new();
    for element in module.elements.iter() {
        let ElementKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } = element.kind else {
            return Err(broken("its table of functions is not filled at the start"));
        };
        let numbered = (offset.cast_unsigned()..).zip(pointed_at(&element.items).iter().map(|id| id.index()));
        places.extend(numbered.filter(|(_, index)| moved.contains(index)));
    }
    let mut placed: HashSet<usize> = places.values().copied().collect();
    let table = table(module)?;
    let table = module.tables.get_mut(table);
    let exported = module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id),
        _ => None,
    });
    let staying = module.funcs.iter_local().filter(|(id, _)| !moved.contains(&id.index()));
    for index in staying.flat_map(|(_, function)| calls_of(function)).chain(exported).map(|id| id.index()) {
        if moved.contains(&index) && placed.insert(index) {
            let place = u32::try_from(table.initial).map_err(|_| broken("its table of functions is too long"))?;
            places.insert(place, index);
            table.initial += 1;
        }
    }
    table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
    Ok(places)
}

/// Finds a place for each function of the first part that the later one calls: an export of its own would take four times as much. Small
/// ones that call no others have none; each part has its own.
fn shared(module: &mut Module, moved: &HashSet<usize>) -> Result<Places> {
    let is_moved = |id: FunctionId| moved.contains(&id.index());
    let moving = module.funcs.iter_local().filter(|(id, _)| is_moved(*id));
    let called = moving.flat_map(|(_, function)| calls_of(function)).filter(|id| !is_moved(*id));
    let local = |id: FunctionId| match &module.funcs.get(id).kind {
        FunctionKind::Local(function) if function.size() <= SMALL && calls_of(function).is_empty() => None,
        FunctionKind::Local(function) => Some((function.size(), id)),
        _ => None,
    };
    let mut called: Vec<(u64, FunctionId)> = called.collect::<HashSet<_>>().into_iter().filter_map(local).collect();
    // In the order in which they will be numbered: what grows steadily can be compressed.
    called.sort_by_key(|(size, id)| (Reverse(*size), *id));
    let table = table(module)?;
    let table = module.tables.get_mut(table);
    let begin = u32::try_from(table.initial).map_err(|_| broken("its table of functions is too long"))?;
    table.initial += called.len() as u64;
    table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
    Ok((begin..).zip(called).map(|(place, (_, id))| (place, id.index())).collect())
}

/// Leaves the moved functions only, has them put into their places, and takes all else from the first part.
fn keep_later(module: &mut Module, places: &Places, shared: &Places) -> Result<()> {
    module.start = None;
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|id| module.exports.delete(id));
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    data.into_iter().for_each(|id| module.data.delete(id));
    let elements: Vec<_> = module.elements.iter().map(|element| element.id()).collect();
    elements.into_iter().for_each(|id| module.elements.delete(id));

    let memory = module.get_memory_id().map_err(|error| broken(&error.to_string()))?;
    let import = module.imports.add(SHARED, MEMORY, memory);
    let memory = module.memories.get_mut(memory);
    memory.import = Some(import);
    memory.data_segments.clear();

    let table = table(module)?;
    let import = module.imports.add(SHARED, TABLE, table);
    let imported = module.tables.get_mut(table);
    imported.import = Some(import);
    // The first part's table is longer than the whole's was.
    imported.maximum = None;
    imported.elem_segments.clear();
    let ids: BTreeMap<usize, FunctionId> = module.funcs.iter().map(|f| (f.id().index(), f.id())).collect();
    fill(module, table, places, &ids);

    let globals: Vec<_> = module.globals.iter().map(|global| global.id()).collect();
    for id in globals {
        let import = module.imports.add(SHARED, &global_name(id.index()), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    // What it takes from the JavaScript it takes itself, and what from the first part, by the table.
    for (place, index) in shared {
        let body = by_table(module, ids[index], None, *place, table);
        module.funcs.get_mut(ids[index]).kind = FunctionKind::Local(body);
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// A function that hands its arguments on to the one that has this place in the table, after it has called another.
fn by_table(
    module: &mut Module,
    id: FunctionId,
    before: Option<FunctionId>,
    place: u32,
    table: TableId,
) -> LocalFunction {
    let ty = module.funcs.get(id).ty();
    let (params, results) = module.types.params_results(ty);
    let (params, results) = (params.to_vec(), results.to_vec());
    let args: Vec<_> = params.iter().map(|&param| module.locals.add(param)).collect();
    let mut stub = FunctionBuilder::new(&mut module.types, &params, &results);
    let mut body = stub.func_body();
    if let Some(before) = before {
        body.call(before);
    }
    for arg in &args {
        body.local_get(*arg);
    }
    body.i32_const(place.cast_signed()).call_indirect(ty, table);
    stub.local_func(args)
}

/// Gives these bytes to the later part. Their place in memory stays empty until that comes; zeros weigh nothing.
fn move_data(first: &mut Module, later: &mut Module, addresses: &[Range<u32>]) -> Result<()> {
    if addresses.is_empty() {
        return Ok(());
    }
    let memory = later.get_memory_id().map_err(|error| broken(&error.to_string()))?;
    let segments: Vec<_> = first.data.iter().map(|data| data.id()).collect();
    for id in segments {
        let data = first.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else { continue };
        let start = start.cast_unsigned();
        for range in addresses {
            let place = |address: u32| address.checked_sub(start).map(|offset| offset as usize);
            let (Some(from), Some(to)) = (place(range.start), place(range.end)) else { continue };
            let Some(bytes) = data.value.get_mut(from..to) else { continue };
            let offset = ConstExpr::Value(Value::I32(range.start.cast_signed()));
            let moved = later.data.add(DataKind::Active { memory, offset }, bytes.to_vec());
            later.memories.get_mut(memory).data_segments.insert(moved);
            bytes.fill(0);
        }
    }
    Ok(())
}

/// Puts the functions into their places.
fn fill(module: &mut Module, table: TableId, places: &Places, ids: &BTreeMap<usize, FunctionId>) {
    for (place, functions) in rows(places) {
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(place.cast_signed())) };
        let items = ElementItems::Functions(functions.iter().map(|index| ids[index]).collect());
        let element = module.elements.add(kind, items);
        module.tables.get_mut(table).elem_segments.insert(element);
    }
}

/// Neighbouring places together: the first place of each row, and the functions from there on.
fn rows(places: &Places) -> Vec<(u32, Vec<usize>)> {
    let mut rows: Vec<(u32, Vec<usize>)> = Vec::new();
    for (&place, &function) in places {
        match rows.last_mut() {
            Some((begin, row)) if *begin as usize + row.len() == place as usize => row.push(function),
            _ => rows.push((place, vec![function])),
        }
    }
    rows
}

/// Leaves stubs of the moved functions, and hands out what the later part asks for.
fn keep_first(module: &mut Module, moved: &HashSet<usize>, places: &Places, shared: &Places) -> Result<()> {
    let ids: BTreeMap<usize, FunctionId> = module.funcs.iter().map(|f| (f.id().index(), f.id())).collect();
    let (table, ensured) = (table(module)?, ensured(module)?);
    call_by_table(module, moved, places, ensured, table);
    for (place, index) in places {
        let stub = by_table(module, ids[index], Some(ensured), *place, table);
        module.funcs.get_mut(ids[index]).kind = FunctionKind::Local(stub);
    }
    fill(module, table, shared, &ids);

    module.exports.add(TABLE, table);
    let memory = module.get_memory_id().map_err(|error| broken(&error.to_string()))?;
    module.exports.add(MEMORY, memory);
    let globals: Vec<_> = module.globals.iter().filter(|global| global.mutable).map(|global| global.id()).collect();
    for id in globals {
        module.exports.add(&global_name(id.index()), id);
    }
    walrus::passes::gc::run(module);
    Ok(())
}

/// Lets functions that stay call moved ones by the table, where that takes less than a stub; who else asks for one of them finds its stub.
fn call_by_table(module: &mut Module, moved: &HashSet<usize>, places: &Places, ensured: FunctionId, table: TableId) {
    let staying: Vec<FunctionId> =
        module.funcs.iter_local().map(|(id, _)| id).filter(|id| !moved.contains(&id.index())).collect();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for called in staying.iter().flat_map(|id| calls_of(module.funcs.get(*id).kind.unwrap_local())) {
        *counts.entry(called.index()).or_insert(0) += 1;
    }
    let ids: HashMap<usize, FunctionId> = module.funcs.iter().map(|f| (f.id().index(), f.id())).collect();
    let seldom = places.iter().filter(|(_, index)| counts.get(index).is_some_and(|count| *count <= FEW));
    let calls: HashMap<usize, (u32, TypeId)> =
        seldom.map(|(place, index)| (*index, (*place, module.funcs.get(ids[index]).ty()))).collect();

    struct ByTable<'a> {
        calls: &'a HashMap<usize, (u32, TypeId)>,
        ensured: FunctionId,
        table: TableId,
    }
    impl VisitorMut for ByTable<'_> {
        fn start_instr_seq_mut(&mut self, seq: &mut InstrSeq) {
            let instrs = std::mem::take(&mut seq.instrs);
            for (instr, location) in instrs {
                let moved = match &instr {
                    Instr::Call(Call { func }) => self.calls.get(&func.index()),
                    _ => None,
                };
                match moved {
                    Some((place, ty)) => seq.instrs.extend([
                        (Call { func: self.ensured }.into(), location),
                        (Const { value: Value::I32(place.cast_signed()) }.into(), location),
                        (CallIndirect { ty: *ty, table: self.table }.into(), location),
                    ]),
                    None => seq.instrs.push((instr, location)),
                }
            }
        }
    }
    let mut by_table = ByTable { calls: &calls, ensured, table };
    for id in staying {
        let function = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let entry = function.entry_block();
        dfs_pre_order_mut(&mut by_table, function, entry);
    }
}

/// A function that makes sure that the later part is there, and asks the page for it only once.
fn ensured(module: &mut Module) -> Result<FunctionId> {
    let load = module.exports.get_func(LOAD).map_err(|_| broken("it has no function that loads the later part"))?;
    let there = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
    function.func_body().global_get(there).if_else(
        None,
        |_| {},
        |absent| {
            absent.call(load).i32_const(1).global_set(there);
        },
    );
    Ok(function.finish(Vec::new(), &mut module.funcs))
}

fn global_name(index: usize) -> String {
    format!("{GLOBAL}{index}")
}

/// The variable with which both parts keep the names of their functions, for whoever wants to see what is where.
const NAMES: &str = "LIFELINE_NAMES";

/// The app's own function that asks the page for the later part: `src/browser/later.rs`.
const LOAD: &str = "later";

/// The name of the table of functions, by which `static/boot.js` knows the first of two parts.
pub const TABLE: &str = "t$";

/// Instructions of a stub, besides its parameters.
const STUB: u64 = 3;
/// Instructions of a function that both parts have.
const SMALL: u64 = 24;
/// So many calls by the table take less than a stub.
const FEW: usize = 2;

// The other names under which the two parts share things; they are in what is loaded first, so they are short.
/// Where the later part finds what the first one gives.
pub const SHARED: &str = "$";
const MEMORY: &str = "m$";
const GLOBAL: &str = "g$";

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a failed test is a panic")]
mod tests {
    use super::*;

    /// `run` calls `common` and `rare::one`; that calls `common` and `helper`; `pointed` is only in the table.
    fn app() -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.exports.add("memory", memory);
        let nothing = module.types.add(&[], &[]);
        let (imported, _) = module.add_import_func("./app_bg.js", "__wbg_load_0123456789abcdef", nothing);
        let function = |module: &mut Module, name: &str, calls: &[FunctionId]| {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
            builder.name(name.to_owned());
            for call in calls {
                builder.func_body().call(*call);
            }
            builder.finish(Vec::new(), &mut module.funcs)
        };
        let common = function(&mut module, "common", &[imported]);
        let helper = function(&mut module, "helper", &[]);
        let rare = function(&mut module, "rare[0123456789abcdef]::one", &[common, common, common, helper]);
        let pointed = function(&mut module, "rare::pointed", &[]);
        let run = function(&mut module, "run", &[common, rare]);
        let load = function(&mut module, "load", &[imported]);
        module.exports.add("run", run);
        module.exports.add(LOAD, load);
        let table = module.tables.add_local(false, 2, Some(2), walrus::RefType::FUNCREF);
        let kind = ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(1)) };
        let element = module.elements.add(kind, ElementItems::Functions(vec![pointed]));
        module.tables.get_mut(table).elem_segments.insert(element);
        module.emit_wasm()
    }

    /// What the first use calls.
    fn first_use() -> Used<'static> {
        ["common", "run"].map(|name| (name, vec![true])).into()
    }

    #[test]
    fn what_the_first_use_does_not_call_is_loaded_later() {
        let whole = read(&app()).unwrap();
        let moved = moved(&whole, &first_use());
        let mut names: Vec<_> =
            whole.funcs.iter().filter(|f| moved.contains(&f.id().index())).map(|f| f.name.clone().unwrap()).collect();
        names.sort();
        // What the table holds is no larger than a stub of it, and what brings the later part can't be there.
        assert_eq!(names, ["helper", "rare[0123456789abcdef]::one"]);
    }

    #[test]
    fn the_first_part_gives_what_the_later_one_asks_for() {
        let glue = "x = {\n    __wbg_load_0123456789abcdef: function() { run(); },\n};";
        let split = split(&app(), &app(), glue, &first_use()).unwrap();
        let (first, later) = (Module::from_buffer(&split.first).unwrap(), Module::from_buffer(&split.later).unwrap());
        let given: Vec<_> = first.exports.iter().map(|export| export.name.clone()).collect();
        for import in later.imports.iter() {
            assert!(import.module == SHARED && given.contains(&import.name), "{} is not among {given:?}", import.name);
        }
        // `rare::one` and `helper`, and what hands on to `common`.
        assert_eq!(later.funcs.iter_local().count(), 3);
        let rows: Vec<_> = later.elements.iter().map(|element| pointed_at(&element.items).len()).collect();
        assert_eq!(rows, [1], "the one that is called has a place");
        assert_eq!(first.tables.iter().next().unwrap().initial, 4, "the table has a place more for each");
        assert_eq!(split.glue, "x = {\n    _0: function() { run(); },\n};");
        assert_eq!(first.imports.iter().next().unwrap().name, "_0");
    }
}
