//! `/api/v1/listings`: the results as JSON, with the filters of the pages under English names.

use axum::{
    Extension, Json,
    extract::{RawQuery, State},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    SearchDocument, Seen, Vocabulary,
    api_reading::{ApiReading, reading},
    pages::sane,
    parse::parse,
    right::find_or_set_right,
    store::SearchHit,
};
use crate::{
    app::App,
    delivery::Makeshift,
    failure::{Failure, Problem},
    territory::Gazetteer,
    trades::{ListingType, PracticeType, Profession, Specialty, Weekday},
};

/// A page of listings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListingPage {
    /// In the order asked.
    pub(crate) items: Vec<ListingItem>,
    /// How many match in all.
    pub(crate) total: Total,
    /// Path of the next page; absent on the last.
    #[schema(example = "/api/v1/listings?type=replacement&after=cDE3")]
    pub(crate) next: Option<String>,
    /// What was not understood and left out, in French.
    pub(crate) notes: Vec<String>,
    /// What `q` was understood to name: each became a filter.
    pub(crate) understood: Vec<ApiReading>,
    /// What was searched for instead of `q`, since some word of it occurs nowhere.
    #[schema(example = "remplacement lyon")]
    pub(crate) corrected: Option<String>,
}

/// A number of listings.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Total {
    /// Exact, or a floor.
    pub(crate) value: i64,
    /// `exact`, or `at_least` when counting stopped.
    #[schema(example = "exact")]
    pub(crate) relation: &'static str,
}

/// A listing among results: public facts only.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ListingItem {
    /// Id, stable for the life of the listing.
    pub(crate) id: String,
    /// Address of its page.
    pub(crate) url: String,
    /// `transfer`, `replacement`, `collaboration` or `availability`.
    #[schema(example = "replacement")]
    pub(crate) listing_type: &'static str,
    /// As its author wrote it.
    pub(crate) title: String,
    /// Code of the profession.
    #[schema(example = "doctor")]
    pub(crate) profession: Option<&'static str>,
    /// Code of the specialty.
    #[schema(example = "medecine_generale")]
    pub(crate) specialty: Option<&'static str>,
    /// Where, at the level that the author chose: never an exact address.
    pub(crate) place: Place,
    /// RFC 3339.
    pub(crate) published_at: DateTime<Utc>,
    /// Sale price.
    pub(crate) price_euros: Option<i32>,
    /// Of a confidential listing: the band in which its price lies.
    pub(crate) price_range_euros: Option<EuroRange>,
    /// Yearly turnover.
    pub(crate) turnover_euros: Option<i32>,
    /// Of a confidential listing: the band in which its turnover lies.
    pub(crate) turnover_range_euros: Option<EuroRange>,
    /// Share of the fees paid to the replacement.
    pub(crate) fee_share_percent: Option<f32>,
    /// Pay of a day as the announced figures give it.
    pub(crate) estimated_daily_pay_euros: Option<i32>,
    /// First day, or day from which it is free.
    pub(crate) start_date: Option<NaiveDate>,
    /// Last day.
    pub(crate) end_date: Option<NaiveDate>,
    /// `monday` … `sunday`.
    pub(crate) working_days: Vec<&'static str>,
    /// Code of the practice type.
    pub(crate) practice_type: Option<&'static str>,
    /// Lodging offered.
    pub(crate) housing: bool,
    /// A secretary works there.
    pub(crate) secretary: bool,
    /// Marked urgent.
    pub(crate) urgent: bool,
    /// The place is hidden by choice.
    pub(crate) confidential: bool,
    /// The beginning of the description.
    pub(crate) excerpt: String,
    /// Kilometres from the commune asked, to a tenth; absent when confidential, whose point is drawn at random.
    pub(crate) distance_km: Option<f64>,
}

/// A band of euros.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EuroRange {
    /// Included.
    pub(crate) from: i32,
    /// Included; absent when the band has no upper end.
    pub(crate) to: Option<i32>,
}

impl EuroRange {
    fn of(least: Option<i32>, most: Option<i32>) -> Option<Self> {
        Some(Self { from: least?, to: most.filter(|it| *it < i32::MAX) })
    }
}

