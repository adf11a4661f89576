//! Answers that lie in clear and should not, or that lie sealed.

use sqlx::{PgConnection, types::Json};

use crate::publishing::answers::Answers;

/// A draft or a revision.
#[derive(sqlx::FromRow)]
pub(in crate::publishing) struct Kept {
    /// The listing of a draft, the revision itself otherwise.
    pub(in crate::publishing) id: String,
    pub(in crate::publishing) listing: String,
    pub(in crate::publishing) owner: String,
    pub(in crate::publishing) is_draft: bool,
    /// Of a revision.
    pub(in crate::publishing) number: Option<i32>,
    pub(in crate::publishing) answers: Json<Answers>,
}

/// Answers of confidential listings that lie in clear, of people who are still there, held until the transaction ends.
pub(in crate::publishing) async fn lock_clear(db: &mut PgConnection, most: i64) -> sqlx::Result<Vec<Kept>> {
    let drafts: Vec<Kept> = sqlx::query_as(
        "select d.listing_id as id, l.id as listing, l.user_id as owner, true as is_draft, null::int as number, d.answers
         from listing_drafts d join listings l on l.id = d.listing_id join users u on u.id = l.user_id
         where d.answers->'visibilite'->>0 = 'area' and u.erased_at is null limit $1 for update of d",
    )
    .bind(most)
    .fetch_all(&mut *db)
    .await?;
    if !drafts.is_empty() {
        return Ok(drafts);
    }
    sqlx::query_as(
        "select r.id, l.id as listing, l.user_id as owner, false as is_draft, r.number, r.answers
         from listing_revisions r join listings l on l.id = r.listing_id join users u on u.id = l.user_id
         where r.answers->'visibilite'->>0 = 'area' and u.erased_at is null limit $1 for update of r",
    )
    .bind(most)
    .fetch_all(db)
    .await
}

pub(in crate::publishing) async fn set_closed(
    db: &mut PgConnection,
    row: &Kept,
    closed: &Answers,
) -> sqlx::Result<()> {
    let statement = if row.is_draft {
        "update listing_drafts set answers = $2 where listing_id = $1"
    } else {
        "update listing_revisions set answers = $2 where id = $1"
    };
    sqlx::query(statement).bind(&row.id).bind(Json(closed)).execute(db).await?;
    Ok(())
}

/// Everything of a person that lies sealed.
pub(in crate::publishing) async fn closed_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<Kept>> {
    sqlx::query_as(
        "select d.listing_id as id, l.id as listing, l.user_id as owner, true as is_draft, null::int as number, d.answers
         from listing_drafts d join listings l on l.id = d.listing_id
         where l.user_id = $1 and d.answers ? 'scelle'
         union all
         select r.id, l.id, l.user_id, false, r.number, r.answers
         from listing_revisions r join listings l on l.id = r.listing_id
         where l.user_id = $1 and r.answers ? 'scelle'
         order by listing, number",
    )
    .bind(person)
    .fetch_all(db)
    .await
}
