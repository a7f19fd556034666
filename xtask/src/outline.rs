//! Moves what the first use never enters out of the functions that it calls, into functions of their own; the app does what it did.
//!
//! The compiler puts rare cases into the functions that have them, so that an error's words stand in the middle of what is done at every
//! step. Such a part reaches from a point that is not passed to the end of its sequence of instructions. What it reads is handed to the
//! new function; what it leaves behind comes back in globals, and the number it gives says where the old one goes on.

use crate::failure::Result;
use crate::live::{Live, Locals};
use crate::reach::Reach;
use crate::split::{broken, read};
use crate::used::{self, Used};
use std::collections::{BTreeSet, HashMap, HashSet};
use walrus::ir::{
    Block, Br, BrIf, BrTable, Call, Const, GlobalGet, GlobalSet, IfElse, LocalGet, LocalSet, Loop, Return,
};
use walrus::ir::{Instr, InstrLocId, InstrSeqId, InstrSeqType, Unreachable, Value};
use walrus::{ConstExpr, FunctionBuilder, FunctionId, GlobalId, LocalFunction, LocalId, Module, ModuleConfig, ValType};

/// Takes out of each function of the first use what that doesn't enter, where that saves more than so many instructions.
pub fn outline(wasm: &[u8], first_use: &Used<'_>, gain: usize) -> Result<Vec<u8>> {
    let mut module = ModuleConfig::new().parse(wasm).map_err(|error| broken(&error.to_string()))?;
    let functions: Vec<FunctionId> = module.funcs.iter_local().map(|(id, _)| id).collect();
    let mut carriers = Carriers::default();
    for id in functions {
        let name = module.funcs.get(id).name.clone().unwrap_or_default();
        let Some(passed) = first_use.get(used::without_hashes(&name).as_str()) else { continue };
        for (nth, part) in parts(&module, id, passed, gain).into_iter().enumerate() {
            part.take_out(&mut module, id, format!("{name} rarely {nth}"), &mut carriers);
        }
    }
    let wasm = module.emit_wasm();
    // Should it be no sound app any more, it is found here, and not by a reader.
    read(&wasm).map(|_| wasm)
}

/// The parts of a function that are not entered and worth to be taken out; none where the list is of another version of it.
fn parts(module: &Module, id: FunctionId, passed: &[bool], gain: usize) -> Vec<Part> {
    let function = module.funcs.get(id).kind.unwrap_local();
    let points = used::points(function);
    if points.len() != passed.len() {
        return Vec::new();
    }
    let mut begins: HashMap<InstrSeqId, usize> = HashMap::new();
    for ((seq, place), passed) in points.iter().zip(passed) {
        match passed {
            true => drop(begins.remove(seq)),
            false => drop(begins.entry(*seq).or_insert(*place)),
        }
    }
    let live = Live::of(function);
    let mut inside = HashSet::new();
    let mut parts = Vec::new();
    // Outer sequences come before those in them.
    for (seq, place) in points {
        if begins.get(&seq) == Some(&place) && !inside.contains(&seq) {
            let reach = Reach::of(function, seq, place);
            inside.extend(reach.inside.iter().copied());
            let (size, part) = (reach.size, Part::plan(module, function, &live, (seq, place), reach));
            parts.extend(part.filter(|part| size > part.cost() + gain));
        }
    }
    parts
}

/// A sequence of them.
type Instrs = Vec<(Instr, InstrLocId)>;

/// Where the old function goes on after the new one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Exit {
    /// After the part.
    End,
    /// Back to who has called it.
    Return,
    /// After, or at the head of, an outer sequence.
    To(InstrSeqId),
}

/// How a part is taken out.
struct Part {
    seq: InstrSeqId,
    from: usize,
    inside: HashSet<InstrSeqId>,
    /// In the order of the numbers that the new function gives.
    exits: Vec<Exit>,
    /// What the new function is given.
    given: Vec<LocalId>,
    /// What it hands back.
    back: Vec<LocalId>,
    /// What the old function returns.
    results: Vec<ValType>,
    /// Whether its end is that of the old function.
    ends_function: bool,
}

