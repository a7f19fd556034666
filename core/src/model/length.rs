//! How long a timer runs: a value, a part or a multiple of one, or one that doubles up to a bound.

use super::{Operand, VariableId};
use crate::time::Millis;

/// A timer's length, worked out when the timer is started.
#[derive(Clone, PartialEq, Debug)]
pub struct Length {
    /// The duration it starts from.
    pub base: Operand,
    /// Times this …
    pub numerator: u64,
    /// … divided by this, rounded down to a millisecond.
    pub denominator: u64,
    /// Doubled as many times as this variable says.
    pub doubled: Option<VariableId>,
    /// But never longer than this.
    pub up_to: Option<Operand>,
}

impl Length {
    /// The length in milliseconds, once its operands are known; at the greatest length an integer holds where the product would be longer.
    #[must_use]
    pub fn of(&self, base: Millis, doublings: u64, up_to: Option<Millis>) -> Millis {
        let longest = up_to.unwrap_or(Millis::new(u64::MAX));
        let factor = u32::try_from(doublings).ok().and_then(|n| 1_u64.checked_shl(n));
        let doubled = factor.and_then(|factor| base.checked_scale(factor, 1));
        match doubled.and_then(|length| length.checked_scale(self.numerator, self.denominator)) {
            Some(length) => length.min(longest),
            None => longest,
        }
    }
}
