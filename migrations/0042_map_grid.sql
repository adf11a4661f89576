-- Search: the places of the map can be worked out in line; what has no department is on no tile.

-- As before, without `strict`: PostgreSQL writes no strict function in line whose body holds least or greatest, so that each row
-- of a tile paid for two calls. Whoever calls them leaves out rows without a point.
create or replace function map_x(place geography) returns integer language sql immutable parallel safe as $$
    select floor(least(greatest((st_x(place::geometry) + 180.0) / 360.0, 0.0), 0.999999999) * 1073741824)::integer
$$;
create or replace function map_y(place geography) returns integer language sql immutable parallel safe as $$
    select floor(least(greatest(
        0.5 - ln(tan(pi() / 4 + radians(least(greatest(st_y(place::geometry), -85.0), 85.0)) / 2)) / (2 * pi()), 0.0), 0.999999999)
        * 1073741824)::integer
$$;
comment on function map_x(geography) is 'Column of a point in the square of Web Mercator, 2^30 wide; never of null.';
comment on function map_y(geography) is 'Row of a point in the square of Web Mercator, 2^30 high, from the north; never of null.';

-- Confidential listings whose area is a region or the country have no department: a point of it would say nothing, and would
-- look as if it did. The page says how many they are.
create or replace function grid_listing_search() returns trigger language plpgsql set search_path = public as $$
begin
    if tg_op = 'TRUNCATE' then
        delete from listing_grid;
        return null;
    end if;
    -- The order of the key, as in count_listing_search: two statements wait for each other instead of deadlocking.
    if tg_op = 'INSERT' then
        insert into listing_grid as g
        select z, x >> (30 - z), y >> (30 - z), (((y >> (27 - z)) & 7) * 8 + ((x >> (27 - z)) & 7))::smallint,
               listing_type, profession, specialty, confidential, count(*), sum(x), sum(y)
        from (select map_x(geog) as x, map_y(geog) as y, listing_type, profession, coalesce(specialty, 0) as specialty,
                     coalesce((card->>'confidential')::boolean, false) as confidential
              from added where geog is not null and department <> 0) placed
        cross join generate_series(4, 10) as z
        group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 5, 6, 7, 4, 8
        on conflict (z, tx, ty, listing_type, profession, specialty, cell, is_confidential)
        do update set n = g.n + excluded.n, sum_x = g.sum_x + excluded.sum_x, sum_y = g.sum_y + excluded.sum_y;
    elsif tg_op = 'DELETE' then
        insert into listing_grid as g
        select z, x >> (30 - z), y >> (30 - z), (((y >> (27 - z)) & 7) * 8 + ((x >> (27 - z)) & 7))::smallint,
               listing_type, profession, specialty, confidential, -count(*), -sum(x), -sum(y)
        from (select map_x(geog) as x, map_y(geog) as y, listing_type, profession, coalesce(specialty, 0) as specialty,
                     coalesce((card->>'confidential')::boolean, false) as confidential
              from removed where geog is not null and department <> 0) placed
        cross join generate_series(4, 10) as z
        group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 5, 6, 7, 4, 8
        on conflict (z, tx, ty, listing_type, profession, specialty, cell, is_confidential)
        do update set n = g.n + excluded.n, sum_x = g.sum_x + excluded.sum_x, sum_y = g.sum_y + excluded.sum_y;
    else
        insert into listing_grid as g
        select z, x >> (30 - z), y >> (30 - z), (((y >> (27 - z)) & 7) * 8 + ((x >> (27 - z)) & 7))::smallint,
               listing_type, profession, specialty, confidential, sum(change), sum(x * change), sum(y * change)
        from (select map_x(geog)::bigint as x, map_y(geog)::bigint as y, listing_type, profession, specialty, confidential,
                     sum(change) as change
              from (select geog, listing_type, profession, coalesce(specialty, 0) as specialty,
                           coalesce((card->>'confidential')::boolean, false) as confidential, 1 as change from added where department <> 0
                    union all
                    select geog, listing_type, profession, coalesce(specialty, 0),
                           coalesce((card->>'confidential')::boolean, false), -1 from removed where department <> 0) changes
              where geog is not null
              group by 1, 2, 3, 4, 5, 6 having sum(change) <> 0) placed
        cross join generate_series(4, 10) as z
        group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 5, 6, 7, 4, 8
        on conflict (z, tx, ty, listing_type, profession, specialty, cell, is_confidential)
        do update set n = g.n + excluded.n, sum_x = g.sum_x + excluded.sum_x, sum_y = g.sum_y + excluded.sum_y;
    end if;
    return null;
end
$$;
comment on function grid_listing_search() is 'Keeps listing_grid equal to a group by of the listings of listing_search that have a department.';

comment on table listing_grid is 'Visible listings by cell of the map, for each zoom: 64 cells a tile. Of listings with a department alone. Kept by triggers on listing_search; nobody else writes it.';
comment on column listing_grid.is_confidential is 'Listings whose point is drawn at random in their area. Kept apart here; from afar the page shows the sum of both, with a dashed border.';

-- Those that are counted already. Nobody may write meanwhile by the function of before.
lock table listing_search in share row exclusive mode;
insert into listing_grid as g
select z, x >> (30 - z), y >> (30 - z), (((y >> (27 - z)) & 7) * 8 + ((x >> (27 - z)) & 7))::smallint,
       listing_type, profession, specialty, confidential, -count(*), -sum(x), -sum(y)
from (select map_x(geog) as x, map_y(geog) as y, listing_type, profession, coalesce(specialty, 0) as specialty,
             coalesce((card->>'confidential')::boolean, false) as confidential
      from listing_search where geog is not null and department = 0) placed
cross join generate_series(4, 10) as z
group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 5, 6, 7, 4, 8
on conflict (z, tx, ty, listing_type, profession, specialty, cell, is_confidential)
do update set n = g.n + excluded.n, sum_x = g.sum_x + excluded.sum_x, sum_y = g.sum_y + excluded.sum_y;

comment on column accessibility_trades.unplaced is 'Those of them whom no figure counts: their commune is not one of today, or nobody lives within its reach.';
