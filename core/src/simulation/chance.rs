//! Chance: SplitMix64, so that a run's setting alone decides what is drawn, and every machine draws the same.
//!
//! The number drawn `index` times before is worked out from the seed at once: a world keeps no more than how often it has drawn.

use crate::time::Millis;

/// The number at this place, from 0 on, of the sequence that SplitMix64 gives for a seed.
#[must_use]
pub fn number(seed: u64, index: u64) -> u64 {
    let state = seed.wrapping_add(GAMMA.wrapping_mul(index.wrapping_add(1)));
    let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A length between two, both included, each as likely as any other: the remainder of the number at this place.
#[must_use]
pub fn length(seed: u64, index: u64, one: Millis, other: Millis) -> Millis {
    let (least, greatest) = (one.min(other).get(), one.max(other).get());
    match (greatest - least).checked_add(1) {
        Some(lengths) => Millis::new(least + number(seed, index) % lengths),
        None => Millis::new(number(seed, index)),
    }
}

/// What the state grows by: 2 to the 64th divided by the golden ratio.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::{length, number};
    use crate::time::Millis;

    #[test]
    fn the_sequence_is_that_of_the_generator_it_is_named_for() {
        let drawn: Vec<u64> = (0..5).map(|index| number(1_234_567, index)).collect();
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!(drawn, published);
    }

    #[test]
    fn lengths_stay_between_the_two_and_reach_both() {
        let drawn = |index| length(1, index, Millis::new(12), Millis::new(10)).get();
        let drawn: std::collections::BTreeSet<u64> = (0..100).map(drawn).collect();
        assert_eq!(drawn.into_iter().collect::<Vec<_>>(), [10, 11, 12]);
        assert_eq!(length(7, 3, Millis::new(5), Millis::new(5)), Millis::new(5));
        assert_eq!(length(7, 3, Millis::ZERO, Millis::new(u64::MAX)).get(), number(7, 3));
    }
}
