//! How the reader wants the page, in every run: kept by the browser from one visit to the next.

use serde::{Deserialize, Serialize};

use super::embed::EmbedRequest;

/// What is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Preferences {
    /// Light, dark, or as the system has it.
    pub theme: Theme,
    /// Whether single keys do anything.
    pub single_keys: bool,
    /// Whether the column of what can be done is folded, on a wide page.
    pub folds_actions: bool,
    /// Whether the column of the panels is.
    pub folds_panels: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { theme: Theme::System, single_keys: true, folds_actions: false, folds_panels: false }
    }
}

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    #[serde(rename = "auto")]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A column beside the diagram.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    /// The scenarios, and what can be done.
    Actions,
    /// The panels.
    Panels,
}

impl Preferences {
    /// These in a page, or in a frame: there the host's theme goes before the reader's.
    pub fn within(self, embed: Option<EmbedRequest>) -> Self {
        Self { theme: embed.map_or(self.theme, |embed| embed.theme), ..self }
    }

    /// Whether a column is folded.
    pub fn folds(&self, column: Column) -> bool {
        match column {
            Column::Actions => self.folds_actions,
            Column::Panels => self.folds_panels,
        }
    }

    /// Folds a column, or unfolds it.
    pub(super) fn fold(&mut self, column: Column) {
        let folds = match column {
            Column::Actions => &mut self.folds_actions,
            Column::Panels => &mut self.folds_panels,
        };
        *folds = !*folds;
    }
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in addresses and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}
