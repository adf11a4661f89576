//! Listings of a tile of the map, as the vector tile that leaves: clusters by cell, then by point.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Postgres, QueryBuilder};

use super::{
    filters::{push_ended, push_filters},
    hidden::push_hidden_from,
};
use crate::{
    search::{Bounds, Criteria, Viewer},
    territory::Tile,
};

/// The last zoom of `listing_grid`: closer in, tiles show points.
pub(in crate::search) const LAST_GRID: i32 = 10;

const CONFIDENTIAL: &str = "coalesce((s.card->>'confidential')::boolean, false)";

/// Whether the grid knows what is asked of a tile.
pub(in crate::search) fn is_of_grid(tile: Tile, criteria: &Criteria) -> bool {
    let is_known = criteria.is_structured() && criteria.region.is_none() && criteria.departments.is_empty();
    is_known && tile.z <= LAST_GRID
}

/// Gives a statement less time than others have: the end comes with the transaction.
pub(in crate::search) async fn hurry(tx: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query("set local statement_timeout = '5s'").execute(tx).await?;
    Ok(())
}

/// Whether the database gave up a statement for its length.
pub(in crate::search) fn took_too_long(error: &sqlx::Error) -> bool {
    /// `query_canceled`.
    const CANCELED: &str = "57014";
    error.as_database_error().and_then(|it| it.code()).is_some_and(|it| it == CANCELED)
}