impl Part {
    /// Plans it; nothing where it is of a form that the compiler doesn't write.
    fn plan(
        module: &Module,
        function: &LocalFunction,
        live: &Live<'_>,
        (seq, from): (InstrSeqId, usize),
        reach: Reach,
    ) -> Option<Part> {
        let results = module.types.results(function.ty()).to_vec();
        if results.len() > 1 {
            return None;
        }
        let is_plain = |seq: InstrSeqId| matches!(function.block(seq).ty, InstrSeqType::Simple(None));
        let entry = function.entry_block();
        let mut exits = BTreeSet::new();
        let mut left = vec![];
        match &reach.end {
            // The end of the function with what it returns.
            Some(_) if seq == entry => drop(exits.insert(Exit::Return)),
            Some(written) if is_plain(seq) => {
                exits.insert(Exit::End);
                left.push((live.after(seq), written));
            }
            Some(_) => return None,
            None => {}
        }
        if reach.returns {
            exits.insert(Exit::Return);
        }
        for (target, written) in &reach.branches {
            if *target == entry || !is_plain(*target) {
                return None;
            }
            exits.insert(Exit::To(*target));
            left.push((live.branched_to(*target), written));
        }
        let (mut given, mut back) = (reach.taken, Locals::new());
        for (read, written) in left {
            let read: Locals = read.intersection(&reach.written).copied().collect();
            given.extend(read.iter().filter(|local| !written.contains(local)));
            back.extend(read);
        }
        Some(Part {
            seq,
            from,
            inside: reach.inside,
            exits: exits.into_iter().collect(),
            given: given.into_iter().collect(),
            back: back.into_iter().collect(),
            results,
            ends_function: seq == entry && reach.end.is_some(),
        })
    }

    /// About how many instructions are left in its place.
    fn cost(&self) -> usize {
        self.given.len() + 2 * self.back.len() + 2 * self.exits.len()
    }

    fn take_out(self, module: &mut Module, id: FunctionId, name: String, carriers: &mut Carriers) {
        let old = module.funcs.get_mut(id).kind.unwrap_local_mut();
        let instrs = old.block_mut(self.seq).instrs.split_off(self.from);
        let nested = self.inside.iter().map(|seq| (*seq, old.block(*seq).instrs.clone(), old.block(*seq).ty)).collect();
        let new = self.function(module, name, instrs, nested, carriers);
        let call = self.call(module, id, new, carriers);
        let old = module.funcs.get_mut(id).kind.unwrap_local_mut();
        old.block_mut(self.seq).instrs.extend(located(call));
    }

