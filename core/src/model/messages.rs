//! What travels: message types and their fields.

use std::borrow::Cow;

use super::{Text, ValueType};

/// A message type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Its name in the protocol.
    pub name: Box<str>,
    /// What it is for; may be empty.
    pub about: Text,
    /// What its arrow and sentences call it; where it is empty, its name does.
    pub label: Text,
    /// Whether it says that its sender refuses something.
    pub refuses: bool,
    /// Whether it can be lost on its way: an effect sends it between two participants whose messages can.
    pub can_be_lost: bool,
    /// The protocol it belongs to, as the reference prints it; may be empty.
    pub protocol: Text,
    /// Its number in the protocol, where that is publicly known.
    pub number: Option<u64>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// What its receiver may find about it: the reader's choice, and no field; empty where nothing is found.
    pub findings: Vec<Box<str>>,
}

impl Message {
    /// Its name as links write it: they have no underscores.
    #[must_use]
    pub fn link_name(&self) -> Cow<'_, str> {
        link_name(&self.name)
    }
}

/// The name of a message as links write it.
pub(crate) fn link_name(name: &str) -> Cow<'_, str> {
    if name.contains('_') { Cow::Owned(name.replace('_', "-")) } else { Cow::Borrowed(name) }
}

/// A field of a message type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name in the protocol.
    pub name: Box<str>,
    /// What it holds.
    pub value_type: ValueType,
    /// What it is for; may be empty.
    pub about: Text,
}
