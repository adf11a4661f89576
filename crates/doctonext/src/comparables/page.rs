//! `/prix-de-cession`: what practices like this one are asked for.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use platform::french;
use serde::Deserialize;

use super::{
    duties::duties,
    references::reference,
    share::{Quartiles, rounded},
    store::{self, Comparable},
};
use crate::{
    app::App,
    failure::Failure,
    search::{ChosenArea, Criteria},
    shell::{self, Frame, Link},
    territory::Region,
    trades::{ListingType, Profession, Specialty},
};

/// Euros: nobody sells a practice for more.
const MOST: i64 = 100_000_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    prof: String,
    spec: String,
    region: String,
    ca: String,
    prix: String,
}

#[derive(Template)]
#[template(path = "comparables/page.html")]
struct PricePage {
    frame: Frame,
    professions: Vec<Choice>,
    /// Empty until a profession that has some is chosen.
    specialties: Vec<Choice>,
    regions: Vec<Choice>,
    turnover: String,
    price: String,
    errors: BTreeMap<&'static str, &'static str>,
    /// None until a profession is chosen.
    answer: Option<Answer>,
}

struct Choice {
    value: String,
    label: String,
    selected: bool,
}

struct Answer {
    /// « Médecine générale, Bretagne ».
    heading: String,
    known: Option<Known>,
    reference: Option<&'static str>,
    /// What a buyer pays, line by line; empty without a price.
    cost: Vec<(&'static str, String)>,
    listings: Link,
}

struct Known {
    /// « Prix demandés par 14 cédants depuis le 29 novembre 2023, dans la région Bretagne ».
    basis: String,
    /// When too few asked in the region that was chosen.
    wider: Option<String>,
    /// « entre 28 % et 47 % ».
    half: String,
    median: String,
    /// For the turnover that was typed, the same in euros.
    in_euros: Option<String>,
    /// Where the price that was typed stands.
    own: Option<String>,
    drawing: Drawing,
    computed: String,
}

/// Positions in a drawing 100 wide.
struct Drawing {
    first: f64,
    median: f64,
    width: f64,
    own: Option<f64>,
    /// Share at the right end.
    end: String,
}

impl PricePage {
    fn error(&self, field: &str) -> &str {
        self.errors.get(field).copied().unwrap_or_default()
    }
}

pub(super) async fn show(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let profession = Profession::from_slug(&asked.prof);
    let specialty = profession.and_then(|it| it.specialties().iter().find(|it| it.slug == asked.spec));
    let region = app.gazetteer.region_by_code(&asked.region);
    let mut errors = BTreeMap::new();
    let mut read = |field: &'static str, typed: &str| {
        if let Ok(it) = euros(typed) {
            return it;
        }
        errors.insert(field, "Indiquez un montant en euros, comme 180\u{202f}000.");
        None
    };
    let turnover = read("ca", &asked.ca).filter(|it| *it > 0);
    let price = read("prix", &asked.prix);
    let answer = match profession {
        Some(profession) => {
            let what = What { profession, specialty, region, turnover, price };
            Some(answer(&app, &what).await?)
        }
        None => None,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = PricePage {
        frame: Frame::new(
            &app.settings.public_url,
            "/prix-de-cession",
            "Combien vaut un cabinet\u{202f}?",
            "Le prix demandé pour un cabinet, en part du chiffre d’affaires, par profession, spécialité et région, et ce que \
             l’acheteur paie en plus.",
        ),
        professions: choices(
            "Choisissez",
            Profession::all().iter().map(|it| (it.slug, it.label, profession == Some(it))),
        ),
        specialties: profession
            .map(Profession::specialties)
            .filter(|them| !them.is_empty())
            .map(|them| choices("Toutes", them.iter().map(|it| (it.slug, it.label, specialty == Some(it)))))
            .unwrap_or_default(),
        regions: choices(
            "Toute la France",
            app.gazetteer.regions().iter().map(|it| {
                (it.code.as_str(), it.name.as_str(), region.is_some_and(|chosen| chosen.code == it.code))
            }),
        ),
        turnover: asked.ca,
        price: asked.prix,
        errors,
        answer,
    };
    Ok(shell::page_with_status(status, &page)?)
}

fn choices<'a>(none: &str, all: impl Iterator<Item = (&'a str, &'a str, bool)>) -> Vec<Choice> {
    let mut found = vec![Choice { value: String::new(), label: none.to_owned(), selected: false }];
    found.extend(all.map(|(value, label, selected)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        selected,
    }));
    found[0].selected = !found.iter().any(|it| it.selected);
    found
}

