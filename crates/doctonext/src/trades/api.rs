//! `/api/v1/professions` and `/api/v1/enumerations`: what the codes mean.

use std::{collections::BTreeMap, sync::LazyLock};

use axum::{Json, Router, routing::get};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    ActivityDistribution, AvailabilityOption, CollaborationKind, ConventionSector, DurationExpectation,
    ListingType, PatientManagement, PracticeType, Premises, Profession, ReplacementReason, ReplacementType,
    SpaceArrangement, Specialty, TransferReason, Weekday,
};
use crate::app::App;

/// A profession with its specialties.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct ProfessionSheet {
    /// Word of the API.
    #[schema(example = "speech_therapist")]
    pub(crate) code: &'static str,
    /// What people read.
    #[schema(example = "Orthophoniste")]
    pub(crate) label: &'static str,
    /// Word of the site's addresses.
    pub(crate) slug: &'static str,
    /// Other names.
    pub(crate) synonyms: &'static [&'static str],
    /// In the order of the nomenclature.
    pub(crate) specialties: Vec<SpecialtySheet>,
}

/// A specialty within its profession.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct SpecialtySheet {
    /// Word of the API, unique within the profession.
    #[schema(example = "medecine_cardiovasculaire")]
    pub(crate) code: &'static str,
    /// What people read.
    pub(crate) label: &'static str,
    /// Who practises it.
    #[schema(example = "Cardiologue")]
    pub(crate) practitioner: &'static str,
    /// Word of the site's addresses.
    pub(crate) slug: &'static str,
    /// Other names.
    pub(crate) synonyms: &'static [&'static str],
}

/// One value of a closed list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Term {
    /// Word of the API.
    pub(crate) code: &'static str,
    /// What people read.
    pub(crate) label: &'static str,
}

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/api/v1/professions", get(professions))
        .route("/api/v1/enumerations", get(enumerations))
}

/// Professions and their specialties.
#[utoipa::path(
    get, path = "/api/v1/professions", tag = "reference",
    responses((status = 200, description = "All professions.", body = Vec<ProfessionSheet>))
)]
pub(crate) async fn professions() -> Json<Vec<ProfessionSheet>> {
    let specialty = |it: &Specialty| SpecialtySheet {
        code: it.code,
        label: it.label,
        practitioner: it.practitioner,
        slug: it.slug,
        synonyms: it.synonyms,
    };
    let sheet = |it: &Profession| ProfessionSheet {
        code: it.code,
        label: it.label,
        slug: it.slug,
        synonyms: it.synonyms,
        specialties: it.specialties().iter().map(specialty).collect(),
    };
    Json(Profession::all().iter().map(sheet).collect())
}

type Lists = BTreeMap<&'static str, Vec<Term>>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    macro_rules! terms {
        ($($name:literal: $list:ident),+ $(,)?) => {
            BTreeMap::from([$(($name, $list::ALL.iter().map(|it| Term { code: it.code(), label: it.label() }).collect())),+])
        };
    }
    terms! {
        "activity_distribution": ActivityDistribution,
        "availability_option": AvailabilityOption,
        "collaboration_type": CollaborationKind,
        "convention_sector": ConventionSector,
        "duration_expectation": DurationExpectation,
        "listing_type": ListingType,
        "patient_management": PatientManagement,
        "practice_type": PracticeType,
        "premises": Premises,
        "replacement_reason": ReplacementReason,
        "replacement_type": ReplacementType,
        "space_arrangement": SpaceArrangement,
        "transfer_reason": TransferReason,
        "weekday": Weekday,
    }
});

/// Every other closed list, by the name of its field.
#[utoipa::path(
    get, path = "/api/v1/enumerations", tag = "reference",
    responses((status = 200, description = "Code and label of each value.", body = BTreeMap<String, Vec<Term>>))
)]
pub(crate) async fn enumerations() -> Json<&'static Lists> {
    Json(&LISTS)
}
