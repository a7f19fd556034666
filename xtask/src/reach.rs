//! Finds what a part of a function takes, leaves behind, and leads to: from a place to the end of its sequence of instructions.

use crate::live::Locals;
use std::collections::HashSet;
use walrus::LocalFunction;
use walrus::ir::{Block, Br, BrIf, BrTable, IfElse, Instr, InstrSeqId, LocalGet, LocalSet, Loop};

/// What there is from a place to the end of its sequence.
#[derive(Default)]
pub struct Reach {
    /// The sequences in it.
    pub inside: HashSet<InstrSeqId>,
    /// How many instructions.
    pub size: usize,
    pub written: Locals,
    /// What it reads, or hands back, without having written it on every way to that place.
    pub taken: Locals,
    /// Where it branches to outside of itself, with what was written on every way to the branch.
    pub branches: Vec<(InstrSeqId, Locals)>,
    pub returns: bool,
    /// What was written on every way to its end, if that is reached.
    pub end: Option<Locals>,
}

impl Reach {
    /// Looks through it.
    pub fn of(function: &LocalFunction, seq: InstrSeqId, from: usize) -> Reach {
        let mut reach = Reach::default();
        let mut written = Locals::new();
        if reach.through(function, seq, from, &mut written) {
            reach.end = Some(written);
        }
        let inside = std::mem::take(&mut reach.inside);
        reach.branches.retain(|(target, _)| !inside.contains(target));
        reach.inside = inside;
        reach
    }

    /// Goes through a sequence, and says whether one may come to its end.
    fn through(&mut self, function: &LocalFunction, seq: InstrSeqId, from: usize, written: &mut Locals) -> bool {
        let mut goes_on = true;
        for (instr, _) in &function.block(seq).instrs[from..] {
            self.size += 1;
            let inner: &[InstrSeqId] = match instr {
                Instr::Block(Block { seq }) | Instr::Loop(Loop { seq }) => &[*seq],
                Instr::IfElse(IfElse { consequent, alternative }) => &[*consequent, *alternative],
                _ => &[],
            };
            for seq in inner {
                self.inside.insert(*seq);
                // One may leave it before something was written in it.
                self.through(function, *seq, 0, &mut written.clone());
            }
            match instr {
                Instr::LocalGet(LocalGet { local }) if !written.contains(local) => drop(self.taken.insert(*local)),
                Instr::LocalSet(LocalSet { local }) => drop((self.written.insert(*local), written.insert(*local))),
                Instr::LocalTee(tee) => drop((self.written.insert(tee.local), written.insert(tee.local))),
                Instr::Br(Br { block }) | Instr::BrIf(BrIf { block }) => self.branches.push((*block, written.clone())),
                Instr::BrTable(BrTable { blocks, default }) => {
                    self.branches.extend(blocks.iter().chain([default]).map(|block| (*block, written.clone())));
                }
                Instr::Return(_) => self.returns = true,
                _ => {}
            }
            goes_on = !matches!(instr, Instr::Br(_) | Instr::BrTable(_) | Instr::Return(_) | Instr::Unreachable(_));
        }
        goes_on
    }
}