/// A place without a street.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Place {
    /// Commune; absent when confidential, unless it is the area.
    pub(crate) city: Option<String>,
    /// Postal code; absent when confidential.
    pub(crate) postal_code: Option<String>,
    /// Department code; absent when the area of a confidential listing is larger.
    #[schema(example = "23")]
    pub(crate) department: Option<String>,
    /// Department name.
    #[schema(example = "Creuse")]
    pub(crate) department_name: Option<String>,
    /// The area of a confidential listing, in words; it lies somewhere in it.
    pub(crate) area: Option<String>,
}

impl ListingItem {
    /// The item that this document would be in a list.
    #[must_use]
    pub(crate) fn of_document(document: &SearchDocument, gazetteer: &Gazetteer, base_url: &str) -> Self {
        Self::of(SearchHit::from(document), gazetteer, base_url)
    }

    fn of(hit: SearchHit, gazetteer: &Gazetteer, base_url: &str) -> Self {
        let card = hit.card.0;
        Self {
            url: format!("{base_url}{}", super::href_of(&card.title, &hit.listing_id)),
            id: hit.listing_id,
            listing_type: ListingType::from_key(hit.listing_type).map_or("", ListingType::code),
            profession: Profession::from_key(hit.profession).map(|it| it.code),
            specialty: hit.specialty.and_then(Specialty::from_key).map(|it| it.code),
            place: Place {
                department_name: gazetteer.department_by_code(&card.department).map(|it| it.name.clone()),
                city: card.city,
                postal_code: card.postal_code,
                department: Some(card.department).filter(|it| !it.is_empty()),
                area: card.area,
            },
            title: card.title,
            published_at: hit.published_at,
            price_euros: hit.price,
            price_range_euros: EuroRange::of(hit.price_least, hit.price_most),
            turnover_euros: hit.turnover,
            turnover_range_euros: EuroRange::of(hit.turnover_least, hit.turnover_most),
            fee_share_percent: hit.fee_share,
            estimated_daily_pay_euros: hit.pay,
            start_date: hit.start_date,
            end_date: hit.end_date,
            working_days: Weekday::in_mask(hit.working_days).map(Weekday::code).collect(),
            practice_type: hit.practice_type.and_then(PracticeType::from_key).map(PracticeType::code),
            housing: hit.has_housing,
            secretary: hit.has_secretary,
            urgent: hit.is_urgent,
            confidential: card.confidential,
            excerpt: card.excerpt,
            distance_km: hit
                .distance
                .filter(|_| !card.confidential)
                .map(|metres| (metres / 100.0).round() / 10.0),
        }
    }
}

