//! Notes: what stands in braces in one is a value, and is looked up when the note is written.

use super::lookup::Fit;
use super::{Cause, Context, Resolver};
use crate::language::names::{NameKind, Scope};
use crate::language::syntax::{Name, Operand, OperandKind};
use crate::model::{EffectKind, Span, Text, ValueType, VariableId, limits};

impl<'s> Resolver<'_, 's, '_> {
    /// A note with its values. What is none stays as it stands, since braces are letters like others.
    pub(super) fn note(&mut self, context: Context, text: &Text, gaps: &[Name<'s>]) -> Option<EffectKind> {
        let mut values: Vec<(Box<str>, _)> = Vec::new();
        for gap in gaps {
            if values.len() >= limits::PARTS || values.iter().any(|(known, _)| **known == *gap.text) {
                continue;
            }
            if let Some(kind) = self.gap(context, *gap) {
                let operand = Operand { kind, span: gap.span };
                let (operand, _) = self.operand(context, &operand, Fit::Value(None))?;
                values.push((gap.text.into(), operand));
            } else {
                let found = format!("`{}` is no value here, and stays in braces", gap.text);
                let expected = "between braces stands a variable, a setting, a participant, `self`, `sender`, or `its` and a field";
                self.diagnostics.warning(gap.span, found, expected);
            }
        }
        Some(EffectKind::Note(text.clone(), values))
    }

    /// The value that stands in braces, if it is one here.
    fn gap(&self, context: Context, gap: Name<'s>) -> Option<OperandKind<'s>> {
        let words: Vec<&'s str> = gap.text.split(' ').collect();
        match words[..] {
            ["self"] => Some(OperandKind::Itself),
            ["sender"] => {
                let known = matches!(context.cause, Some(Cause::Connection | Cause::AnyMessage | Cause::Message(_)));
                known.then_some(OperandKind::Sender)
            }
            ["its", field] => {
                let Some(Cause::Message(message)) = context.cause else { return None };
                let place = self.names.find(NameKind::Field, Scope::Message(message), field)?.index;
                let held = self.file.messages[message.index()].fields[usize::from(place)].value_type;
                if held == Some(ValueType::Reference) {
                    return None;
                }
                let start = gap.span.end - field.len() as u32;
                Some(OperandKind::Its(Name { text: field, span: Span { start, end: gap.span.end } }))
            }
            [name] => {
                let variable = context.role.map(|role| (NameKind::Variable, Scope::Role(role)));
                let others = [(NameKind::Participant, Scope::File), (NameKind::Setting, Scope::File)];
                let mut kinds = others.into_iter().chain(variable);
                let declared = kinds.find_map(|(kind, scope)| self.names.find(kind, scope, name))?;
                let is_for_each =
                    declared.kind == NameKind::Variable && self.kept_for_each(VariableId(declared.index)).is_some();
                (self.fits(declared, Fit::Value(None)) && !is_for_each).then_some(OperandKind::Name(name))
            }
            [name, "of", whom] => {
                let variable = self.names.find(NameKind::Variable, Scope::Role(context.role?), name)?;
                self.kept_for_each(VariableId(variable.index))?;
                let start = gap.span.end - whom.len() as u32;
                let span = Span { start, end: gap.span.end };
                let kind = self.gap(context, Name { text: whom, span })?;
                let variable =
                    Name { text: name, span: Span { start: gap.span.start, end: gap.span.start + name.len() as u32 } };
                Some(OperandKind::Of(variable, Box::new(Operand { kind, span })))
            }
            _ => None,
        }
    }
}