/// A tile. From the grid when it knows what is asked: then at most some thousands of rows by primary key, whatever the
/// number of listings. Otherwise from the listings inside the tile, through the index of their points.
pub(in crate::search) async fn tile(
    db: &mut PgConnection,
    tile: Tile,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<u8>> {
    let mut sql =
        QueryBuilder::new("select coalesce(st_asmvt(f, 'listings', 4096, 'geom'), ''::bytea) from (");
    if is_of_grid(tile, criteria) {
        push_grid(&mut sql, tile, criteria, viewer, now);
    } else {
        push_listings(&mut sql, tile, criteria, viewer, now);
    }
    sql.push(") f");
    sql.build_query_scalar().fetch_one(db).await
}

/// Where something stands inside the tile, from sums of the square of the world.
fn push_place(sql: &mut QueryBuilder<Postgres>, tile: Tile, x: &str, y: &str) {
    sql.push("select st_point((").push(x).push(" / 2.0 ^ (30 - ").push_bind(tile.z).push(") - ");
    sql.push_bind(tile.x).push(") * 4096, (").push(y).push(" / 2.0 ^ (30 - ").push_bind(tile.z).push(") - ");
    sql.push_bind(tile.y).push(") * 4096) as geom, ");
    sql.push_bind(tile.z).push("::integer as z, ");
}

/// The cell of the columns x and y.
fn push_cell(sql: &mut QueryBuilder<Postgres>, tile: Tile) {
    sql.push("(((y >> (27 - ").push_bind(tile.z).push(")) & 7) * 8 + ((x >> (27 - ").push_bind(tile.z);
    sql.push(")) & 7))::smallint");
}

/// Keeps what really lies in the tile, by the columns x and y.
fn push_inside(sql: &mut QueryBuilder<Postgres>, tile: Tile) {
    sql.push(" x >> (30 - ").push_bind(tile.z).push(") = ").push_bind(tile.x);
    sql.push(" and y >> (30 - ").push_bind(tile.z).push(") = ").push_bind(tile.y);
}

fn push_key(sql: &mut QueryBuilder<Postgres>, tile: Tile) {
    sql.push("concat_ws('/', ")
        .push_bind(tile.x)
        .push("::integer, ")
        .push_bind(tile.y)
        .push("::integer, cell) as key, ");
}

fn push_grid(
    sql: &mut QueryBuilder<Postgres>,
    tile: Tile,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) {
    push_place(sql, tile, "sum(sum_x)::float8 / sum(n)", "sum(sum_y)::float8 / sum(n)");
    push_key(sql, tile);
    sql.push("sum(n)::integer as n, is_confidential::integer as confidential from (");
    sql.push("select cell, is_confidential, n, sum_x, sum_y from listing_grid where z = ").push_bind(tile.z);
    sql.push(" and tx = ").push_bind(tile.x).push(" and ty = ").push_bind(tile.y);
    if let Some(kind) = criteria.listing_type {
        sql.push(" and listing_type = ").push_bind(kind.key());
    }
    if let Some(profession) = criteria.profession {
        sql.push(" and profession = ").push_bind(profession.key);
    }
    if !criteria.specialties.is_empty() {
        let keys: Vec<i16> = criteria.specialties.iter().map(|it| it.key).collect();
        sql.push(" and specialty = any(").push_bind(keys).push(")");
    }
    // What is over and not noted yet: a handful at a time.
    push_without(sql, tile, |sql| push_ended(sql, criteria, now));
    // In the same statement: what is hidden in the moment before would still be counted.
    if let Some(viewer) = viewer {
        push_without(sql, tile, |sql| {
            push_filters(sql, criteria, None, now);
            push_hidden_from(sql, viewer);
        });
    }
    sql.push(") cells group by cell, is_confidential having sum(n) > 0");
}

/// Takes listings away from the cells of the grid.
fn push_without(
    sql: &mut QueryBuilder<Postgres>,
    tile: Tile,
    push_which: impl FnOnce(&mut QueryBuilder<Postgres>),
) {
    sql.push(" union all select ");
    push_cell(sql, tile);
    sql.push(
        ", confidential, -1, -x::bigint, -y::bigint from (select map_x(s.geog) as x, map_y(s.geog) as y, ",
    );
    sql.push(CONFIDENTIAL)
        .push(" as confidential from listing_search s where s.geog is not null and s.department <> 0 and");
    push_which(sql);
    sql.push(") gone where");
    push_inside(sql, tile);
}

fn push_listings(
    sql: &mut QueryBuilder<Postgres>,
    tile: Tile,
    criteria: &Criteria,
    viewer: Option<&Viewer>,
    now: DateTime<Utc>,
) {
    push_place(sql, tile, "avg(x)::float8", "avg(y)::float8");
    let by_point = tile.z > LAST_GRID;
    if by_point {
        sql.push("concat_ws('/', x, y) as key, ");
    } else {
        push_key(sql, tile);
    }
    sql.push("count(*)::integer as n, confidential::integer as confidential from (select *, ");
    push_cell(sql, tile);
    sql.push(" as cell from (select map_x(s.geog) as x, map_y(s.geog) as y, ");
    sql.push(CONFIDENTIAL).push(" as confidential from listing_search s where ");
    // Never too wide for one: a sixteenth of the world at most.
    if let Some([west, south, east, north]) = Bounds::of_tile(tile).envelope() {
        sql.push("s.geog && st_makeenvelope(").push_bind(west).push(", ").push_bind(south).push(", ");
        sql.push_bind(east).push(", ").push_bind(north).push(", 4326)::geography and");
    }
    // An area larger than a department has a point that would say nothing and look as if it did: no tile shows it.
    sql.push(" s.department <> 0 and");
    push_filters(sql, criteria, viewer, now);
    // A fence: else the columns below are worked out again wherever they are named, five times a listing.
    sql.push(" offset 0) placed where");
    push_inside(sql, tile);
    sql.push(") seen group by ");
    sql.push(if by_point { "x, y" } else { "cell" }).push(", confidential");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        search::{Vocabulary, parse},
        testing::gazetteer,
    };

    #[test]
    fn the_grid_answers_for_type_and_trade_from_afar_and_for_nothing_else() {
        let is_known = |z: i32, query: &str| {
            let criteria = parse(query, Vocabulary::French, gazetteer(), DateTime::UNIX_EPOCH).criteria;
            is_of_grid(Tile { z, x: 0, y: 0 }, &criteria)
        };

        for query in ["", "type=cession", "prof=medecin&spe=medecine-generale", "tri=prix"] {
            assert!(is_known(4, query) && is_known(10, query), "{query}");
            assert!(!is_known(11, query), "{query}");
        }
        for query in
            ["q=lumineux", "dep=23", "region=75", "commune=23096&rayon=30", "prix_max=1", "logement=1"]
        {
            assert!(!is_known(5, query), "{query}");
        }
    }
}