/// Visible listings.
///
/// Filters combine; several values of one repeated field widen it. Unknown values are left out and said in `notes`.
/// Follow `next` until it is absent: pages never skip nor repeat a listing that stays online.
#[utoipa::path(
    get, path = "/api/v1/listings", tag = "listings",
    params(
        ("q" = Option<String>, Query, description = "Words in French; accents and inflections do not matter. Places, trades, types and days among them become filters (see `understood`), unless such a filter is given; typing errors are set right when a word occurs nowhere (see `corrected`). Phrases between quotes and words behind a minus are taken as they are."),
        ("as_typed" = Option<Vec<String>>, Query, description = "`true`: all words of `q` stay words, nothing is recognised nor corrected. Or words of `q` that stay words; repeat the field."),
        ("type" = Option<String>, Query, description = "`transfer`, `replacement`, `collaboration`, `availability`."),
        ("profession" = Option<String>, Query, description = "Code, see `/api/v1/professions`."),
        ("specialty" = Option<Vec<String>>, Query, description = "Codes within the profession; repeat the field."),
        ("region" = Option<String>, Query, description = "INSEE code."),
        ("department" = Option<Vec<String>>, Query, description = "Codes, any of which is meant: `23`, `2A`, `974`; repeat the field."),
        ("not_in_region" = Option<Vec<String>>, Query, description = "INSEE codes of regions that are left out; repeat the field."),
        ("not_in" = Option<Vec<String>>, Query, description = "Codes of departments that are left out; repeat the field."),
        ("commune" = Option<String>, Query, description = "INSEE code, see `/api/v1/communes`."),
        ("place" = Option<String>, Query, description = "A commune, department or region in words, instead of its code; or a street address with its commune, around which is searched where the site can situate it, else around the commune."),
        ("radius" = Option<u16>, Query, description = "Kilometres around the commune, 5 to 100; by default what `q` says (« 20 km autour de Lyon »), else 30."),
        ("bbox" = Option<String>, Query, description = "A part of the map instead of a place: west, south, east and north in degrees, separated by commas (RFC 7946). A commune or place that is given too takes its stead.", example = "1.5,46,2.5,46.5"),
        ("from" = Option<NaiveDate>, Query, description = "Listings whose dates overlap from this day."),
        ("to" = Option<NaiveDate>, Query, description = "… to this day."),
        ("price_min" = Option<i32>, Query, description = "Euros. Listings without a price are kept."),
        ("price_max" = Option<i32>, Query, description = "Euros. Listings without a price are kept."),
        ("with_price" = Option<bool>, Query, description = "Only listings that say their price."),
        ("turnover_min" = Option<i32>, Query, description = "Euros a year."),
        ("turnover_max" = Option<i32>, Query, description = "Euros a year."),
        ("fee_share_min" = Option<u8>, Query, description = "Percent of the fees paid to the replacement."),
        ("practice_type" = Option<Vec<String>>, Query, description = "Codes; repeat the field."),
        ("weekday" = Option<Vec<String>>, Query, description = "`monday` … `sunday`, any of them; repeat the field."),
        ("housing" = Option<bool>, Query, description = "Lodging offered."),
        ("secretary" = Option<bool>, Query, description = "A secretary works there."),
        ("urgent" = Option<bool>, Query, description = "Marked urgent."),
        ("zone" = Option<Vec<String>>, Query, description = "`under_served`, `balanced`, `over_served`: official density of the profession there; repeat the field. Confidential listings say none."),
        ("author" = Option<Vec<String>>, Query, description = "`practitioner`, `organisation`, `agency`; repeat the field."),
        ("software" = Option<Vec<String>>, Query, description = "Programs that the listing names, such as `doctolib`; repeat the field."),
        ("activity" = Option<Vec<String>>, Query, description = "`full_time`, `part_time`: what collaborations propose; repeat the field."),
        ("guaranteed_minimum" = Option<bool>, Query, description = "Replacements that guarantee a minimum of pay a day."),
        ("with_pictures" = Option<bool>, Query, description = "Photographs of its own."),
        ("published_within" = Option<u16>, Query, description = "Days, 1 to 365, since it came online."),
        ("coverage_min" = Option<u8>, Query, description = "Least percentage of the days from `from` to `to` that a listing has; both are needed."),
        ("sort" = Option<String>, Query, description = "`relevance`, `newest`, `nearest`, `start_date`, `price`, `price_desc`, `pay`."),
        ("limit" = Option<u16>, Query, description = "1 to 50, 20 by default."),
        ("after" = Option<String>, Query, description = "Opaque: taken from `next`."),
    ),
    responses(
        (status = 200, description = "A page of listings.", body = ListingPage),
        (status = 400, description = "A query longer than 4 KB.", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(crate) async fn list(
    State(app): State<App>,
    Seen(viewer): Seen,
    RawQuery(query): RawQuery,
) -> Result<(Option<Extension<Makeshift>>, Json<ListingPage>), Failure> {
    let query = sane(query)?;
    let now = app.clock.now();
    let mut asked = parse(&query, Vocabulary::English, &app.gazetteer, now);
    let found = find_or_set_right(&app, &mut asked, viewer.as_ref(), false, now).await?;

    let next = found
        .next
        .map(|next| asked.typed.href_after("/api/v1/listings", Vocabulary::English, asked.limit, &next));
    let counts = found.counts;
    let kind = asked.criteria.listing_type;
    let page = ListingPage {
        items: found
            .hits
            .into_iter()
            .map(|hit| ListingItem::of(hit, &app.gazetteer, &app.settings.public_url))
            .collect(),
        total: Total {
            value: counts.of_type(kind).min(if counts.is_floor(kind) { 1000 } else { i64::MAX }),
            relation: if counts.is_floor(kind) { "at_least" } else { "exact" },
        },
        next,
        understood: reading(&asked.understood),
        corrected: asked.mistyped.as_ref().and(asked.typed.text.clone()),
        notes: asked.others_note().into_iter().chain(asked.notes).collect(),
    };
    Ok((found.is_makeshift.then_some(Extension(Makeshift)), Json(page)))
}
