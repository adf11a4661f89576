-- What practices are asked for, as a share of their yearly turnover: quartiles by profession, specialty and region.

create table price_comparables (
    profession text not null references professions (code) on delete restrict,
    specialty text not null default '',
    region text not null default '',
    owners integer not null,
    first_quartile double precision not null,
    median double precision not null,
    third_quartile double precision not null,
    since date not null,
    computed_at timestamptz not null,
    primary key (profession, specialty, region),
    constraint price_comparables_owners_enough check (owners >= 5),
    constraint price_comparables_quartiles_order
        check (first_quartile > 0 and first_quartile <= median and median <= third_quartile)
);
comment on table price_comparables is 'Asked price over yearly turnover of practices for sale, made anew each hour from the listings of 36 months; a row only where five owners or more asked.';
comment on column price_comparables.specialty is 'Code of the specialty; empty for all of the profession.';
comment on column price_comparables.region is 'Name of the region, as in listing_locations; empty for France.';
comment on column price_comparables.owners is 'Distinct owners: each counts once in a row, by their latest listing.';
comment on column price_comparables.median is 'A share: 0.45 is 45 % of the yearly turnover.';
comment on column price_comparables.since is 'First day of the listings that count.';
