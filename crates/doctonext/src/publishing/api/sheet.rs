//! A listing as a program of its owner reads it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{address, is_online};
use crate::{
    accounts::Person,
    app::App,
    publishing::{
        completeness, drafts,
        guard::Weight,
        own::Own,
        review::{self, Verdict},
        store::Mine,
    },
    refusal::FieldProblem,
    search,
    trades::{ListingStatus, ListingType},
};

/// A page of one's own listings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnListingPage {
    /// The latest first.
    pub(crate) items: Vec<OwnListingRow>,
    /// Path of the next page; absent on the last.
    pub(crate) next: Option<String>,
}

/// One's own listing among others.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnListingRow {
    /// Id, stable for the life of the listing.
    id: String,
    /// Path of the whole of it.
    href: String,
    /// `transfer`, `replacement`, `collaboration` or `availability`.
    r#type: String,
    /// As its author wrote it, or a name for a draft that has none yet.
    title: String,
    /// `draft`, `pending_review`, `scheduled`, `active`, `inactive`, `sold`, `expired`, `rejected`, `removed`.
    #[schema(example = "draft")]
    status: String,
    /// Address of its page while it is online.
    url: Option<String>,
    /// RFC 3339.
    updated_at: DateTime<Utc>,
    /// RFC 3339.
    published_at: Option<DateTime<Utc>>,
    /// RFC 3339; it leaves the site then.
    expires_at: Option<DateTime<Utc>>,
}

/// One's own listing with all that it says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnListing {
    /// What lists show of it.
    #[serde(flatten)]
    row: OwnListingRow,
    /// Its state in French.
    status_label: &'static str,
    /// Every answer, by field: lists of texts, as they were sent.
    fields: BTreeMap<String, Vec<String>>,
    /// Whether these answers wait to be submitted.
    has_unpublished_changes: bool,
    /// Whether it can be submitted as it is.
    is_ready: bool,
    /// What has to be answered otherwise first.
    errors: Vec<FieldProblem>,
    /// Words that deserve a second thought.
    findings: Vec<FieldFinding>,
    /// How much it tells.
    completeness: Completeness,
}

/// Words that deserve a second thought.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldFinding {
    /// Name of the field.
    field: &'static str,
    /// The words, as they were written.
    words: String,
    /// Why, in French.
    message: &'static str,
    /// `advice`; `review`: a person reads the listing first; `refusal`: it cannot be submitted so.
    #[schema(example = "advice")]
    weight: &'static str,
}

/// How much a listing tells.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Completeness {
    /// 0 to 100.
    score: u8,
    /// What would help, in French.
    suggestions: Vec<&'static str>,
}

/// A row of the list.
pub(super) fn row(it: Mine, site: &str) -> OwnListingRow {
    let url = (it.status == ListingStatus::Active.code())
        .then(|| format!("{site}{}", search::href_of(&it.title, &it.id)));
    OwnListingRow {
        href: address(&it.id),
        url,
        r#type: it.listing_type,
        title: it.title,
        status: it.status,
        updated_at: it.updated_at,
        published_at: it.published_at,
        expires_at: it.expires_at,
        id: it.id,
    }
}

/// What is wrong with a draft, field by field.
pub(super) fn errors_of(verdict: &Verdict) -> Vec<FieldProblem> {
    let errors = verdict.content.as_ref().err().into_iter().flat_map(|it| it.iter());
    errors.map(|(field, why)| FieldProblem { field: field.to_owned(), message: why.to_owned() }).collect()
}

/// The same, with the words that cannot be published so.
pub(super) fn obstacles_of(verdict: &Verdict) -> Vec<FieldProblem> {
    let refused = verdict.findings.iter().filter(|(_, it)| it.cause.weight() == Weight::Refusal);
    let mut all = errors_of(verdict);
    all.extend(refused.map(|(field, it)| FieldProblem {
        field: (*field).to_owned(),
        message: format!("«\u{a0}{}\u{a0}»\u{202f}: {}", it.words, it.cause.why()),
    }));
    all
}

/// The verdict on what is being written of a listing.
pub(super) fn verdict_of(app: &App, own: &Own, who: &Person) -> Verdict {
    let answers = drafts::answers_of(own);
    review::verdict(own.listing_type(), &answers, &drafts::context(app, own), &who.name)
}

/// The whole sheet.
pub(super) fn of(app: &App, own: &Own, who: &Person) -> OwnListing {
    let it = &own.written.listing;
    let answers = drafts::answers_of(own);
    let verdict = verdict_of(app, own, who);
    let completeness = completeness::of(own.listing_type(), &answers, it.pictures.len());
    let findings = verdict.findings.iter().map(|(field, it)| FieldFinding {
        field,
        words: it.words.clone(),
        message: it.cause.why(),
        weight: match it.cause.weight() {
            Weight::Advice => "advice",
            Weight::Review => "review",
            Weight::Refusal => "refusal",
        },
    });
    OwnListing {
        row: OwnListingRow {
            id: it.id.clone(),
            href: address(&it.id),
            r#type: type_code(own.listing_type()),
            title: it.title.clone(),
            status: own.status().code().to_owned(),
            url: is_online(own.status())
                .then(|| format!("{}{}", app.settings.public_url, search::href_of(&it.title, &it.id))),
            updated_at: own.draft.as_ref().map_or(it.updated_at, |draft| draft.updated_at.max(it.updated_at)),
            published_at: it.published_at,
            expires_at: it.expires_at,
        },
        status_label: own.status().label(),
        has_unpublished_changes: own.draft.is_some(),
        is_ready: verdict.is_ready(),
        errors: errors_of(&verdict),
        findings: findings.collect(),
        completeness: Completeness {
            score: completeness.score,
            suggestions: completeness.missing.iter().map(|(label, _)| *label).collect(),
        },
        fields: answers.iter().map(|(field, values)| (field.to_owned(), values.to_vec())).collect(),
    }
}

fn type_code(it: ListingType) -> String {
    it.code().to_owned()
}

/// A version that no other state of the listing has: the moment belongs to it, since numbers begin anew with each draft.
pub(super) fn version_of(own: &Own) -> String {
    let listing = own.written.listing.updated_at.timestamp_micros();
    match &own.draft {
        Some(draft) => format!("\"{}-{:x}-{listing:x}\"", draft.version, draft.updated_at.timestamp_micros()),
        None => format!("\"0-{listing:x}\""),
    }
}
