//! Finds the known word a mistyped one is most likely meant to be, or none where nothing is near.

/// The candidate nearest to `word`, if it is near enough to be worth a suggestion.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let bound = 1 + word.chars().count() / 4;
    let begins = |c: &str| word.chars().count() >= 2 && c.starts_with(word);
    candidates
        .into_iter()
        .map(|c| (if begins(c) { 0 } else { distance(word, c) }, c))
        .filter(|(d, _)| *d <= bound)
        .min_by_key(|(d, _)| *d)
        .map(|(_, c)| c)
}

/// How many letters must be added, dropped, changed, or swapped with their neighbour to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn a_slip_finds_its_word() {
        let commands = ["serve", "build", "test", "bench", "shot"];
        assert_eq!(nearest("sevre", commands), Some("serve"));
        assert_eq!(nearest("biuld", commands), Some("build"));
        assert_eq!(nearest("tests", commands), Some("test"));
        assert_eq!(nearest("ben", commands), Some("bench"));
    }

    #[test]
    fn a_stranger_finds_none() {
        assert_eq!(nearest("deploy", ["serve", "build", "test"]), None);
        assert_eq!(nearest("", ["serve"]), None);
    }

    #[test]
    fn distances() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("port", "port"), 0);
        assert_eq!(distance("prot", "port"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
