//! Every SQL statement of the listings' own tables.

mod confidential;
mod content;
mod density;
mod leaving;
mod life;
mod ownership;

pub(super) use confidential::*;
pub(super) use content::*;
pub(super) use density::*;
pub(super) use leaving::*;
pub(super) use life::*;
pub(super) use ownership::*;

use chrono::{DateTime, Utc};
use sqlx::{PgExecutor, PgPool, types::Json};

use super::{
    CollaborationDetails, Details, Listing, Period, Picture, Place, ReplacementDetails, TransferDetails,
    confidential::{AreaLevel, HidingArea},
};
use crate::{
    search::{self, Viewer},
    trades::{AuthorKind, Badge, DensityZone, ListingStatus, ListingType, Profession, Specialty, Visibility},
};

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    title: String,
    description: Option<String>,
    listing_type: String,
    profession: Option<String>,
    specialty: Option<String>,
    status: String,
    is_premium: bool,
    is_urgent: bool,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    deleted_at: Option<DateTime<Utc>>,
    revised_at: Option<DateTime<Utc>>,
    checkin_asked_at: Option<DateTime<Utc>>,
    reduced_at: Option<DateTime<Utc>>,
    address: Option<String>,
    postal_code: Option<String>,
    city: String,
    region: String,
    department: Option<String>,
    commune_code: Option<String>,
    visibility: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    medical_density_zone: Option<String>,
    density_score: Option<i32>,
    area_level: Option<String>,
    area_code: Option<String>,
    area_practitioners: Option<i32>,
    transfer: Option<Json<TransferDetails>>,
    replacement: Option<Json<ReplacementDetails>>,
    collaboration: Option<Json<CollaborationDetails>>,
    periods: Json<Vec<Period>>,
    pictures: Json<Vec<Picture>>,
    has_papers: bool,
    author_kind: Option<String>,
    author_since: Option<DateTime<Utc>>,
    author_trust: Option<i16>,
    author_is_verified: Option<bool>,
    author_verified_at: Option<DateTime<Utc>>,
    is_own: Option<bool>,
    author_response: Option<i16>,
    completeness: Option<i16>,
}

impl From<Row> for Listing {
    /// The database's CHECKs admit known codes only; one from a newer version reads as the most cautious value.
    fn from(row: Row) -> Self {
        let profession = row.profession.as_deref().and_then(Profession::from_code);
        let specialty = profession
            .zip(row.specialty.as_deref())
            .and_then(|(profession, code)| Specialty::from_code(profession.code, code));
        let details = match ListingType::from_code(&row.listing_type) {
            Some(ListingType::Replacement) => Details::Replacement(boxed(row.replacement)),
            Some(ListingType::Availability) => Details::Availability(boxed(row.replacement)),
            Some(ListingType::Collaboration) => Details::Collaboration(boxed(row.collaboration)),
            Some(ListingType::Transfer) | None => Details::Transfer(boxed(row.transfer)),
        };
        // Among few colleagues, the day of a registration or of a badge is as good as a name.
        let visibility = Visibility::from_code(&row.visibility).unwrap_or(Visibility::Area);
        let tells_dates = visibility != Visibility::Area;
        Self {
            id: row.id,
            title: row.title,
            description: row.description,
            profession,
            specialty,
            status: ListingStatus::from_code(&row.status).unwrap_or(ListingStatus::Draft),
            is_premium: row.is_premium,
            is_urgent: row.is_urgent,
            created_at: row.created_at,
            updated_at: row.updated_at,
            published_at: row.published_at,
            expires_at: row.expires_at,
            deleted_at: row.deleted_at,
            revised_at: row.revised_at,
            checkin_asked_at: row.checkin_asked_at,
            is_reduced: row.reduced_at.is_some(),
            place: Place {
                address: row.address,
                postal_code: row.postal_code,
                city: row.city,
                region: row.region,
                department: row.department,
                commune_code: row.commune_code,
                visibility,
                latitude: row.latitude,
                longitude: row.longitude,
                medical_density_zone: row.medical_density_zone.as_deref().and_then(DensityZone::from_code),
                density_score: row.density_score,
                area: area(row.area_level, row.area_code, row.area_practitioners),
            },
            details,
            periods: row.periods.0,
            pictures: row.pictures.0,
            has_papers: row.has_papers,
            author_kind: author_kind(row.author_kind.as_deref()),
            author_since: row.author_since.filter(|_| tells_dates),
            author_badge: Badge::of(
                row.author_trust.unwrap_or_default(),
                row.author_is_verified.unwrap_or_default(),
                row.author_verified_at.filter(|_| tells_dates),
            ),
            author_response: row.author_response.and_then(|it| u8::try_from(it).ok()),
            completeness: row.completeness.and_then(|it| u8::try_from(it).ok()),
        }
    }
}