    /// The new function.
    fn function(
        &self,
        module: &mut Module,
        name: String,
        instrs: Instrs,
        nested: Vec<(InstrSeqId, Instrs, InstrSeqType)>,
        carriers: &mut Carriers,
    ) -> FunctionId {
        let params: Vec<ValType> = self.given.iter().map(|local| module.locals.get(*local).ty()).collect();
        let results = match self.exits.as_slice() {
            [Exit::Return] => self.results.clone(),
            [_, _, ..] => vec![ValType::I32],
            _ => Vec::new(),
        };
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        builder.name(name);
        let mut seqs: HashMap<InstrSeqId, InstrSeqId> =
            nested.iter().map(|(seq, _, ty)| (*seq, builder.dangling_instr_seq(*ty).id())).collect();
        // Around the part stands a block for each place where it goes on, and after the block what is done for it.
        let mut inner = builder.dangling_instr_seq(None).id();
        let innermost = inner;
        let only_returns = self.exits == [Exit::Return];
        let mut around = Vec::new();
        for exit in self.exits.iter().filter(|exit| **exit != Exit::End && !only_returns) {
            let outer = builder.dangling_instr_seq(None).id();
            around.push((*exit, inner, outer));
            if let Exit::To(target) = exit {
                seqs.insert(*target, inner);
            }
            inner = outer;
        }
        let returning = around.iter().find(|(exit, ..)| *exit == Exit::Return).map(|(_, inner, _)| *inner);
        let carrier = self.results.first().filter(|_| returning.is_some()).map(|ty| carriers.result(module, *ty));
        let translated = |instrs: Instrs| {
            let seq = |old: InstrSeqId| seqs.get(&old).copied().unwrap_or(old);
            instrs.into_iter().flat_map(move |(instr, _)| match instr {
                Instr::Block(it) => vec![Block { seq: seq(it.seq) }.into()],
                Instr::Loop(it) => vec![Loop { seq: seq(it.seq) }.into()],
                Instr::IfElse(it) => {
                    vec![IfElse { consequent: seq(it.consequent), alternative: seq(it.alternative) }.into()]
                }
                Instr::Br(it) => vec![Br { block: seq(it.block) }.into()],
                Instr::BrIf(it) => vec![BrIf { block: seq(it.block) }.into()],
                Instr::BrTable(it) => {
                    let blocks = it.blocks.iter().map(|block| seq(*block)).collect();
                    vec![BrTable { blocks, default: seq(it.default) }.into()]
                }
                Instr::Return(_) if returning.is_some() => returned(carrier, returning),
                other => vec![other],
            })
        };
        let mut bodies: Vec<(InstrSeqId, Vec<Instr>)> = Vec::new();
        for (old, instrs, _) in nested {
            bodies.push((seqs[&old], translated(instrs).collect()));
        }
        let mut body: Vec<Instr> = translated(instrs).collect();
        if self.ends_function {
            body.extend(match returning {
                Some(_) => returned(carrier, returning),
                None => vec![Return {}.into()],
            });
        }
        if self.exits.first() == Some(&Exit::End) {
            body.extend(self.handed_back(module, 0, carriers));
        }
        bodies.push((innermost, body));
        for (exit, inner, outer) in around {
            let number = self.exits.iter().position(|it| *it == exit).unwrap_or_default();
            let mut body = vec![Block { seq: inner }.into()];
            body.extend(self.handed_back(module, number, carriers));
            bodies.push((outer, body));
        }
        for (seq, body) in bodies {
            builder.instr_seq(seq).instrs_mut().extend(located(body));
        }
        builder.func_body().instr(Block { seq: inner }).unreachable();
        builder.finish(self.given.clone(), &mut module.funcs)
    }

    /// What is done where the new function is left: what it hands back, and the number of where to go on.
    fn handed_back(&self, module: &mut Module, number: usize, carriers: &mut Carriers) -> Vec<Instr> {
        let mut instrs: Vec<Instr> = Vec::new();
        for (local, global) in self.back.iter().zip(carriers.of(module, &self.back)) {
            instrs.extend([LocalGet { local: *local }.into(), GlobalSet { global }.into()]);
        }
        if self.exits.len() > 1 {
            instrs.push(constant(number));
        }
        instrs.push(Return {}.into());
        instrs
    }

