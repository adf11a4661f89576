//! `/api/v1/installation`: the same answer for programs.

use axum::{
    Json,
    extract::{RawQuery, State},
};
use chrono::{DateTime, NaiveDate, Utc};
use platform::clock::today_in_paris;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    asked::Asked,
    rules::Rule,
    situation::{Origin, situation},
    views,
};
use crate::{
    app::App,
    failure::{Failure, Problem},
};

/// What is known of a profession in a commune on a day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InstallationSheet {
    /// Code of the profession.
    #[schema(example = "nurse")]
    pub(crate) profession: &'static str,
    /// Code of the specialty.
    pub(crate) specialty: Option<&'static str>,
    /// INSEE code of the commune.
    #[schema(example = "23096")]
    pub(crate) commune: String,
    /// « Guéret (23) ».
    pub(crate) commune_label: String,
    /// The day that the rules are read for.
    pub(crate) date: NaiveDate,
    /// Where the classes come from; null while no official file was imported for the profession.
    pub(crate) zoning: Option<ZoningOrigin>,
    /// One for each class of the commune: a city with arrondissements and a merged commune may have several.
    pub(crate) classes: Vec<ClassSheet>,
    /// Why nothing can be said, in French; null when something can.
    pub(crate) silence: Option<String>,
}

/// Where classes come from.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ZoningOrigin {
    /// Who publishes them.
    pub(crate) source: String,
    /// Date of the data, when it is known.
    pub(crate) dated_on: Option<NaiveDate>,
    /// The decree that they rest on, when it is known.
    pub(crate) decree: Option<String>,
    /// RFC 3339.
    pub(crate) imported_at: DateTime<Utc>,
}

/// A class, and what it means.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ClassSheet {
    /// As the official file writes it.
    #[schema(example = "5_Sur_dotee")]
    pub(crate) raw_code: String,
    /// Without the spelling of any file; `unavailable` when it has no result or is not known to us.
    #[schema(example = "over_served")]
    pub(crate) zone: &'static str,
    /// Communes of the file that have it.
    pub(crate) places: Vec<String>,
    /// `free`, `one_for_one`, `incentive` or `unknown`.
    #[schema(example = "one_for_one")]
    pub(crate) installation: &'static str,
    /// Whether the specialty is outside the rule.
    pub(crate) is_excepted: bool,
    /// The rule in force that day.
    pub(crate) rule: Option<RuleSheet>,
    /// Aids of that day, the largest first.
    pub(crate) aids: Vec<RuleSheet>,
}

/// A rule or an aid, in French.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleSheet {
    pub(crate) title: String,
    pub(crate) body: String,
    /// What must hold beside.
    pub(crate) conditions: Option<String>,
    /// Of an aid.
    #[schema(example = 10000)]
    pub(crate) amount_euros: Option<i32>,
    /// Months in which a successor must be named.
    #[schema(example = 12)]
    pub(crate) successor_months: Option<i32>,
    /// Codes of specialties that it does not concern.
    pub(crate) excepted_specialties: Vec<String>,
    pub(crate) source: String,
    pub(crate) source_url: Option<String>,
    /// First day.
    pub(crate) valid_from: NaiveDate,
    /// Last day, while it is known.
    pub(crate) valid_to: Option<NaiveDate>,
}

impl From<&Rule> for RuleSheet {
    fn from(it: &Rule) -> Self {
        Self {
            title: it.title.clone(),
            body: it.body.clone(),
            conditions: it.conditions.clone(),
            amount_euros: it.amount_euros,
            successor_months: it.successor_months,
            excepted_specialties: it.excepted_specialties.clone(),
            source: it.source.clone(),
            source_url: it.source_url.clone(),
            valid_from: it.valid_from,
            valid_to: it.valid_to,
        }
    }
}

impl From<Origin> for ZoningOrigin {
    fn from(it: Origin) -> Self {
        Self { source: it.source, dated_on: it.dated_on, decree: it.decree, imported_at: it.imported_at }
    }
}

/// Whether a profession may set up in a commune on a day: official class, rule, aids, each with its source.
#[utoipa::path(
    get, path = "/api/v1/installation", tag = "reference",
    params(
        ("profession" = String, Query, description = "Code of a profession", example = "nurse"),
        ("specialty" = Option<String>, Query, description = "Code of one of its specialties"),
        ("commune" = String, Query, description = "INSEE code", example = "23096"),
        ("date" = Option<String>, Query, description = "A day, 2026-08-31; today when not given"),
    ),
    responses(
        (status = 200, description = "What is known; nothing of it is guessed.", body = InstallationSheet),
        (status = 400, description = "A parameter is missing or unknown.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn installation(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Json<InstallationSheet>, Failure> {
    let query = translated(query.as_deref().unwrap_or_default());
    let asked = Asked::read(&query, &app.gazetteer);
    let wrong = [asked.errors.profession, asked.errors.place, asked.errors.day];
    let (Some(profession), Some(commune), "") = (asked.profession, asked.commune, asked.errors.day) else {
        let why = wrong.iter().find(|it| !it.is_empty()).copied();
        return Err(Failure::BadRequest(why.unwrap_or("Indiquez profession et commune.").to_owned()));
    };
    if asked.specialty.is_none() && query.contains("spec=") {
        return Err(Failure::BadRequest("Cette profession n’a pas cette spécialité.".to_owned()));
    }
    let date = asked.day.unwrap_or_else(|| today_in_paris(app.clock.now()));
    let known = situation(&app.db, &app.gazetteer, profession, commune).await?;
    let silence = views::answer(&known, profession, asked.specialty, date).silence;
    let classes = known.outcomes(profession, asked.specialty, date).map(|(local, outcome)| ClassSheet {
        raw_code: local.raw_code.clone(),
        zone: local.zone().code(),
        places: local.places.clone(),
        installation: outcome.installation.code(),
        is_excepted: outcome.is_excepted,
        rule: outcome.rule.map(RuleSheet::from),
        aids: outcome.aids.into_iter().map(RuleSheet::from).collect(),
    });
    Ok(Json(InstallationSheet {
        profession: profession.code,
        specialty: asked.specialty.map(|it| it.code),
        commune: commune.code.clone(),
        commune_label: commune.label(),
        date,
        classes: classes.collect(),
        silence: (!silence.is_empty()).then_some(silence),
        zoning: known.origin.map(ZoningOrigin::from),
    }))
}

/// The English names of the API in those of the page.
fn translated(query: &str) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(query.as_bytes().get(..2048).unwrap_or(query.as_bytes())) {
        match name.as_ref() {
            "profession" => out.append_pair("prof", &value),
            "specialty" => out.append_pair("spec", &value),
            "commune" | "date" => out.append_pair(&name, &value),
            _ => continue,
        };
    }
    out.finish()
}
