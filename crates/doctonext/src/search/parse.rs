//! From what the visitor typed to criteria. Nothing typed can fail: what is not understood is left out and said.

use chrono::{DateTime, NaiveDate, Utc};

mod choices;
mod place;

use super::{
    Around, Sort, address::Vocabulary, asked::Asked, criteria::ChosenArea, cursor::Cursor, fields::Field,
};
use crate::{
    territory::{Commune, Gazetteer},
    trades::{ListingType, PracticeType, Profession, Specialty, Weekday},
};

/// Longest text searched, in characters.
const TEXT_LIMIT: usize = 200;
/// Most values of one field.
pub(super) const VALUES_LIMIT: usize = 12;
/// Kilometres when a place is given without a radius.
pub(super) const DEFAULT_RADIUS: u16 = 30;
/// Listings on a page, and the most that the API gives.
pub(super) const PAGE: u16 = 20;
const PAGE_LIMIT: u16 = 50;

/// Reads a query string. `+` and `%20` are spaces, invalid UTF-8 becomes U+FFFD, control characters vanish.
pub(crate) fn parse(query: &str, vocabulary: Vocabulary, gazetteer: &Gazetteer, now: DateTime<Utc>) -> Asked {
    let asked = Asked { limit: PAGE, ..Asked::default() };
    let mut reader = FieldReader {
        vocabulary,
        gazetteer,
        now,
        asked,
        after: None,
        text_before: None,
        place_before: None,
        department_before: None,
        other_departments: Vec::new(),
        is_paris_typed: false,
        place_is_erased: false,
        is_text_finished: false,
        specialties: Vec::new(),
    };
    let mut pairs: Vec<(Field, String)> = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let is_finished = value.ends_with(' ');
        let value = cleaned(&value);
        let field = Field::named(&name, vocabulary);
        match field {
            Some(Field::Place) if value.is_empty() => reader.place_is_erased = true,
            Some(_) if value.is_empty() => {}
            Some(field) => {
                // Each view that is read looks at every commune: the last counts.
                pairs.retain(|(it, _)| field != Field::Bounds || *it != field);
                reader.is_text_finished |= field == Field::Text && is_finished;
                pairs.push((field, value));
            }
            // Addresses copied from a letter or a social network carry marks of theirs: no note for those.
            None => {}
        }
    }
    // A radius last, since it needs its place, and a place may be typed or chosen.
    for stage in [Stage::Early, Stage::Place, Stage::Radius] {
        if stage == Stage::Place {
            reader.erase_place();
            reader.take_other_departments();
        }
        for (field, value) in pairs.iter().filter(|(field, _)| Stage::of(*field) == stage) {
            reader.field(*field, value);
        }
    }
    reader.finish()
}

#[derive(PartialEq, Eq)]
enum Stage {
    Early,
    Place,
    Radius,
}

impl Stage {
    fn of(field: Field) -> Self {
        match field {
            Field::Place => Self::Place,
            Field::Radius => Self::Radius,
            _ => Self::Early,
        }
    }
}

/// Without control characters, trimmed, and cut: nobody types more into one field.
fn cleaned(value: &str) -> String {
    let kept: String = value.chars().filter(|c| !c.is_control()).take(TEXT_LIMIT).collect();
    kept.trim().to_owned()
}

struct FieldReader<'a> {
    vocabulary: Vocabulary,
    gazetteer: &'a Gazetteer,
    now: DateTime<Utc>,
    asked: Asked,
    after: Option<String>,
    /// The text of the page from which the form was sent.
    text_before: Option<String>,
    /// Its place, as it stood in the field.
    place_before: Option<String>,
    /// The department that its list showed, and those that were chosen besides.
    department_before: Option<String>,
    other_departments: Vec<ChosenArea>,
    /// Whether « Paris » was typed as a place, which is a commune and a department.
    is_paris_typed: bool,
    /// Whether the field of places was sent empty.
    place_is_erased: bool,
    /// Whether a space ends the last word of the text.
    is_text_finished: bool,
    /// Words for specialties, to be read within the profession once it is known.
    specialties: Vec<String>,
}