    /// What stands in the old function in the part's place.
    fn call(&self, module: &mut Module, id: FunctionId, new: FunctionId, carriers: &mut Carriers) -> Vec<Instr> {
        let mut instrs: Vec<Instr> = self.given.iter().map(|local| LocalGet { local: *local }.into()).collect();
        instrs.push(Call { func: new }.into());
        for (local, global) in self.back.iter().zip(carriers.of(module, &self.back)) {
            instrs.extend([GlobalGet { global }.into(), LocalSet { local: *local }.into()]);
        }
        let mut returning: Vec<Instr> = Vec::new();
        if let (true, Some(ty)) = (self.exits.len() > 1, self.results.first()) {
            returning.push(GlobalGet { global: carriers.result(module, *ty) }.into());
        }
        returning.push(Return {}.into());
        match self.exits.as_slice() {
            [] => instrs.push(Unreachable {}.into()),
            [Exit::End] => {}
            [Exit::Return] => instrs.extend(returning),
            [Exit::To(target)] => instrs.push(Br { block: *target }.into()),
            [first, Exit::To(target)] => {
                instrs.push(BrIf { block: *target }.into());
                match first {
                    Exit::End => {}
                    Exit::Return => instrs.extend(returning),
                    Exit::To(target) => instrs.push(Br { block: *target }.into()),
                }
            }
            exits => {
                // In a block of its own, after which stands what is done to return, and that in another one, after which it ends.
                let builder = module.funcs.get_mut(id).kind.unwrap_local_mut().builder_mut();
                let (inner, outer) = (builder.dangling_instr_seq(None).id(), builder.dangling_instr_seq(None).id());
                let target = |exit: &Exit| match exit {
                    Exit::End => outer,
                    Exit::Return => inner,
                    Exit::To(target) => *target,
                };
                let blocks: Vec<InstrSeqId> = exits.iter().map(target).collect();
                let default = blocks.last().copied().unwrap_or(outer);
                instrs.push(BrTable { blocks: blocks.into(), default }.into());
                builder.instr_seq(inner).instrs_mut().extend(located(instrs));
                let mut after: Vec<Instr> = vec![Block { seq: inner }.into()];
                after.extend(if exits.contains(&Exit::Return) { returning } else { vec![Unreachable {}.into()] });
                builder.instr_seq(outer).instrs_mut().extend(located(after));
                let mut all: Vec<Instr> = vec![Block { seq: outer }.into()];
                if !exits.contains(&Exit::End) {
                    all.push(Unreachable {}.into());
                }
                return all;
            }
        }
        instrs
    }
}

/// The globals in which locals come back: each is read right after it is written, so all parts share them.
#[derive(Default)]
struct Carriers {
    made: HashMap<(ValType, usize), GlobalId>,
}

impl Carriers {
    /// One for each of these locals.
    fn of(&mut self, module: &mut Module, locals: &[LocalId]) -> Vec<GlobalId> {
        let mut counts: HashMap<ValType, usize> = HashMap::new();
        let types = locals.iter().map(|local| module.locals.get(*local).ty()).collect::<Vec<_>>();
        types
            .into_iter()
            .map(|ty| {
                let count = counts.entry(ty).or_insert(0);
                *count += 1;
                self.nth(module, ty, *count)
            })
            .collect()
    }

    /// The one for what the old function returns.
    fn result(&mut self, module: &mut Module, ty: ValType) -> GlobalId {
        self.nth(module, ty, 0)
    }

    fn nth(&mut self, module: &mut Module, ty: ValType, nth: usize) -> GlobalId {
        *self.made.entry((ty, nth)).or_insert_with(|| {
            let zero = match ty {
                ValType::I64 => Value::I64(0),
                ValType::F32 => Value::F32(0.0),
                ValType::F64 => Value::F64(0.0),
                _ => Value::I32(0),
            };
            module.globals.add_local(ty, true, false, ConstExpr::Value(zero))
        })
    }
}

/// What stands for a return in the new function where that has other ways to end, too.
fn returned(carrier: Option<GlobalId>, block: Option<InstrSeqId>) -> Vec<Instr> {
    let set = carrier.map(|global| GlobalSet { global }.into());
    set.into_iter().chain(block.map(|block| Br { block }.into())).collect()
}

fn constant(number: usize) -> Instr {
    Const { value: Value::I32(i32::try_from(number).unwrap_or_default()) }.into()
}

fn located(instrs: Vec<Instr>) -> impl Iterator<Item = (Instr, InstrLocId)> {
    instrs.into_iter().map(|instr| (instr, InstrLocId::default()))
}

/// Instructions that have to be saved at least: a call by way of the table takes three, and takes more bytes than most.
pub const GAIN: usize = 6;
