//! Communes of a tile.

use sqlx::PgExecutor;

use crate::{accessibility::Trade, territory::Tile};

/// Through the index of positions, then the primary key of the figures: as many rows as the tile has communes.
pub(in crate::accessibility) async fn tile(
    db: impl PgExecutor<'_>,
    trade: Trade,
    tile: Tile,
    classes: &[(f64, u8)],
) -> sqlx::Result<Vec<u8>> {
    let [west, south, east, north] = tile.bounds();
    let (leasts, shades): (Vec<f64>, Vec<i16>) =
        classes.iter().map(|(least, shade)| (*least, i16::from(*shade))).unzip();
    sqlx::query_scalar(
        "select coalesce(st_asmvt(f, 'communes', 4096, 'geom'), ''::bytea) from (
             select st_point((map_x(c.position) / 2.0 ^ (30 - $1) - $2) * 4096,
                             (map_y(c.position) / 2.0 ^ (30 - $1) - $3) * 4096) as geom,
                    c.name || ' (' || c.department_code || ')' as name,
                    replace(to_char(round(a.per_100k::numeric, 1), 'FM999990.0'), '.', ',')
                        || ' pour 100\u{a0}000\u{a0}habitants' as told,
                    coalesce(($8::smallint[])[width_bucket(round(a.per_100k::numeric, 1)::float8, $7::float8[])], 0)::integer as shade
             from communes c
             join commune_accessibility a on a.commune_code = c.code and a.profession = $9 and a.specialty = $10
                 and a.run_id = (select id from accessibility_runs where finished_at is not null
                                 order by id desc limit 1)
             where c.position && st_makeenvelope($4, $5, $6, $11, 4326)::geography
         ) f",
    )
    .bind(tile.z)
    .bind(tile.x)
    .bind(tile.y)
    .bind(west)
    .bind(south)
    .bind(east)
    .bind(leasts)
    .bind(shades)
    .bind(trade.profession)
    .bind(trade.specialty)
    .bind(north)
    .fetch_one(db)
    .await
}
