//! Checks of the whole model.

use super::reader::Reader;

impl Reader<'_> {
    /// Checks the model as a whole.
    pub(super) fn check(&mut self) {}
}