/// « 180 000 € » and « 180.000,00 » are 180000; nothing typed is nothing. A point parts thousands, or is a mistake.
fn euros(typed: &str) -> Result<Option<i64>, ()> {
    let kept: String = typed.chars().filter(|it| !it.is_whitespace() && *it != '€').collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let (whole, cents) = kept.split_once(',').unwrap_or((&kept, ""));
    let digits = |it: &str| it.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    if first.is_empty() || !digits(first) || !digits(cents) || cents.len() > 2 {
        return Err(());
    }
    let mut all = first.to_owned();
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return Err(());
        }
        all.push_str(group);
    }
    let amount = all.parse::<i64>().map_err(|_| ())?;
    if amount <= MOST { Ok(Some(amount)) } else { Err(()) }
}

struct What<'a> {
    profession: &'static Profession,
    specialty: Option<&'static Specialty>,
    region: Option<&'a Region>,
    turnover: Option<i64>,
    price: Option<i64>,
}

async fn answer(app: &App, what: &What<'_>) -> Result<Answer, Failure> {
    let specialty = what.specialty.map(|it| it.code);
    let region = what.region.map(|it| it.name.as_str());
    let found = store::closest(&app.db, what.profession.code, specialty, region).await?;
    let who = what.specialty.map_or(what.profession.plural, |it| it.label);
    let search = Criteria {
        listing_type: Some(ListingType::Transfer),
        profession: Some(what.profession),
        specialties: what.specialty.into_iter().collect(),
        region: what.region.map(ChosenArea::from),
        ..Criteria::default()
    };
    let reference = reference(what.profession.code, specialty).filter(|_| found.is_none());
    Ok(Answer {
        heading: what.region.map_or_else(|| who.to_owned(), |it| format!("{who}, {}", it.name)),
        known: found.map(|it| known(&it, what)),
        reference: reference.map(|it| it.words),
        cost: what.price.map(cost).unwrap_or_default(),
        listings: Link::new("Voir les cabinets à céder", search.href()),
    })
}

#[expect(clippy::cast_precision_loss, reason = "euros are far below 2^52")]
fn known(it: &Comparable, what: &What<'_>) -> Known {
    let place = if it.region.is_empty() {
        "dans toute la France".to_owned()
    } else {
        format!("dans la région {}", it.region)
    };
    let own = match (what.price, what.turnover) {
        (Some(price), Some(turnover)) => Some(price as f64 / turnover as f64),
        _ => None,
    };
    let quartiles = it.quartiles;
    Known {
        wider: what.region.filter(|_| it.region.is_empty()).map(|region| {
            format!("Moins de cinq cédants ont répondu dans la région {}\u{202f}: voici la France entière.", region.name)
        }),
        basis: format!(
            "Prix demandés par {} depuis le {}, {place}",
            french::counted(u64::from(it.owners.unsigned_abs()), "cédant", "cédants"),
            french::date(it.since),
        ),
        half: format!("entre {} et {}", percent(quartiles.first_quartile), percent(quartiles.third_quartile)),
        median: percent(quartiles.median),
        in_euros: what.turnover.map(|turnover| {
            let of = |share: f64| french::euros(rounded(share * turnover as f64));
            format!(
                "Pour {} de chiffre d’affaires, la moitié des prix va de {} à {}\u{202f}; le prix médian est {}.",
                french::euros(turnover),
                of(quartiles.first_quartile),
                of(quartiles.third_quartile),
                of(quartiles.median)
            )
        }),
        own: own.map(|share| {
            format!("Ce prix, soit {} du chiffre d’affaires, est {}.", percent(share), quartiles.place_of(share))
        }),
        drawing: drawing(quartiles, own),
        computed: french::moment(it.computed_at),
    }
}

fn percent(share: f64) -> String {
    french::percent((share * 100.0).round())
}

fn drawing(it: Quartiles, own: Option<f64>) -> Drawing {
    let scale = it.scale(own);
    let at = |share: f64| (share / scale * 1_000.0).round() / 10.0;
    Drawing {
        first: at(it.first_quartile),
        median: at(it.median),
        width: at(it.third_quartile) - at(it.first_quartile),
        own: own.map(at),
        end: percent(scale),
    }
}

fn cost(price: i64) -> Vec<(&'static str, String)> {
    let duties = duties(price);
    vec![
        ("Prix du cabinet", french::euros(price)),
        ("Droits d’enregistrement", french::euros(duties)),
        ("Total avant dépôt de garantie et matériel", french::euros(price + duties)),
    ]
}

#[cfg(test)]
mod tests {
    use super::euros;

    #[test]
    fn amounts_are_read_as_people_write_them_and_never_as_a_hundred_times_more() {
        for (typed, read) in [
            ("", Ok(None)),
            ("180 000 €", Ok(Some(180_000))),
            ("180.000", Ok(Some(180_000))),
            ("1.200.000,50", Ok(Some(1_200_000))),
            ("180000.00", Err(())),
            ("1.5", Err(())),
            ("180000,abc", Err(())),
            ("+5", Err(())),
            ("-3", Err(())),
            ("999999999999", Err(())),
        ] {
            assert_eq!(euros(typed), read, "{typed}");
        }
    }
}
