-- Search: listings counted on a grid, for the tiles of the map. A tile of the whole country would otherwise visit every listing.

-- Web Mercator as tiles have it: the world is a square, 2^30 units wide, from the north-west.
create function map_x(place geography) returns integer language sql immutable strict parallel safe as $$
    select floor(least(greatest((st_x(place::geometry) + 180.0) / 360.0, 0.0), 0.999999999) * 1073741824)::integer
$$;
create function map_y(place geography) returns integer language sql immutable strict parallel safe as $$
    select floor(least(greatest(
        0.5 - ln(tan(pi() / 4 + radians(least(greatest(st_y(place::geometry), -85.0), 85.0)) / 2)) / (2 * pi()), 0.0), 0.999999999)
        * 1073741824)::integer
$$;
comment on function map_x(geography) is 'Column of a point in the square of Web Mercator, 2^30 wide.';
comment on function map_y(geography) is 'Row of a point in the square of Web Mercator, 2^30 high, from the north.';

create table listing_grid (
    z smallint not null,
    tx integer not null,
    ty integer not null,
    cell smallint not null,
    listing_type smallint not null,
    profession smallint not null,
    specialty smallint not null default 0,
    is_confidential boolean not null,
    n integer not null,
    sum_x bigint not null,
    sum_y bigint not null,
    primary key (z, tx, ty, listing_type, profession, specialty, cell, is_confidential),
    constraint listing_grid_z_range check (z between 4 and 10),
    constraint listing_grid_cell_range check (cell between 0 and 63)
);

comment on table listing_grid is 'Visible listings by cell of the map, for each zoom: 64 cells a tile. Kept by triggers on listing_search; nobody else writes it.';
comment on column listing_grid.z is 'Zoom; beyond the last one tiles are drawn from the points.';
comment on column listing_grid.tx is 'Column of the tile.';
comment on column listing_grid.ty is 'Row of the tile, from the north.';
comment on column listing_grid.cell is 'Eight times the row of the cell in the tile, plus its column.';
comment on column listing_grid.specialty is '0 when none.';
comment on column listing_grid.is_confidential is 'Listings whose point is drawn at random in their area: shown as discs, never together with the others.';
comment on column listing_grid.n is 'Listings; rows at 0 may stay. No check, as for listing_counts.';
comment on column listing_grid.sum_x is 'Sum of their map_x: divided by n, where the cluster stands.';
comment on column listing_grid.sum_y is 'Sum of their map_y.';

create function grid_listing_search() returns trigger language plpgsql set search_path = public as $$
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
              from added where geog is not null) placed
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
              from removed where geog is not null) placed
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
                           coalesce((card->>'confidential')::boolean, false) as confidential, 1 as change from added
                    union all
                    select geog, listing_type, profession, coalesce(specialty, 0),
                           coalesce((card->>'confidential')::boolean, false), -1 from removed) changes
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
comment on function grid_listing_search() is 'Keeps listing_grid equal to a group by of listing_search.';

create trigger listing_search_gridded_on_insert after insert on listing_search
    referencing new table as added for each statement execute function grid_listing_search();
create trigger listing_search_gridded_on_update after update on listing_search
    referencing old table as removed new table as added for each statement execute function grid_listing_search();
create trigger listing_search_gridded_on_delete after delete on listing_search
    referencing old table as removed for each statement execute function grid_listing_search();
create trigger listing_search_gridded_on_truncate after truncate on listing_search
    for each statement execute function grid_listing_search();

-- Listings that are online already.
insert into listing_grid
select z, x >> (30 - z), y >> (30 - z), (((y >> (27 - z)) & 7) * 8 + ((x >> (27 - z)) & 7))::smallint,
       listing_type, profession, specialty, confidential, count(*), sum(x), sum(y)
from (select map_x(geog) as x, map_y(geog) as y, listing_type, profession, coalesce(specialty, 0) as specialty,
             coalesce((card->>'confidential')::boolean, false) as confidential
      from listing_search where geog is not null) placed
cross join generate_series(4, 10) as z
group by 1, 2, 3, 4, 5, 6, 7, 8;
