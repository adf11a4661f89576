//! A result as people read it.

use chrono::{DateTime, Utc};
use platform::{clock::today_in_paris, french};

use super::{
    document::{CardFacts, SearchDocument, Timing},
    ranking,
    store::SearchHit,
    views::{Card, Fact},
    wording::{days_in_short, months, of_month},
};
use crate::{
    territory::Gazetteer,
    trades::{
        ActivityDistribution, CollaborationKind, DensityZone, ListingType, PracticeType, Profession,
        Specialty,
    },
};

/// Facts on a card: more would not be read.
const FACTS: usize = 4;

/// Prints a result.
#[must_use]
pub fn card_of(hit: &SearchHit, gazetteer: &Gazetteer, now: DateTime<Utc>) -> Card {
    let kind = ListingType::from_key(hit.listing_type).unwrap_or(ListingType::Transfer);
    let mut facts = match kind {
        ListingType::Transfer => transfer_facts(hit),
        ListingType::Replacement | ListingType::Availability => replacement_facts(hit, kind),
        ListingType::Collaboration => collaboration_facts(hit),
    };
    facts.truncate(FACTS);
    let facts_of_card = &hit.card.0;
    Card {
        href: href_of(&facts_of_card.title, &hit.listing_id),
        title: facts_of_card.title.clone(),
        kind: kind.code(),
        kind_label: kind.label(),
        trade: trade(hit),
        place: place(facts_of_card, gazetteer),
        // The point of a confidential listing is drawn at random in its area: how far it is says nothing.
        distance: hit
            .distance
            .filter(|_| !facts_of_card.confidential)
            .map(|metres| french::distance(metres / 1000.0)),
        money: money(hit, kind),
        facts,
        excerpt: facts_of_card.excerpt.clone(),
        marked_title: Vec::new(),
        marked_excerpt: Vec::new(),
        age: french::age(today_in_paris(hit.published_at), today_in_paris(now)),
        published: today_in_paris(hit.published_at).to_string(),
        picture: facts_of_card.picture.clone(),
        urgent: hit.is_urgent,
        zone: zone(hit, kind),
        is_verified: facts_of_card.is_verified,
        confidential: facts_of_card.confidential,
        reasons: hit
            .score
            .zip(hit.parts.as_deref())
            .and_then(|(score, parts)| ranking::explain(score, parts, facts_of_card.confidential)),
    }
}

/// Prints the head of a listing's own page, from the document that search knows.
#[must_use]
pub fn card_of_document(document: &SearchDocument, gazetteer: &Gazetteer, now: DateTime<Utc>) -> Card {
    card_of(&SearchHit::from(document), gazetteer, now)
}

/// The address of a listing: its title for people, its id for us.
#[must_use]
pub fn href_of(title: &str, id: &str) -> String {
    let slug = search_index::slugify(title, 60);
    if slug.is_empty() { format!("/annonces/{id}") } else { format!("/annonces/{slug}-{id}") }
}

fn trade(hit: &SearchHit) -> String {
    let profession = Profession::from_key(hit.profession).map_or("", |it| it.label);
    match hit.specialty.and_then(Specialty::from_key) {
        Some(specialty) => format!("{profession} · {}", specialty.label),
        None => profession.to_owned(),
    }
}

fn place(card: &CardFacts, gazetteer: &Gazetteer) -> String {
    match &card.city {
        _ if card.area.is_some() => card.area.clone().unwrap_or_default(),
        Some(city) => format!("{city} ({})", card.department),
        None => match gazetteer.department_by_code(&card.department) {
            Some(department) => format!("{} ({})", department.name, department.code),
            None => card.department.clone(),
        },
    }
}

/// Where there are too few or too many, for who would set up there. Whoever replaces for a week is not told.
fn zone(hit: &SearchHit, kind: ListingType) -> Option<&'static str> {
    let settles = matches!(kind, ListingType::Transfer | ListingType::Collaboration);
    let zone = hit.zone.and_then(DensityZone::from_key).filter(|it| settles && *it != DensityZone::Balanced);
    zone.map(DensityZone::as_filter)
}

