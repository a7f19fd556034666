//! Says in words how long something took.

use std::time::Duration;

/// `0.4 s`, `12 s`, `3 min 5 s`.
pub fn took(time: Duration) -> String {
    let tenths = time.as_millis() / 100;
    match tenths / 10 {
        0..10 => format!("{}.{} s", tenths / 10, tenths % 10),
        s @ 10..60 => format!("{s} s"),
        s => format!("{} min {} s", s / 60, s % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::took;
    use std::time::Duration;

    #[test]
    fn short_and_long_times() {
        for (ms, said) in [(0, "0.0 s"), (449, "0.4 s"), (9_999, "9.9 s"), (12_345, "12 s"), (185_000, "3 min 5 s")] {
            assert_eq!(took(Duration::from_millis(ms)), said);
        }
    }
}
