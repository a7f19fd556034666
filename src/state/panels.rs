//! Which panel stands beside the diagram, and how much room the panels have.

/// A panel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Panel {
    /// What there is to say about the selected row.
    #[default]
    Inspect,
    /// What the reference says.
    Rules,
    /// The messages of the run.
    Messages,
    /// What happened, in sentences.
    Log,
}

impl Panel {
    /// All of them, in the order of their tabs.
    pub const ALL: [Self; 4] = [Self::Inspect, Self::Rules, Self::Messages, Self::Log];

    /// Its name in the page's hooks.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Inspect => "inspect",
            Self::Rules => "rules",
            Self::Messages => "messages",
            Self::Log => "log",
        }
    }
}

/// How much of the panels a narrow page shows, over the diagram.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sheet {
    /// Only the bar below the diagram: what can be done, and the time.
    #[default]
    Bar,
    /// Half of the page.
    Half,
    /// Almost all of it.
    Full,
}

impl Sheet {
    /// Its name, where the styles look.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Half => "half",
            Self::Full => "full",
        }
    }
}
