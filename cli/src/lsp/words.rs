//! What the words of the language mean: what the page about the language says of them.

/// What a word means, as Markdown; nothing where the page does not tell.
pub fn meaning(word: &str) -> Option<String> {
    let told = |is_it: &dyn Fn(&str) -> bool| told_by(is_it).reduce(|all, next| all + "\n\n" + &next);
    let code = format!("`{word}`");
    let bold = format!("**{code}**");
    let begins = format!("| `{word} ");
    let is_within = |line: &str| {
        let shown = line.strip_prefix("| `").and_then(|row| row.split('`').next());
        shown.is_some_and(|shown| shown.split([' ', ',']).any(|part| part == word))
    };
    told(&|line| line.contains(&bold) || line.starts_with(&begins) || line.starts_with(&format!("| {code}")))
        .or_else(|| told(&|line| !line.starts_with('|') && line.contains(&code)))
        .or_else(|| told(&is_within))
        .or_else(|| grammar(&format!("'{word}'")))
}

/// The lines of the grammar in which a word stands.
fn grammar(quoted: &str) -> Option<String> {
    let (_, grammar) = PAGE.split_once("\n## Grammar\n")?;
    let lines = grammar.lines().take_while(|line| !line.starts_with("## "));
    let lines: Vec<&str> =
        lines.filter(|line| line.starts_with("    ") && line.contains(quoted)).map(str::trim).take(MOST).collect();
    (!lines.is_empty()).then(|| format!("```text\n{}\n```", lines.join("\n")))
}

const PAGE: &str = include_str!("../../../docs/language.md");

/// The paragraphs and the rows of tables that are meant, at most as many as fit on a screen.
fn told_by(is_meant: &dyn Fn(&str) -> bool) -> impl Iterator<Item = String> {
    let (_, page) = PAGE.split_once("\n## What each statement means\n").unwrap_or_default();
    let (page, _) = page.split_once("\n## What is checked\n").unwrap_or_default();
    let paragraphs = page.split("\n\n").flat_map(|paragraph| match paragraph.starts_with('|') {
        true => paragraph.lines().map(str::to_owned).collect(),
        false => vec![paragraph.replace('\n', " ")],
    });
    let meant: Vec<String> = paragraphs.filter(|paragraph| is_meant(paragraph)).take(MOST).collect();
    meant.into_iter().map(|paragraph| without_links(&row_as_sentence(&paragraph)))
}

/// A row of a table in one line: what is written, and what it means.
fn row_as_sentence(row: &str) -> String {
    let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
    match cells[..] {
        [written, means] if row.starts_with('|') => format!("{written}: {means}"),
        _ => row.to_owned(),
    }
}

/// The text of links alone: where they lead is beside the page.
fn without_links(text: &str) -> String {
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        let behind = part.split_once(')').map_or(part, |(_, behind)| behind);
        match plain.rfind('[') {
            Some(open) => format!("{}{}{behind}", &plain[..open], &plain[open + 1..]),
            None => plain + behind,
        }
    })
}

/// Paragraphs and rows that one word is explained by.
const MOST: usize = 6;
