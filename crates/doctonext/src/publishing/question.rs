//! A question of the wizard: data, so that pages, API, imports and history tell the same of it. Pure.

/// One thing that the owner of a listing is asked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    /// Name of the field, in forms, in the API and in `listing_drafts.answers`.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// What helps to answer; empty when the label is enough.
    pub(super) hint: &'static str,
    /// Whether a listing cannot go online without it.
    pub(super) needed: bool,
    /// Whether the page calls it optional: not where one of several answers is needed.
    pub(super) optional: bool,
    pub(super) kind: Kind,
}

/// How a question is answered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    /// One line of text.
    Line { longest: usize },
    /// Several lines.
    Text { rows: u8, shortest: usize, longest: usize },
    /// One of a list.
    One(fn() -> Choices),
    /// Some of a list.
    Some(fn() -> Choices),
    /// Yes or nothing.
    Tick,
    /// A whole number.
    Whole { least: i32, most: i32, unit: &'static str },
    /// A number with decimals.
    Decimal { least: f64, most: f64, unit: &'static str },
    /// A day.
    Day,
    /// A commune, typed or chosen among suggestions.
    Commune,
    /// A profession, with or without specialty.
    Trade,
    /// Ranges of days.
    Periods,
}

/// Code and label of each choice.
pub(super) type Choices = Vec<(&'static str, &'static str)>;

/// Questions that stand together under a heading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    /// Empty when the page's title says it.
    pub(super) title: &'static str,
    pub(super) questions: &'static [Question],
}

/// The choices of a closed list of the trades.
macro_rules! choices {
    ($list:ident) => {
        || $crate::trades::$list::ALL.iter().map(|it| (it.code(), it.label())).collect()
    };
}
pub(super) use choices;

impl Question {
    pub(super) const fn needed(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        kind: Kind,
    ) -> Self {
        Self { name, label, hint, needed: true, optional: false, kind }
    }

    pub(super) const fn offered(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        kind: Kind,
    ) -> Self {
        Self { name, label, hint, needed: false, optional: true, kind }
    }

    /// One of several questions of which one is needed: the reading says which.
    pub(super) const fn either(
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        kind: Kind,
    ) -> Self {
        Self { name, label, hint, needed: false, optional: false, kind }
    }

    pub(super) const fn tick(name: &'static str, label: &'static str) -> Self {
        Self::offered(name, label, "", Kind::Tick)
    }

    /// Names of the form fields that hold its answer.
    pub(super) fn fields(&self) -> Vec<&'static str> {
        match self.kind {
            Kind::Commune => vec!["lieu", "commune"],
            Kind::Periods => vec!["du", "au"],
            _ => vec![self.name],
        }
    }
}
