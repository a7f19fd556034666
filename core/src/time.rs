//! Time as whole milliseconds, with checked arithmetic and words that are the same everywhere.

use std::fmt;

/// A point of simulated time, in milliseconds since the run began.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Instant(u64);

/// A length of simulated time, in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Millis(u64);

impl Instant {
    /// The beginning of every run.
    pub const ZERO: Self = Self(0);

    /// The instant that lies `millis` milliseconds after the beginning.
    #[must_use]
    pub const fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the beginning.
    #[must_use]
    pub const fn as_millis(self) -> u64 {
        self.0
    }

    /// The instant `length` later, or nothing where no integer is large enough.
    #[must_use]
    pub fn checked_add(self, length: Millis) -> Option<Self> {
        self.0.checked_add(length.0).map(Self)
    }

    /// The time from `earlier` to this instant; zero where `earlier` is the later one.
    #[must_use]
    pub fn since(self, earlier: Self) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }
}

impl Millis {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// A length of `millis` milliseconds.
    #[must_use]
    pub const fn new(millis: u64) -> Self {
        Self(millis)
    }

    /// The number of milliseconds.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The sum, or nothing where no integer is large enough.
    #[must_use]
    pub fn checked_add(self, more: Self) -> Option<Self> {
        self.0.checked_add(more.0).map(Self)
    }

    /// This length times `numerator / denominator`, rounded down, unless it overflows or divides by zero.
    #[must_use]
    pub fn checked_scale(self, numerator: u64, denominator: u64) -> Option<Self> {
        self.0.checked_mul(numerator)?.checked_div(denominator).map(Self)
    }

    /// Reads a length as links and models write it: a whole number and one of `ms`, `s`, `m`, `h`.
    ///
    /// # Errors
    /// Says what is wrong with the text: no number, no known unit, or too long a time.
    pub fn read(text: &str) -> Result<Self, BadMillis> {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        if digits == 0 {
            return Err(BadMillis::NoNumber);
        }
        let factor = UNITS
            .iter()
            .find(|(name, _)| *name == unit)
            .map(|(_, factor)| *factor)
            .ok_or(if unit.starts_with(['.', ',']) { BadMillis::NotWhole } else { BadMillis::NoUnit })?;
        number.parse::<u64>().ok().and_then(|number| number.checked_mul(factor)).map(Self).ok_or(BadMillis::TooLong)
    }

    /// Writes the length as links and models write it: in the largest unit that gives a whole number.
    #[must_use]
    pub fn written(self) -> String {
        let (name, factor) =
            UNITS.iter().rev().find(|(_, factor)| self.0 != 0 && self.0.is_multiple_of(*factor)).unwrap_or(&UNITS[0]);
        format!("{}{name}", self.0 / factor)
    }
}

/// Writes for people: "250 ms", "2.5 s", "1 min 30 s", "1 h 5 min", "2 days 3 h".
impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0;
        if millis == 0 {
            return f.write_str("0 s");
        }
        if millis < SECOND {
            return write!(f, "{millis} ms");
        }
        let mut gap = "";
        let days = millis / DAY;
        let parts = [
            (days, if days == 1 { "day" } else { "days" }),
            (millis % DAY / HOUR, "h"),
            (millis % HOUR / MINUTE, "min"),
        ];
        for (count, unit) in parts.into_iter().filter(|(count, _)| *count > 0) {
            write!(f, "{gap}{count} {unit}")?;
            gap = " ";
        }
        let (seconds, thousandths) = (millis % MINUTE / SECOND, millis % SECOND);
        if thousandths > 0 {
            write!(f, "{gap}{seconds}.{} s", format!("{thousandths:03}").trim_end_matches('0'))
        } else if seconds > 0 {
            write!(f, "{gap}{seconds} s")
        } else {
            Ok(())
        }
    }
}

/// Writes the time since the beginning, as [`Millis`] does.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Millis(self.0).fmt(f)
    }
}

/// Why a text is not a length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadMillis {
    /// It does not begin with a digit.
    NoNumber,
    /// No unit, or none that is known, follows the number.
    NoUnit,
    /// The number has a fraction, such as `1.5s`.
    NotWhole,
    /// More milliseconds than an integer of 64 bits holds.
    TooLong,
}

impl fmt::Display for BadMillis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoNumber => "a time begins with a whole number, such as 500ms, 2s, 3m or 1h",
            Self::NoUnit => "a time ends with ms, s, m or h, such as 500ms, 2s, 3m or 1h",
            Self::NotWhole => "a time is a whole number; write 1500ms for one and a half seconds",
            Self::TooLong => "this time is too long",
        })
    }
}

const SECOND: u64 = 1_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The units of models and links, smallest first; days are for people only, since a link's `d` would be one more thing to learn.
const UNITS: [(&str, u64); 4] = [("ms", 1), ("s", SECOND), ("m", MINUTE), ("h", HOUR)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_read_plain_words() {
        let cases = [
            (0, "0 s"),
            (1, "1 ms"),
            (999, "999 ms"),
            (1_000, "1 s"),
            (1_010, "1.01 s"),
            (2_500, "2.5 s"),
            (60_000, "1 min"),
            (60_001, "1 min 0.001 s"),
            (90_000, "1 min 30 s"),
            (3_600_000, "1 h"),
            (3_900_000, "1 h 5 min"),
            (86_400_000, "1 day"),
            (183_600_000, "2 days 3 h"),
        ];
        for (millis, words) in cases {
            assert_eq!(Millis::new(millis).to_string(), words);
        }
    }

    #[test]
    fn links_write_the_largest_whole_unit() {
        let cases = [
            (0, "0ms"),
            (1, "1ms"),
            (1_500, "1500ms"),
            (2_000, "2s"),
            (60_000, "1m"),
            (90_000, "90s"),
            (7_200_000, "2h"),
        ];
        for (millis, text) in cases {
            assert_eq!(Millis::new(millis).written(), text);
            assert_eq!(Millis::read(text), Ok(Millis::new(millis)));
        }
    }

    #[test]
    fn what_is_no_time_is_refused_with_its_reason() {
        let cases = [
            ("", BadMillis::NoNumber),
            ("s", BadMillis::NoNumber),
            ("-1s", BadMillis::NoNumber),
            ("5", BadMillis::NoUnit),
            ("5 s", BadMillis::NoUnit),
            ("5d", BadMillis::NoUnit),
            ("1.5s", BadMillis::NotWhole),
            ("99999999999999999999s", BadMillis::TooLong),
            ("9999999999999999999h", BadMillis::TooLong),
        ];
        for (text, why) in cases {
            assert_eq!(Millis::read(text), Err(why), "{text:?}");
        }
    }

    #[test]
    fn arithmetic_never_wraps() {
        assert_eq!(Instant::from_millis(u64::MAX).checked_add(Millis::new(1)), None);
        assert_eq!(Instant::ZERO.since(Instant::from_millis(5)), Millis::ZERO);
        assert_eq!(Millis::new(1_000).checked_scale(7, 8), Some(Millis::new(875)));
        assert_eq!(Millis::new(1_000).checked_scale(1, 0), None);
        assert_eq!(Millis::new(u64::MAX).checked_scale(2, 1), None);
    }
}