fn author_kind(code: Option<&str>) -> AuthorKind {
    code.and_then(AuthorKind::from_code).unwrap_or(AuthorKind::Practitioner)
}

fn area(level: Option<String>, code: Option<String>, practitioners: Option<i32>) -> Option<HidingArea> {
    Some(HidingArea { level: AreaLevel::from_code(&level?)?, code: code?, practitioners })
}

fn boxed<T: Default>(found: Option<Json<T>>) -> Box<T> {
    Box::new(found.map(|json| json.0).unwrap_or_default())
}

/// A listing with its place, its details and its pictures, in one statement.
pub(super) async fn find(db: impl PgExecutor<'_>, id: &str) -> sqlx::Result<Option<Listing>> {
    Ok(find_for(db, id, None).await?.map(|(listing, _)| listing))
}

/// The same with whether it is the viewer's own, unless it is hidden from them.
pub(super) async fn find_for(
    db: impl PgExecutor<'_>,
    id: &str,
    viewer: Option<&Viewer>,
) -> sqlx::Result<Option<(Listing, bool)>> {
    let hidden = search::is_hidden_sql("l.id", 2, 3);
    let row: Option<Row> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "select l.id, l.title, l.description, l.listing_type, l.profession, l.specialty, l.status, l.is_premium,
                l.is_urgent, l.created_at, l.updated_at, l.published_at, l.expires_at, l.deleted_at, l.revised_at,
                l.checkin_asked_at, l.reduced_at,
                p.address, p.postal_code, p.city, p.region, p.department, p.commune_code, p.visibility,
                p.latitude::float8 as latitude, p.longitude::float8 as longitude,
                p.medical_density_zone, p.density_score, p.area_level, p.area_code, p.area_practitioners,
                to_jsonb(t) as transfer, to_jsonb(r) as replacement, to_jsonb(c) as collaboration,
                coalesce((select jsonb_agg(jsonb_build_object('starts_on', d.starts_on, 'ends_on', d.ends_on)
                                           order by d.starts_on)
                          from replacement_periods d where d.listing_id = l.id), '[]') as periods,
                (select coalesce(jsonb_agg(to_jsonb(m)), '[]')
                 from (select file_url as address, width, height,
                              case when p.visibility = 'area' then null else caption end as caption,
                              translate(encode(placeholder, 'base64'), e'\\n', '') as placeholder
                       from listing_media
                       where listing_id = l.id and file_type = 'image' and state = 'ready' and missing_at is null
                         and (p.visibility <> 'area' or l.photos_are_neutral)
                       order by display_order, id limit 10) m) as pictures,
                exists (select from listing_media d
                        where d.listing_id = l.id and d.file_type = 'document' and d.state = 'ready') as has_papers,
                u.account_kind as author_kind, u.created_at as author_since,
                u.trust_level as author_trust, u.is_verified_professional as author_is_verified,
                u.verified_at as author_verified_at, u.response_rate as author_response, l.completeness,
                l.user_id = $2 as is_own
         from listings l
         join listing_locations p on p.listing_id = l.id
         left join transfer_details t on t.listing_id = l.id
         left join replacement_details r on r.listing_id = l.id
         left join collaboration_details c on c.listing_id = l.id
         left join users u on u.id = l.user_id
         where l.id = $1 and not {hidden}",
    )))
    .bind(id)
    .bind(viewer.map(|it| it.person.as_str()))
    .bind(viewer.map(|it| it.email_mark.as_slice()))
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| {
        let is_own = row.is_own.unwrap_or_default();
        (Listing::from(row), is_own)
    }))
}

/// Ids of active listings, in their order, after one of them.
pub(super) async fn active_after(db: &PgPool, last: &str, limit: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select id from listings where status = 'active' and id > $1 order by id limit $2")
        .bind(last)
        .bind(limit)
        .fetch_all(db)
        .await
}
