-- Search: the zone, who wrote, programs, photographs, and days that are several ranges.

alter table listing_search
    add column zone smallint,
    add column author_group smallint,
    add column has_pictures boolean not null default false,
    add column software bigint not null default 0,
    add column periods datemultirange,
    add constraint listing_search_zone_known check (zone between 1 and 3),
    add constraint listing_search_author_group_known check (author_group between 1 and 3);
create index listing_search_unprojected_idx on listing_search (lid) where author_group is null;

comment on column listing_search.zone is 'Official density of the profession there: 1 under-served, 2 in between, 3 over-served. Null when no file says it, and when the listing is confidential.';
comment on column listing_search.author_group is '1 practitioner, 2 organisation or public body, 3 agency. Null until the listing is projected by a program that knows these columns.';
comment on column listing_search.has_pictures is 'It shows photographs of its own.';
comment on column listing_search.software is 'Programs that it names, a bit each.';
comment on column listing_search.periods is 'Its days when they are several ranges; start_date and end_date are their bounds.';
