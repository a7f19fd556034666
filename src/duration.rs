//! Lengths of time as people type them: `10s`, `2.5 s`, `1 min 30 s`; read without loss, or refused in words.

use lifeline_core::time::Millis;
use lifeline_core::words::fill;

use crate::words::WORDS;

/// Reads a length of time.
///
/// # Errors
/// Says in words what would be one.
pub fn read(text: &str) -> Result<Millis, String> {
    let bad = || WORDS.bad_duration.to_owned();
    let mut rest = text.trim();
    if rest.is_empty() {
        return Err(bad());
    }
    let mut total = Millis::ZERO;
    while !rest.is_empty() {
        let (number, after) = rest.split_at(rest.find(|letter: char| !is_of_number(letter)).unwrap_or(rest.len()));
        let after = after.trim_start();
        let (unit, after) = after.split_at(after.find(|letter: char| !letter.is_alphabetic()).unwrap_or(after.len()));
        if number.is_empty() {
            return Err(bad());
        }
        let factor = match unit.to_lowercase().as_str() {
            "" => return Err(fill(WORDS.no_unit, &[number])),
            "ms" => 1,
            "s" | "sec" => 1_000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            "day" | "days" => 86_400_000,
            _ => return Err(bad()),
        };
        total = part(number, factor)?.checked_add(total).ok_or_else(|| WORDS.too_long.to_owned())?;
        rest = after.trim_start();
    }
    Ok(total)
}

/// A number, perhaps with a fraction, of a unit of so many milliseconds.
fn part(number: &str, factor: u64) -> Result<Millis, String> {
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let long = || WORDS.too_long.to_owned();
    let bad = || WORDS.bad_duration.to_owned();
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

fn is_of_number(letter: char) -> bool {
    letter.is_ascii_digit() || letter == '.' || letter == ','
}

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
        ];
        for (text, millis) in cases {
            assert_eq!(read(text), Ok(Millis::new(millis)), "{text:?}");
        }
    }

    #[test]
    fn what_the_page_writes_it_reads() {
        for millis in [0, 1, 250, 1_000, 1_010, 90_000, 3_900_000, 183_600_000, 31_536_000_000] {
            assert_eq!(read(&Millis::new(millis).to_string()), Ok(Millis::new(millis)));
        }
    }

    #[test]
    fn what_is_no_time_is_refused_with_what_would_be_one() {
        let cases = [
            ("", WORDS.bad_duration),
            ("soon", WORDS.bad_duration),
            ("-1 s", WORDS.bad_duration),
            (".5 s", WORDS.bad_duration),
            ("1.2.3 s", WORDS.bad_duration),
            ("5 parsecs", WORDS.bad_duration),
            ("1 s s", WORDS.bad_duration),
            ("10", "Which unit: 10 ms, 10 s or 10 min?"),
            ("0.5 ms", WORDS.too_fine),
            ("1.0000000001 s", WORDS.too_fine),
            ("99999999999999999999 s", WORDS.too_long),
            ("18446744073709551615 ms 1 ms", WORDS.too_long),
        ];
        for (text, said) in cases {
            assert_eq!(read(text), Err(said.to_owned()), "{text:?}");
        }
    }
}
