//! What travels: message types and their fields.

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
    /// The protocol it belongs to, as the reference prints it; may be empty.
    pub protocol: Text,
    /// Its number in the protocol, where that is publicly known.
    pub number: Option<u64>,
    /// Its fields, in order.
    pub fields: Vec<Field>,
    /// What its receiver may find about it: the reader's choice, and no field; empty where nothing is found.
    pub findings: Vec<Box<str>>,
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
