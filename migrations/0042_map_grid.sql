-- Search: the places of the map can be worked out in line.

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
