//! Properties as their writer put them.

use super::syntax::Name;
use crate::model::{Order, Span, Text, Value};
use crate::time::Millis;

/// `never`, `always` or `finally`, and what stands below.
#[derive(Debug)]
pub(super) struct Property<'s> {
    pub keyword: Span,
    pub id: Name<'s>,
    pub label: Option<Text>,
    /// Nothing where nothing stood below, or something that could not be parsed.
    pub kind: Option<PropertyKind<'s>>,
}

#[derive(Debug)]
pub(super) enum PropertyKind<'s> {
    Never(Claim<'s>),
    Finally(Claim<'s>),
    Answered { message: Name<'s>, within: Within<'s>, unless: Vec<Vec<Fact<'s>>> },
}

/// `for NAMES in ROLE`, and facts with `and` and `or` between them.
#[derive(Default, Debug)]
pub(super) struct Claim<'s> {
    pub names: Vec<(Vec<Name<'s>>, Name<'s>)>,
    pub any: Vec<Vec<Fact<'s>>>,
}

#[derive(Debug)]
pub(super) enum Within<'s> {
    Length(Millis),
    Setting(Name<'s>),
}

#[derive(Debug)]
pub(super) enum Fact<'s> {
    /// `who [not] in states`
    In { who: Name<'s>, states: Vec<Name<'s>>, holds: bool },
    /// `timer of who is [not] running`
    Running { timer: Name<'s>, who: Name<'s>, holds: bool },
    /// `left is [not] [one of] among`
    Equals { left: Term<'s>, among: Vec<Term<'s>>, holds: bool },
    /// `left is (at least | at most | more than | less than) right`
    Compared { left: Term<'s>, order: Order, right: Term<'s> },
}

#[derive(Debug)]
pub(super) enum Term<'s> {
    Literal(Value, Span),
    /// A participant or a setting
    Name(Name<'s>),
    /// `variable of who [for whom]`
    Held {
        variable: Name<'s>,
        who: Name<'s>,
        whom: Option<Name<'s>>,
    },
}

impl Term<'_> {
    /// Where it stands; of a variable, its own name.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Literal(_, span) => *span,
            Self::Name(name) | Self::Held { variable: name, .. } => name.span,
        }
    }
}
