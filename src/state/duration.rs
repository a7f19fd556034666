//! Lengths of time as people type them: `10s`, `2.5 s`, `1 min 30 s`; read without loss, or refused in words.

use lifeline_core::narration::fill;
use lifeline_core::simulation::world::LONGEST;
use lifeline_core::time::{BadMillis, Millis};

use crate::words::WORDS;

/// What can be waited for at once: from the shortest time there is to the longest run.
pub const WAIT: (Millis, Millis) = (Millis::new(1), Millis::new(LONGEST.as_millis()));

/// Reads a length of time within bounds, both included.
///
/// # Errors
/// Says in words what would be one.
pub fn read(text: &str, (least, greatest): (Millis, Millis)) -> Result<Millis, String> {
    // Most often it is what a link would have, but for a space.
    let (number, unit) = text.split_once(' ').unwrap_or((text, ""));
    let length = Millis::read(&format!("{number}{unit}")).or_else(|_| length(text))?;
    if length < least || length > greatest {
        return Err(fill(WORDS.not_between, &[("least", &least), ("greatest", &greatest)]));
    }
    Ok(length)
}

/// In a field that says `10 s`, a number alone can only be seconds, and `1:30` minutes and seconds.
fn length(text: &str) -> Result<Millis, String> {
    if let Some((minutes, seconds)) = text.split_once(':') {
        return sum(&format!("{minutes} m {seconds} s"));
    }
    match split(text.trim(), is_of_number) {
        (number, "") if !number.is_empty() => sum(&format!("{number} s")),
        _ => sum(text),
    }
}

fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'.' || byte == b','
}

fn sum(text: &str) -> Result<Millis, String> {
    let mut rest = text.trim();
    let mut total = Millis::ZERO;
    loop {
        let (number, after) = split(rest, is_of_number);
        let (unit, after) = split(after.trim_start(), |byte| byte.is_ascii_alphabetic());
        if number.is_empty() {
            return Err(BadMillis::NoNumber.to_string());
        }
        let factor = match UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit)) {
            Some((_, factor)) => *factor,
            None => return Err(BadMillis::NoUnit.to_string()),
        };
        total = part(number, factor)?.checked_add(total).ok_or_else(|| BadMillis::TooLong.to_string())?;
        rest = after.trim_start();
        if rest.is_empty() {
            return Ok(total);
        }
    }
}

/// What the text begins with, as far as it fits, and the rest.
fn split(text: &str, fits: fn(u8) -> bool) -> (&str, &str) {
    text.split_at(text.bytes().take_while(|byte| fits(*byte)).count())
}

/// A number, perhaps with a fraction, of a unit of so many milliseconds.
fn part(number: &str, factor: u64) -> Result<Millis, String> {
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let long = || BadMillis::TooLong.to_string();
    let bad = || BadMillis::NoNumber.to_string();
    if whole.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(bad());
    }
    if fraction.len() > FRACTION {
        return Err(WORDS.too_fine.to_owned());
    }
    let mut millis = whole.parse::<u64>().ok().and_then(|whole| whole.checked_mul(factor)).ok_or_else(long)?;
    let (mut scaled, mut parts) = (0, 1);
    for digit in fraction.bytes() {
        scaled = scaled * 10 + u64::from(digit - b'0');
        parts *= 10;
    }
    scaled *= factor;
    if scaled % parts != 0 {
        return Err(WORDS.too_fine.to_owned());
    }
    millis = millis.checked_add(scaled / parts).ok_or_else(long)?;
    Ok(Millis::new(millis))
}

/// The units, with how many milliseconds each is.
const UNITS: [(&str, u64); 8] = [
    ("ms", 1),
    ("s", 1_000),
    ("sec", 1_000),
    ("m", 60_000),
    ("min", 60_000),
    ("h", 3_600_000),
    ("day", 86_400_000),
    ("days", 86_400_000),
];
/// The most digits after the point: more are never a whole number of milliseconds that someone means.
const FRACTION: usize = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_times_in_many_ways() {
        let cases = [
            ("10s", 10_000),
            ("10 s", 10_000),
            ("2.5 s", 2_500),
            ("2,5s", 2_500),
            (" 500 ms ", 500),
            ("1 min 30 s", 90_000),
            ("1m30s", 90_000),
            ("0 s", 0),
            ("1 h 5 min", 3_900_000),
            ("2 days 3 h", 183_600_000),
            ("0.001 s", 1),
            ("1 Min", 60_000),
            ("3", 3_000),
            (" 2,5 ", 2_500),
            ("1:30", 90_000),
        ];
        for (text, millis) in cases {
            assert_eq!(length(text), Ok(Millis::new(millis)), "{text:?}");
        }
    }

    #[test]
    fn what_the_page_writes_it_reads() {
        for millis in [0, 1, 250, 1_000, 1_010, 90_000, 3_900_000, 183_600_000, 31_536_000_000] {
            assert_eq!(length(&Millis::new(millis).to_string()), Ok(Millis::new(millis)));
        }
    }

    #[test]
    fn what_is_no_time_is_refused_with_what_would_be_one() {
        let cases = [
            ("", BadMillis::NoNumber.to_string()),
            ("soon", BadMillis::NoNumber.to_string()),
            ("-1 s", BadMillis::NoNumber.to_string()),
            (".5 s", BadMillis::NoNumber.to_string()),
            ("1.2.3 s", BadMillis::NoNumber.to_string()),
            ("1 s s", BadMillis::NoNumber.to_string()),
            ("5 parsecs", BadMillis::NoUnit.to_string()),
            ("1 h 30", BadMillis::NoUnit.to_string()),
            ("1:2:3", BadMillis::NoUnit.to_string()),
            (":30", BadMillis::NoNumber.to_string()),
            ("0.5 ms", WORDS.too_fine.to_owned()),
            ("1.0000000001 s", WORDS.too_fine.to_owned()),
            ("99999999999999999999 s", BadMillis::TooLong.to_string()),
            ("18446744073709551615 ms 1 ms", BadMillis::TooLong.to_string()),
        ];
        for (text, said) in cases {
            assert_eq!(length(text), Err(said), "{text:?}");
        }
    }
}
