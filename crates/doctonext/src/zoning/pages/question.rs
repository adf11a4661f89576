//! `/installation`: « Puis-je m’installer ici ? ».

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
    response::Response,
};
use chrono::NaiveDate;
use platform::{clock::today_in_paris, french};

use super::Choice;
use crate::{
    app::App,
    failure::Failure,
    search::{ChosenArea, Criteria},
    shell::{self, Frame, Link},
    territory::Commune,
    trades::{Profession, Specialty},
    zoning::{
        asked::{Asked, Errors},
        situation::situation,
        views::{Answer, answer},
    },
};

/// Longest query string that the form can send, with room to spare.
const LONGEST_QUERY: usize = 2048;

#[derive(Template)]
#[template(path = "zoning/question.html")]
struct QuestionPage {
    frame: Frame,
    professions: Vec<Choice>,
    /// Empty until a profession that has some is chosen.
    specialties: Vec<Choice>,
    place: String,
    commune: String,
    day: String,
    errors: Errors,
    /// Communes that the text may mean, when none is sure.
    likely: Vec<Link>,
    /// None until everything needed was asked.
    found: Option<Found>,
}

struct Found {
    /// « Infirmiers à Guéret (23) ».
    heading: String,
    /// « Le 2 mars 2026 ».
    on: String,
    answer: Answer,
    listings: Vec<Link>,
}

pub(in crate::zoning) async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let query = query.unwrap_or_default();
    if query.len() > LONGEST_QUERY {
        return Err(Failure::BadRequest("Cette question est trop longue.".to_owned()));
    }
    let asked = Asked::read(&query, &app.gazetteer);
    let today = today_in_paris(app.clock.now());
    let day = asked.day.unwrap_or(today);
    let is_wrong = asked.errors != Errors::default();
    let found = match (asked.profession, asked.commune) {
        (Some(profession), Some(commune)) if !is_wrong => {
            Some(found(&app, profession, asked.specialty, commune, day).await?)
        }
        _ => None,
    };
    let likely = asked
        .likely
        .iter()
        .map(|it| Link::new(it.label(), address(asked.profession, asked.specialty, it, &asked.typed_day)))
        .collect();
    let page = QuestionPage {
        likely,
        frame: frame(&app),
        professions: professions(asked.profession),
        specialties: asked.profession.map_or_else(Vec::new, |it| specialties(it, asked.specialty)),
        place: asked.typed_place,
        commune: asked.commune.map_or_else(String::new, |it| it.code.clone()),
        day: asked.day.map_or(asked.typed_day, |it| it.to_string()),
        errors: asked.errors,
        found,
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(shell::page_with_status(status, &page)?)
}

/// The same question about a commune that was chosen.
fn address(
    profession: Option<&Profession>,
    specialty: Option<&Specialty>,
    commune: &Commune,
    day: &str,
) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("prof", profession.map_or("", |it| it.slug));
    query.append_pair("spec", specialty.map_or("", |it| it.slug));
    query.append_pair("commune", &commune.code);
    query.append_pair("date", day);
    format!("/installation?{}", query.finish())
}

fn frame(app: &App) -> Frame {
    Frame::new(
        &app.settings.public_url,
        "/installation",
        "Puis-je m’installer ici\u{202f}?",
        "La règle d’installation de votre profession dans une commune\u{202f}: zonage officiel, aides, source et date.",
    )
}

async fn found(
    app: &App,
    profession: &'static Profession,
    specialty: Option<&'static Specialty>,
    commune: &Commune,
    day: NaiveDate,
) -> Result<Found, Failure> {
    let known = situation(&app.db, &app.gazetteer, profession, commune).await?;
    let who = specialty
        .map_or_else(|| profession.plural.to_owned(), |it| format!("{} ({})", profession.plural, it.label));
    Ok(Found {
        heading: format!("{who}\u{202f}: {}", commune.label()),
        on: format!("Le {}", french::date(day)),
        answer: answer(&known, profession, specialty, day),
        listings: listings(profession, commune),
    })
}

/// Where to look for a practice there: in the department, in the region.
fn listings(profession: &'static Profession, commune: &Commune) -> Vec<Link> {
    let search = Criteria { profession: Some(profession), ..Criteria::default() };
    let department = &commune.department;
    let near = Criteria { departments: vec![ChosenArea::from(&**department)], ..search.clone() };
    let wide = Criteria { region: Some(ChosenArea::from(commune.region())), ..search };
    vec![
        Link::new(format!("Annonces\u{202f}: {} ({})", department.name, department.code), near.href()),
        Link::new(format!("Annonces\u{202f}: {}", commune.region().name), wide.href()),
    ]
}

fn professions(chosen: Option<&'static Profession>) -> Vec<Choice> {
    let none = Choice::new("", "Choisissez", chosen.is_none());
    let each = Profession::all().iter().map(|it| Choice::new(it.slug, it.label, chosen == Some(it)));
    std::iter::once(none).chain(each).collect()
}

fn specialties(profession: &'static Profession, chosen: Option<&'static Specialty>) -> Vec<Choice> {
    let them = profession.specialties();
    let none = (!them.is_empty()).then(|| Choice::new("", "Toutes", chosen.is_none()));
    none.into_iter().chain(them.iter().map(|it| Choice::new(it.slug, it.label, chosen == Some(it)))).collect()
}
