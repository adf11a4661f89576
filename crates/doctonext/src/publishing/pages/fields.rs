//! Questions ready to print.

use crate::{
    publishing::{
        answers::Answers,
        errors::Errors,
        question::{Kind, Question, Section},
    },
    trades::Profession,
};

/// More choices than these stand in a list that opens.
const MOST_SHOWN: usize = 5;
/// Empty rows offered after the ranges of days that are filled.
const SPARE_ROWS: usize = 2;
const MOST_ROWS: usize = 30;

/// A heading with its questions.
pub(super) struct Group {
    pub(super) title: &'static str,
    pub(super) fields: Vec<Field>,
}

/// A question as the page prints it.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) hint: &'static str,
    pub(super) error: String,
    pub(super) needed: bool,
    pub(super) optional: bool,
    /// Which part of the template prints it.
    pub(super) shape: &'static str,
    pub(super) value: String,
    pub(super) unit: &'static str,
    pub(super) longest: usize,
    pub(super) rows: u8,
    pub(super) choices: Vec<Choice>,
    pub(super) trades: Vec<Trade>,
    /// Code of the commune beside its name.
    pub(super) code: String,
    pub(super) ranges: Vec<(String, String)>,
}

pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: &'static str,
    pub(super) selected: bool,
}

/// A profession with its specialties.
pub(super) struct Trade {
    pub(super) label: &'static str,
    pub(super) choices: Vec<Choice>,
}

/// The sections of a page. `more_rows` asks for more ranges of days.
pub(super) fn groups(
    sections: &[Section],
    answers: &Answers,
    errors: &Errors,
    more_rows: bool,
) -> Vec<Group> {
    let field = |question: &Question| field(question, answers, errors, more_rows);
    sections
        .iter()
        .map(|it| Group { title: it.title, fields: it.questions.iter().map(field).collect() })
        .collect()
}

fn field(question: &Question, answers: &Answers, errors: &Errors, more_rows: bool) -> Field {
    let mut it = Field {
        name: question.name,
        label: question.label,
        hint: question.hint,
        error: errors.of(question.name).to_owned(),
        needed: question.needed,
        optional: question.optional,
        shape: "line",
        value: answers.text(question.name).to_owned(),
        unit: "",
        longest: 0,
        rows: 0,
        choices: Vec::new(),
        trades: Vec::new(),
        code: String::new(),
        ranges: Vec::new(),
    };
    match question.kind {
        Kind::Line { longest } => it.longest = longest,
        Kind::Text { rows, longest, .. } => {
            it.shape = "text";
            (it.rows, it.longest) = (rows, longest);
        }
        Kind::One(choices) => {
            it.choices = chosen(&choices(), std::slice::from_ref(&it.value));
            it.shape = if it.choices.len() > MOST_SHOWN { "list" } else { "one" };
        }
        Kind::Some(choices) => {
            it.shape = "some";
            it.choices = chosen(&choices(), answers.texts(question.name));
        }
        Kind::Tick => it.shape = "tick",
        Kind::Whole { unit, .. } => (it.shape, it.unit) = ("number", unit),
        Kind::Decimal { unit, .. } => (it.shape, it.unit) = ("decimal", unit),
        Kind::Day => it.shape = "day",
        Kind::Commune => {
            it.shape = "commune";
            answers.text("lieu").clone_into(&mut it.value);
            answers.text("commune").clone_into(&mut it.code);
        }
        Kind::Trade => {
            it.shape = "trade";
            it.trades = trades(&it.value);
        }
        Kind::Periods => {
            it.shape = "periods";
            it.ranges = ranges(answers, more_rows);
        }
    }
    it
}

fn chosen(choices: &[(&'static str, &'static str)], values: &[String]) -> Vec<Choice> {
    let choice = |(code, label): &(&'static str, &'static str)| Choice {
        value: (*code).to_owned(),
        label,
        selected: values.iter().any(|it| it == code),
    };
    choices.iter().map(choice).collect()
}

fn trades(value: &str) -> Vec<Trade> {
    let choice = |code: String, label: &'static str| Choice { selected: code == value, value: code, label };
    Profession::all()
        .iter()
        .map(|profession| Trade {
            label: profession.label,
            choices: std::iter::once(choice(profession.code.to_owned(), profession.label))
                .chain(
                    profession
                        .specialties()
                        .iter()
                        .map(|it| choice(format!("{}/{}", profession.code, it.code), it.label)),
                )
                .collect(),
        })
        .collect()
}

fn ranges(answers: &Answers, more_rows: bool) -> Vec<(String, String)> {
    let (starts, ends) = (answers.texts("du"), answers.texts("au"));
    let at = |them: &[String], rank: usize| them.get(rank).cloned().unwrap_or_default();
    let mut filled: Vec<(String, String)> = (0..starts.len().max(ends.len()))
        .map(|rank| (at(starts, rank), at(ends, rank)))
        .filter(|(from, to)| !(from.is_empty() && to.is_empty()))
        .collect();
    let spare = match (filled.is_empty(), more_rows) {
        (true, false) => 1,
        (false, false) => 0,
        (_, true) => SPARE_ROWS,
    };
    for _ in 0..spare {
        if filled.len() < MOST_ROWS {
            filled.push((String::new(), String::new()));
        }
    }
    filled
}
