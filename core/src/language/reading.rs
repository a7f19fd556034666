//! What came of reading a model file, as bytes: from the program that has the reader to the one that plays the model.

use super::read;
use crate::model::pack::{Packed, Source, pack, unpack};
use crate::model::{Model, Problem, Problems, Span};

/// What came of reading a model file.
#[derive(Clone, PartialEq, Debug)]
pub enum Reading {
    /// A model whose scenarios are still to be played, with all that is for its writer.
    Model(Box<Model>),
    /// What is wrong with the file.
    Problems(Problems),
}

impl Reading {
    /// Reads a model file.
    #[must_use]
    pub fn of(source: &str) -> Self {
        match read(source) {
            Ok(model) => Self::Model(Box::new(model)),
            Err(problems) => Self::Problems(problems),
        }
    }

    /// Packs it.
    #[must_use]
    pub fn pack(&self) -> Vec<u8> {
        pack(self)
    }

    /// Unpacks it; nothing where the bytes are not what [`Reading::pack`] gave.
    #[must_use]
    #[inline(never)]
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        unpack(bytes)
    }
}

impl Packed for Reading {
    fn put(&self, out: &mut Vec<u8>) {
        match self {
            Self::Model(model) => {
                true.put(out);
                Model::put(model, out);
                model.warnings.put(out);
                for scenario in &model.scenarios {
                    scenario.spans.put(out);
                }
            }
            Self::Problems(problems) => {
                false.put(out);
                problems.listed().to_vec().put(out);
                (problems.more() as u64).put(out);
            }
        }
    }

    fn take(from: &mut Source<'_>) -> Self {
        if !bool::take(from) {
            let listed = Vec::<Problem>::take(from);
            return Self::Problems(Problems::new(listed, u64::take(from) as usize));
        }
        let mut model = Model::take(from);
        model.warnings = Packed::take(from);
        for scenario in &mut model.scenarios {
            scenario.spans = Vec::<Span>::take(from);
        }
        Self::Model(Box::new(model))
    }
}
