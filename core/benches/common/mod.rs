//! One line for each figure that is measured, in the form that `cargo xtask bench` makes its table of.
#![allow(dead_code, missing_docs)]

/// Prints a figure: what it is, what was measured, and what it has to be, with whether it is.
pub fn row(what: &str, measured: &str, budget: Option<(&str, bool)>) {
    let (budget, verdict) = match budget {
        Some((budget, true)) => (budget, "kept"),
        Some((budget, false)) => (budget, "MISSED"),
        None => ("", ""),
    };
    println!("{what}\t{measured}\t{budget}\t{verdict}");
}

/// Digits in threes: `1 234 567`.
pub fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let mut said = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            said.push(' ');
        }
        said.push(digit);
    }
    said
}

/// `7.25 ms`, `12.3 ms`, `1 234 ms`.
pub fn in_ms(ms: f64) -> String {
    match ms {
        ..10.0 => format!("{ms:.2} ms"),
        ..100.0 => format!("{ms:.1} ms"),
        _ => format!("{} ms", spaced(ms.round() as u64)),
    }
}

/// The value that this part of a hundred is not above: the median is the one at 50, the worst the one at 100.
pub fn percentile(part: usize, values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get((sorted.len() * part).div_ceil(100).saturating_sub(1)).copied().unwrap_or(f64::NAN)
}
