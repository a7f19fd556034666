//! What could stand at a place: words of the language, and names of the kinds that fit there.

use lifeline_core::language::keywords::{RULES, STATEMENTS, all, below};
use lifeline_core::language::{NameKind, Symbol, TokenKind, symbols, tokens};
use lifeline_core::model::Span;
use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, TextEdit};

use super::document::{Document, called};

/// What could stand in the place of the word that is being written.
pub fn items(document: &Document, byte: usize) -> Vec<CompletionItem> {
    let text = &document.text;
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..byte];
    let begun = line.rfind(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '"' | '/'));
    let word_start = start + begun.map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
    let before = &text[start..word_start];
    let earlier = tokens(before);
    if earlier.iter().any(|token| token.kind == TokenKind::Comment) || before.matches('"').count() % 2 == 1 {
        return Vec::new();
    }
    let range = document.range(Span { start: word_start as u32, end: byte as u32 });
    let item = |label: &str, kind, detail| CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        // Editors sort by this: names before words.
        sort_text: Some(format!("{}{label}", u8::from(kind == CompletionItemKind::KEYWORD))),
        detail,
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: label.to_owned() })),
        ..CompletionItem::default()
    };
    let keyword = |word: &'static str| item(word, CompletionItemKind::KEYWORD, None);
    let above = Above::of(&text[..start], before.len() - before.trim_start().len());
    if earlier.is_empty() {
        return above.words().iter().copied().map(keyword).collect();
    }
    let last = earlier.iter().rev().map(|token| token.span.of(before)).find(|word| !kinds(word).is_empty());
    let kinds = last.map_or(&[][..], kinds);
    let role = above.role.or_else(|| role_of(before));
    let fits = |symbol: &&Symbol| {
        let is_elsewhere = matches!(symbol.kind, NameKind::State | NameKind::Variable | NameKind::Timer)
            && role.is_some_and(|role| symbol.owner.as_ref().is_some_and(|(_, owner)| owner != role));
        (kinds.is_empty() || kinds.contains(&symbol.kind)) && !is_elsewhere
    };
    let known = symbols(text);
    let names = known
        .iter()
        .filter(fits)
        .map(|symbol| item(symbol.span.of(text), CompletionItemKind::VARIABLE, Some(called(symbol))));
    let mut words: Vec<&'static str> = all().collect();
    words.sort_unstable();
    words.dedup();
    names.chain(words.into_iter().map(keyword)).collect()
}

/// The lines that a line stands below.
struct Above<'t> {
    /// The first word of the nearest one; nothing where the line is a statement.
    head: &'t str,
    /// Whose states and variables are meant.
    role: Option<&'t str>,
}

impl<'t> Above<'t> {
    /// What a line that is indented so far stands below.
    fn of(text: &'t str, indent: usize) -> Self {
        let (mut head, mut indent) = ("", indent);
        for line in text.lines().rev().filter(|line| !line.trim_start().is_empty()) {
            let other = line.len() - line.trim_start().len();
            if other >= indent {
                continue;
            }
            let word = line.split_whitespace().next().unwrap_or_default();
            if head.is_empty() {
                head = word;
            }
            if other == 0 {
                return Self { head, role: role_of(line) };
            }
            indent = other;
        }
        Self { head, role: None }
    }

    /// The words that begin such a line.
    fn words(&self) -> &'static [&'static str] {
        match self.head {
            "" => STATEMENTS,
            "in" => RULES,
            head => below(head),
        }
    }
}

/// The role that a statement is about.
fn role_of(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    match words.next()? {
        "in" | "states" | "variables" => words.next(),
        "action" | "timer" => words.skip_while(|word| *word != "of").nth(1),
        "participant" => {
            let id = words.next();
            words.skip_while(|word| *word != "as").nth(1).or(id)
        }
        _ => None,
    }
}

/// The kinds of names that follow a word, if it tells.
fn kinds(word: &str) -> &'static [NameKind] {
    use NameKind::{
        Action, Choice, Clause, Field, Finding, Message, Participant, Role, Setting, State, Timer, Variable,
    };
    match word {
        "become" | "starts" => &[State],
        "in" => &[State, Role, Participant],
        "send" | "answer" | "lose" => &[Message],
        "on" => &[Message, Timer],
        "start" | "cancel" => &[Timer],
        "between" | "of" => &[Participant, Role, Variable],
        "to" | "disconnect" => &[Participant, Role, Variable, Setting, Message],
        "every" | "each" | "states" | "variables" => &[Role, Participant],
        "from" => &[Role, Participant, Variable, Clause],
        "as" => &[Role, Variable],
        "cites" => &[Clause],
        "its" => &[Field],
        "with" => &[Field, Setting, Variable],
        "found" => &[Finding],
        "is" => &[Choice, Variable, Setting, Participant],
        "when" | "and" | "or" => &[Variable, Setting, Timer, Participant],
        "for" => &[Variable, Setting],
        "play" => &[Action],
        "within" => &[Setting],
        _ => &[],
    }
}