fn money(hit: &SearchHit, kind: ListingType) -> Option<String> {
    let card = &hit.card.0;
    let share = |share: f32| {
        let verb = if kind == ListingType::Availability { "souhaités" } else { "reversés" };
        format!("{} {verb}", french::percent(f64::from(share)))
    };
    match kind {
        ListingType::Transfer => match (hit.price, &card.price_band) {
            (Some(0), _) => Some("Cession gratuite".to_owned()),
            (Some(price), _) => Some(french::euros(i64::from(price))),
            (None, Some(band)) => Some(band.clone()),
            (None, None) if card.price_on_request => Some("Prix à discuter".to_owned()),
            (None, None) => None,
        },
        ListingType::Replacement | ListingType::Availability => match (hit.fee_share, card.daily_rate) {
            (Some(value), _) => Some(share(value)),
            (None, Some(rate)) => Some(format!("{} par jour", french::euros(i64::from(rate)))),
            (None, None) => None,
        },
        ListingType::Collaboration => {
            card.fee_percentage.map(|value| format!("Redevance {}", french::percent(f64::from(value))))
        }
    }
}

fn fact(icon: &'static str, label: &'static str, value: impl Into<String>) -> Fact {
    Fact { icon, label, value: value.into() }
}

fn transfer_facts(hit: &SearchHit) -> Vec<Fact> {
    let card = &hit.card.0;
    let mut facts = Vec::with_capacity(FACTS);
    facts.extend(free_from(hit));
    if let Some(turnover) = hit.turnover {
        let value = format!("{} de CA", french::euros_in_short(i64::from(turnover)));
        facts.push(fact("euro", "Chiffre d’affaires annuel", value));
    } else if let Some(band) = &card.turnover_band {
        facts.push(fact("euro", "Chiffre d’affaires annuel", format!("CA {band}")));
    }
    facts.extend(practice(hit));
    facts.extend(secretary(hit));
    facts
}

fn replacement_facts(hit: &SearchHit, kind: ListingType) -> Vec<Fact> {
    let card = &hit.card.0;
    let mut facts = Vec::with_capacity(FACTS);
    if let (Some(from), true) = (hit.start_date, card.confidential) {
        facts.push(fact("calendar", "Dates", months(from, hit.end_date)));
    } else if let (Some(from), Some(to)) = (hit.start_date, hit.end_date) {
        facts.push(fact("calendar", "Dates", french::period(from, to)));
    } else if let Some(from) = hit.start_date {
        facts.push(fact("calendar", "Dates", format!("à partir du {}", french::date(from))));
    }
    if let Some(days) = days_in_short(hit.working_days) {
        facts.push(fact("clock", "Jours", days));
    }
    if let Some(pay) = hit.pay.filter(|_| hit.fee_share.is_some()) {
        facts.push(fact(
            "euro",
            "Estimation par jour",
            format!("environ {} par jour", french::euros(i64::from(pay))),
        ));
    }
    if hit.has_housing {
        facts.push(fact("bed", "Logement", "Logement possible"));
    }
    if let (ListingType::Availability, Some(km)) = (kind, hit.card.0.mobility_km) {
        facts.push(fact("map-pin", "Mobilité", format!("jusqu’à {km}\u{a0}km")));
    }
    facts.extend(secretary(hit));
    facts
}

fn collaboration_facts(hit: &SearchHit) -> Vec<Fact> {
    let card = &hit.card.0;
    let mut facts = Vec::with_capacity(FACTS);
    if let Some(kind) = card.collaboration_kind.as_deref().and_then(CollaborationKind::from_code) {
        facts.push(fact("handshake", "Forme", kind.label()));
    }
    facts.extend(free_from(hit));
    if let Some(activity) = card.activity.as_deref().and_then(ActivityDistribution::from_code) {
        facts.push(fact("clock", "Temps de travail", activity.label()));
    }
    facts.extend(practice(hit));
    facts.extend(secretary(hit));
    facts
}

fn free_from(hit: &SearchHit) -> Option<Fact> {
    let value = match (hit.start_date, hit.card.0.timing) {
        (Some(day), _) if hit.card.0.confidential => format!("à partir {}", of_month(day)),
        (Some(day), _) => format!("à partir du {}", french::date(day)),
        (None, Some(Timing::Immediately)) => "disponible immédiatement".to_owned(),
        (None, Some(Timing::ToDiscuss)) => "date à convenir".to_owned(),
        (None, None) => return None,
    };
    Some(fact("calendar", "Disponibilité", value))
}

fn practice(hit: &SearchHit) -> Option<Fact> {
    let practice = hit.practice_type.and_then(PracticeType::from_key)?;
    Some(fact("building", "Mode d’exercice", practice.label()))
}

fn secretary(hit: &SearchHit) -> Option<Fact> {
    hit.has_secretary.then(|| fact("users", "Secrétariat", "Secrétariat"))
}
