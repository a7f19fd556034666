//! Finds what the names in a file stand for, in a file with mistakes, too, as far as it can be understood.

use std::collections::BTreeMap;

use super::diagnostics::Diagnostics;
use super::names::{Declared, NameKind, Scope};
use super::{lexer, outline, parser, resolver};
use crate::model::Span;

/// Something that has a name, and everywhere its name stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Symbol {
    /// What it is.
    pub kind: NameKind,
    /// Where its name is declared.
    pub span: Span,
    /// The kind and the name of what it belongs to: a role, a message or a setting.
    pub owner: Option<(NameKind, String)>,
    /// Where else its name stands, in the order of the file.
    pub uses: Vec<Span>,
}

/// Everything that has a name in a file, in the order of the file; any text will do.
#[must_use]
pub fn symbols(source: &str) -> Vec<Symbol> {
    let mut diagnostics = Diagnostics::new(source);
    let lines = lexer::lex(source, &mut diagnostics);
    let blocks = outline::outline(source, lines, &mut diagnostics);
    let file = parser::parse(source, &blocks, &mut diagnostics);
    let (_, names) = resolver::resolve(&file, &mut diagnostics);
    let mut symbols: BTreeMap<Span, Symbol> = BTreeMap::new();
    let header = file.header.as_ref().and_then(|header| header.id).map(|id| (NameKind::Model, id.span, None));
    let owners: BTreeMap<(NameKind, u16), &str> =
        names.iter().map(|name| ((name.kind, name.index), &*name.text)).collect();
    let owner = |name: &Declared<'_>| {
        let owner = owner(name.scope)?;
        Some((owner.0, (*owners.get(&owner)?).to_owned()))
    };
    let declared = names.iter().map(|name| (name.kind, name.span, owner(name)));
    for (kind, span, owner) in header.into_iter().chain(declared) {
        // A participant without `as` declares a role with the same word; an action of several, one for each of them.
        symbols.entry(span).or_insert(Symbol { kind, span, owner, uses: Vec::new() });
    }
    for (name, declared) in names.uses() {
        if let Some(symbol) = symbols.get_mut(&declared).filter(|_| name != declared) {
            symbol.uses.push(name);
        }
    }
    symbols.into_values().collect()
}

/// What the names of a scope belong to, by its place in the table of its kind.
fn owner(scope: Scope) -> Option<(NameKind, u16)> {
    match scope {
        Scope::File | Scope::Property(_) => None,
        Scope::Role(role) => Some((NameKind::Role, role.0)),
        Scope::Message(message) => Some((NameKind::Message, message.0)),
        Scope::Setting(setting) => Some((NameKind::Setting, setting.0)),
    }
}
