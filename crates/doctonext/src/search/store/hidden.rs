//! Who must not see what.

use sqlx::{PgConnection, PgPool, Postgres, QueryBuilder};

use crate::search::Viewer;

/// By what a colleague is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// Professional number.
    Number,
    /// Structure or address of exercise.
    Site,
    /// Commune of exercise.
    Commune,
}

impl MarkKind {
    const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Site => "site",
            Self::Commune => "commune",
        }
    }
}

/// Hides a listing from whoever has one of these marks, and from nobody else.
pub async fn hide(db: &mut PgConnection, listing: &str, owner: &str, marks: &[Vec<u8>]) -> sqlx::Result<()> {
    let gone = sqlx::query("delete from listing_hidden where listing_id = $1 and mark <> all($2)")
        .bind(listing)
        .bind(marks)
        .execute(&mut *db)
        .await?;
    let come = sqlx::query(
        "insert into listing_hidden (listing_id, mark, owner_id) select $1, mark, $3 from unnest($2::bytea[]) as given (mark)
         on conflict do nothing",
    )
    .bind(listing)
    .bind(marks)
    .bind(owner)
    .execute(&mut *db)
    .await?;
    if gone.rows_affected() + come.rows_affected() > 0 {
        announce(db).await?;
    }
    Ok(())
}

/// Notes by what somebody is known, in the place of what was noted before.
pub async fn mark_colleague(
    db: &mut PgConnection,
    person: &str,
    marks: &[(MarkKind, Vec<u8>)],
) -> sqlx::Result<()> {
    let (kinds, values): (Vec<&str>, Vec<&[u8]>) =
        marks.iter().map(|(kind, mark)| (kind.code(), mark.as_slice())).unzip();
    let gone = sqlx::query("delete from colleague_marks where user_id = $1 and mark <> all($2)")
        .bind(person)
        .bind(&values)
        .execute(&mut *db)
        .await?;
    let come = sqlx::query(
        "insert into colleague_marks (user_id, kind, mark)
         select $1, kind, mark from unnest($2::text[], $3::bytea[]) as given (kind, mark)
         on conflict do nothing",
    )
    .bind(person)
    .bind(&kinds)
    .bind(&values)
    .execute(&mut *db)
    .await?;
    if gone.rows_affected() + come.rows_affected() > 0 {
        announce(db).await?;
    }
    Ok(())
}

/// Numbers that were remembered may have become wrong for somebody.
async fn announce(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("select pg_notify('listing_search_changed', '')").execute(db).await?;
    Ok(())
}

/// Marks of the sites where somebody practises.
pub async fn sites_of(db: &mut PgConnection, person: &str) -> sqlx::Result<Vec<Vec<u8>>> {
    sqlx::query_scalar("select mark from colleague_marks where user_id = $1 and kind = 'site'")
        .bind(person)
        .fetch_all(db)
        .await
}

/// Forgets by what a person is known, and what they hid.
pub async fn forget_colleague(db: &mut PgConnection, person: &str) -> sqlx::Result<()> {
    sqlx::query("delete from colleague_marks where user_id = $1").bind(person).execute(&mut *db).await?;
    sqlx::query("delete from listing_hidden where owner_id = $1").bind(person).execute(db).await?;
    Ok(())
}

/// Forgets from whom listings were hidden.
pub async fn forget_hidden(db: &mut PgConnection, listings: &[String]) -> sqlx::Result<()> {
    sqlx::query("delete from listing_hidden where listing_id = any($1)").bind(listings).execute(db).await?;
    Ok(())
}

/// The listings hidden from a viewer, as an array that PostgreSQL works out once a statement.
fn push_hidden(sql: &mut QueryBuilder<Postgres>, viewer: &Viewer) {
    // One array of marks, so that the index of marks serves.
    sql.push("array(select h.listing_id from listing_hidden h where h.owner_id <> ")
        .push_bind(viewer.person.clone())
        .push(" and h.mark = any(array_append(array(select c.mark from colleague_marks c where c.user_id = ")
        .push_bind(viewer.person.clone())
        .push("), ")
        .push_bind(viewer.email_mark.clone())
        .push(")))");
}

/// Leaves out what is hidden from a viewer.
pub(super) fn push_seen_by(sql: &mut QueryBuilder<Postgres>, viewer: Option<&Viewer>) {
    if let Some(viewer) = viewer {
        sql.push(" and s.listing_id <> all(");
        push_hidden(sql, viewer);
        sql.push(")");
    }
}

/// Keeps only what is hidden from a viewer.
pub(super) fn push_hidden_from(sql: &mut QueryBuilder<Postgres>, viewer: &Viewer) {
    sql.push(" and s.listing_id = any(");
    push_hidden(sql, viewer);
    sql.push(")");
}

/// What is hidden from a viewer, as far as the index may hold it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::search) enum Hidden {
    /// Nothing.
    Nothing,
    /// These numbers of the projection, perhaps none of them online.
    Numbers(Vec<i64>),
    /// Something left the projection a moment ago: the index may still hold a hidden listing under a number that it has lost.
    /// Or they are too many to be taken out one by one.
    Unsure,
}

/// Listings that are taken out of the index for one search.
const TAKEN_OUT: usize = 2000;

/// What is hidden from a viewer. Asked after the state of the index was taken: whatever that state holds had its marks before.
pub(in crate::search) async fn hidden(db: &PgPool, viewer: Option<&Viewer>) -> sqlx::Result<Hidden> {
    let Some(viewer) = viewer else { return Ok(Hidden::Nothing) };
    // Only what goes loses its number. An index that did not look at the changes for five seconds is not believed.
    let mut sql = QueryBuilder::new(
        "select s.lid, exists (select from listing_search_changes c where c.changed_at > now() - interval '6 seconds'
             and not exists (select from listing_search r where r.lid = c.lid))
         from unnest(",
    );
    push_hidden(&mut sql, viewer);
    sql.push(") it (id) left join listing_search s on s.listing_id = it.id");
    let rows: Vec<(Option<i64>, bool)> = sql.build_query_as().fetch_all(db).await?;
    let numbers: Vec<i64> = rows.iter().filter_map(|(number, _)| *number).collect();
    Ok(if rows.is_empty() {
        Hidden::Nothing
    } else if numbers.len() > TAKEN_OUT || rows.iter().any(|(_, something_just_went)| *something_just_went) {
        Hidden::Unsure
    } else {
        Hidden::Numbers(numbers)
    })
}

/// Whether a listing is hidden from a viewer, for pages that hang on a listing.
pub async fn is_hidden(db: &PgPool, viewer: Option<&Viewer>, listing: &str) -> sqlx::Result<bool> {
    let Some(viewer) = viewer else { return Ok(false) };
    let statement = format!("select {}", is_hidden_sql("$1", 2, 3));
    sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
        .bind(listing)
        .bind(&viewer.person)
        .bind(&viewer.email_mark)
        .fetch_one(db)
        .await
}

/// A condition for the statements of other rooms: whether `listing` (an expression) is hidden from the viewer whose person and
/// mark are bound at `$person` and `$mark`; both null for nobody.
#[must_use]
pub fn is_hidden_sql(listing: &str, person: u8, mark: u8) -> String {
    format!(
        "exists (select from listing_hidden h where h.listing_id = {listing} and h.owner_id <> ${person}
                 and (h.mark = ${mark} or h.mark in (select c.mark from colleague_marks c where c.user_id = ${person})))"
    )
}