impl FieldReader<'_> {
    fn field(&mut self, field: Field, value: &str) {
        match field {
            Field::Text => self.asked.criteria.text = Some(value.to_owned()),
            Field::Specialty => self.specialties.push(value.to_owned()),
            Field::Type | Field::Profession | Field::PracticeType | Field::Weekday => {
                self.trade(field, value);
            }
            Field::Region
            | Field::Department
            | Field::OtherDepartment
            | Field::Without
            | Field::WithoutRegion
            | Field::Commune
            | Field::Place
            | Field::Radius => self.place(field, value),
            Field::From | Field::To => self.date(field, value),
            Field::WithPrice
            | Field::Housing
            | Field::Secretary
            | Field::Urgent
            | Field::Guaranteed
            | Field::Pictures => {
                self.flag(field, value);
            }
            Field::Bounds
            | Field::Zone
            | Field::Author
            | Field::Software
            | Field::Time
            | Field::PublishedWithin
            | Field::Coverage => {
                self.choice(field, value);
            }
            Field::Sort => self.sort(value),
            Field::After => self.after = Some(value.to_owned()),
            Field::TextBefore => self.text_before = Some(value.to_owned()),
            Field::PlaceBefore => self.place_before = Some(value.to_owned()),
            Field::DepartmentBefore => self.department_before = Some(value.to_owned()),
            Field::AsTyped => self.as_typed(value),
            _ => self.number(field, value),
        }
    }

    fn trade(&mut self, field: Field, value: &str) {
        let french = self.vocabulary == Vocabulary::French;
        let criteria = &mut self.asked.criteria;
        let known = match field {
            Field::Type => {
                criteria.listing_type =
                    if french { ListingType::from_slug(value) } else { ListingType::from_code(value) };
                criteria.listing_type.is_some()
            }
            Field::Profession => {
                criteria.profession =
                    if french { Profession::from_slug(value) } else { Profession::from_code(value) };
                criteria.profession.is_some()
            }
            Field::PracticeType => {
                let found =
                    if french { PracticeType::from_slug(value) } else { PracticeType::from_code(value) };
                found.is_some_and(|found| insert(&mut criteria.practice_types, found))
            }
            _ => {
                let day = if french { Weekday::from_slug(value) } else { Weekday::from_code(value) };
                criteria.weekdays |= day.map_or(0, Weekday::key);
                day.is_some()
            }
        };
        if !known {
            self.unknown(field, value);
        }
    }

    fn date(&mut self, field: Field, value: &str) {
        let plausible = |day: &NaiveDate| {
            NaiveDate::from_ymd_opt(2000, 1, 1).is_some_and(|from| *day >= from)
                && NaiveDate::from_ymd_opt(2100, 1, 1).is_some_and(|to| *day < to)
        };
        let typed = NaiveDate::parse_from_str(value, "%Y-%m-%d")
            .or_else(|_| NaiveDate::parse_from_str(value, "%d/%m/%Y"))
            .ok()
            .filter(plausible);
        match (field, typed) {
            (_, None) => self.unknown(field, value),
            (Field::From, day) => self.asked.criteria.dates.from = day,
            (_, day) => self.asked.criteria.dates.to = day,
        }
    }

    fn number(&mut self, field: Field, value: &str) {
        let digits: String = value.chars().filter(|c| !c.is_whitespace() && *c != '€' && *c != '%').collect();
        let Ok(number) = digits.parse::<i32>().map(|number| number.clamp(0, 1_000_000_000)) else {
            return self.unknown(field, value);
        };
        let criteria = &mut self.asked.criteria;
        match field {
            Field::PriceMin => criteria.price.from = Some(number),
            Field::PriceMax => criteria.price.to = Some(number),
            Field::TurnoverMin => criteria.turnover.from = Some(number),
            Field::TurnoverMax => criteria.turnover.to = Some(number),
            Field::FeeShareMin => criteria.fee_share_min = u8::try_from(number.min(100)).ok(),
            _ => self.asked.limit = u16::try_from(number).unwrap_or(PAGE).clamp(1, PAGE_LIMIT),
        }
    }

    fn sort(&mut self, value: &str) {
        let found = Sort::ALL.iter().find(|(_, french, english, _)| match self.vocabulary {
            Vocabulary::French => *french == value,
            Vocabulary::English => *english == value,
        });
        match found {
            Some((sort, ..)) => self.asked.criteria.sort = *sort,
            None => self.unknown(Field::Sort, value),
        }
    }

    fn as_typed(&mut self, value: &str) {
        let as_typed = &mut self.asked.criteria.as_typed;
        match truth(value) {
            Some(all) => as_typed.is_all = all,
            None => drop(insert(&mut as_typed.words, value.to_owned())),
        }
    }

    /// Where the page begins belongs to the order, which only what was understood decides.
    fn after(&mut self) {
        let Some(value) = self.after.take() else { return };
        self.asked.after = Cursor::decode(&value, self.asked.criteria.effective_sort(), self.now);
        if self.asked.after.is_none() {
            let note = "Cette page de résultats n’existe plus\u{202f}: voici la première.";
            self.asked.notes.push(note.to_owned());
        }
    }

    /// What the text names becomes filters, and specialties are read within the profession that is chosen, else named.
    fn understand(&mut self) {
        let text_before = self.text_before.take();
        self.asked.understand_form(text_before.as_deref(), self.gazetteer, self.now);
        let french = self.vocabulary == Vocabulary::French;
        let values = std::mem::take(&mut self.specialties);
        let word = |it: &Specialty| if french { it.slug } else { it.code };
        let unknown = self.asked.take_specialties(&values, word, (self.gazetteer, self.now));
        for value in &unknown {
            self.unknown(Field::Specialty, value);
        }
        self.asked.settle(text_before.as_deref(), self.gazetteer, self.now);
        let note = self.asked.left_out_note();
        self.asked.notes.extend(note);
    }

    fn unknown(&mut self, field: Field, value: &str) {
        let shown: String = value.chars().take(40).collect();
        let note = match field {
            Field::Place | Field::Commune => {
                format!(
                    "Nous n’avons pas trouvé le lieu «\u{a0}{shown}\u{a0}». Les résultats ne sont pas limités à un lieu."
                )
            }
            _ => {
                let name = field.name(self.vocabulary);
                format!(
                    "Le critère «\u{a0}{name}\u{a0}» n’admet pas «\u{a0}{shown}\u{a0}»\u{202f}: il est ignoré."
                )
            }
        };
        if self.asked.notes.len() < 5 {
            self.asked.notes.push(note);
        }
    }

    /// What contradicts itself is put right and said.
    fn finish(mut self) -> Asked {
        let criteria = &mut self.asked.criteria;
        if let (Some(from), Some(to)) = (criteria.dates.from, criteria.dates.to)
            && from > to
        {
            criteria.dates.from = Some(to);
            criteria.dates.to = Some(from);
            self.asked.notes.push(
                "La date de fin précédait la date de début\u{202f}: nous les avons échangées.".to_owned(),
            );
        }
        for range in [&mut criteria.price, &mut criteria.turnover] {
            if let (Some(from), Some(to)) = (range.from, range.to)
                && from > to
            {
                range.from = Some(to);
                range.to = Some(from);
            }
        }
        if criteria.around.is_some() {
            criteria.bounds = None;
        }
        criteria.keep_what_is_asked(self.gazetteer);
        // An address of ours carries words that were read already: a word that was finished stays so.
        if criteria.as_typed.is_all && self.is_text_finished {
            criteria.text.iter_mut().for_each(|it| it.push(' '));
        }
        self.understand();
        self.coverage_needs_days();
        let asked = &mut self.asked;
        if asked.place.is_empty()
            && let Some(around) = &asked.typed.around
        {
            around.label.clone_into(&mut asked.place);
        }
        self.after();
        self.asked
    }
}

/// A circle of the usual size.
pub(super) fn around(commune: &Commune) -> Around {
    Around {
        commune: commune.code.clone(),
        label: commune.label(),
        latitude: commune.latitude,
        longitude: commune.longitude,
        radius_km: DEFAULT_RADIUS,
    }
}

pub(super) fn insert<T: PartialEq>(list: &mut Vec<T>, value: T) -> bool {
    if list.len() < VALUES_LIMIT && !list.contains(&value) {
        list.push(value);
    }
    true
}

fn truth(value: &str) -> Option<bool> {
    match value {
        "1" | "true" | "oui" | "on" => Some(true),
        "0" | "false" | "non" | "off" => Some(false),
        _ => None,
    }
}
