//! Finds which locals of a function are still read, wherever its way can lead from a place: at the end of each sequence, and at each branch.

use std::collections::{BTreeSet, HashMap};
use walrus::ir::{Instr, InstrSeqId};
use walrus::{LocalFunction, LocalId};

/// A few locals.
pub type Locals = BTreeSet<LocalId>;

/// The locals that are still read.
pub struct Live<'a> {
    function: &'a LocalFunction,
    branched: HashMap<InstrSeqId, Locals>,
    ended: HashMap<InstrSeqId, Locals>,
}

impl<'a> Live<'a> {
    /// Looks through the function.
    pub fn of(function: &'a LocalFunction) -> Live<'a> {
        let mut live = Live { function, branched: HashMap::new(), ended: HashMap::new() };
        let entry = function.entry_block();
        // Who branches to the function's own block, returns.
        live.branched.insert(entry, Locals::new());
        live.before(entry, Locals::new());
        live
    }

    /// After a branch to this sequence.
    pub fn branched_to(&self, seq: InstrSeqId) -> Locals {
        self.branched.get(&seq).cloned().unwrap_or_default()
    }

    /// After the end of this sequence.
    pub fn after(&self, seq: InstrSeqId) -> Locals {
        self.ended.get(&seq).cloned().unwrap_or_default()
    }

    /// Before a sequence, after which these are.
    fn before(&mut self, seq: InstrSeqId, after: Locals) -> Locals {
        let mut live = after.clone();
        self.ended.insert(seq, after);
        let function = self.function;
        for (instr, _) in function.block(seq).instrs.iter().rev() {
            match instr {
                Instr::LocalGet(get) => drop(live.insert(get.local)),
                Instr::LocalSet(set) => drop(live.remove(&set.local)),
                Instr::LocalTee(set) => drop(live.remove(&set.local)),
                Instr::Br(br) => live = self.branched_to(br.block),
                Instr::BrIf(br) => live.extend(self.branched_to(br.block)),
                Instr::BrTable(table) => {
                    let blocks = table.blocks.iter().chain([&table.default]);
                    live = blocks.flat_map(|block| self.branched_to(*block)).collect();
                }
                Instr::Return(_) | Instr::Unreachable(_) => live.clear(),
                Instr::Block(block) => {
                    self.branched.insert(block.seq, live.clone());
                    live = self.before(block.seq, live);
                }
                Instr::Loop(again) => {
                    // What is read in one round may have been left by the one before.
                    let mut head = Locals::new();
                    loop {
                        self.branched.insert(again.seq, head.clone());
                        let before = self.before(again.seq, live.clone());
                        if before.is_subset(&head) {
                            break;
                        }
                        head.extend(before);
                    }
                    live = head;
                }
                Instr::IfElse(parts) => {
                    let mut either = Locals::new();
                    for seq in [parts.consequent, parts.alternative] {
                        self.branched.insert(seq, live.clone());
                        either.extend(self.before(seq, live.clone()));
                    }
                    live = either;
                }
                _ => {}
            }
        }
        live
    }
}
