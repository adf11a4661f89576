-- Confidential listings: what identifies a practice lies sealed, what everybody may know lies in the ordinary columns.
--
-- listing_locations, transfer_details and their like keep their names; for a listing whose visibility is area they hold only what the
-- area allows. Rows written before are sealed by the program when it starts: SQL has no keys.

alter table listing_locations
    add column area_level text,
    add column area_code text,
    add column area_practitioners integer,
    add constraint listing_locations_area_level_known
        check (area_level in ('commune', 'intercommunality', 'department', 'region', 'country')),
    add constraint listing_locations_area_whole check ((area_level is null) = (area_code is null)),
    add constraint listing_locations_area_is_confidential check (area_level is null or visibility = 'area'),
    add constraint listing_locations_area_practitioners_range check (area_practitioners >= 0);

comment on column listing_locations.area_level is 'How large the area is that stands for a confidential place; null for others, and until the place is sealed.';
comment on column listing_locations.area_code is 'Code of the area: INSEE code of a commune, department or region; department and SIREN (23/200067544) of the part of an intercommunality that lies in it; FR.';
comment on column listing_locations.area_practitioners is 'How many self-employed colleagues of the trade the place may be taken for one of, when the area was chosen; null without a directory.';
comment on column listing_locations.city is 'Name of the commune as shown; empty for a confidential listing unless its area is the commune.';
comment on column listing_locations.region is 'French name of the region, for example Nouvelle-Aquitaine; empty for a confidential listing whose area is larger.';
comment on column listing_locations.latitude is 'Degrees north (WGS 84): exact, or for a confidential listing the public point of its area, which says nothing of the place.';
comment on column listing_locations.longitude is 'Degrees east (WGS 84), like latitude.';
comment on column listing_locations.visibility is 'What others see: exact (address), commune (its centre), area (a zone of at least five colleagues; the place lies sealed in listing_exact).';

alter table listings add column photos_are_neutral boolean not null default false;
comment on column listings.photos_are_neutral is 'The owner says that nothing in the photographs tells the practice: a confidential listing shows none otherwise.';

alter table transfer_details
    add column turnover_band integer,
    add column price_band integer,
    add constraint transfer_details_turnover_band_range check (turnover_band between 0 and 7),
    add constraint transfer_details_price_band_range check (price_band between 0 and 7);
comment on column transfer_details.turnover_band is 'Of a confidential listing, whose figures lie sealed: 0 below 50,000 €, then from 50, 100, 150, 200, 300, 500 and 1,000 thousand.';
comment on column transfer_details.price_band is 'The same for the price: 0 free, 1 below 10,000 €, then from 10, 25, 50, 100, 200 and 500 thousand.';

alter table listings
    add column closing_price_band integer,
    add constraint listings_closing_price_band_range check (closing_price_band between 0 and 7);
comment on column listings.closing_price_band is 'Of a confidential listing, in the place of closing_price: the bands of transfer_details.price_band.';

create table listing_exact (
    listing_id text primary key references listings (id) on delete cascade,
    sealed text not null,
    sealed_at timestamptz not null
);
comment on table listing_exact is 'Place, figures and dates of confidential listings, sealed with the key of their owner. Search never reads it; each reading by another than the owner is a row of listing_exact_readings.';
comment on column listing_exact.sealed is 'Place, details and periods, as JSON, sealed.';
comment on column listing_exact.sealed_at is 'When it was written last.';

create table listing_exact_readings (
    id bigint generated always as identity primary key,
    listing_id text not null references listings (id) on delete cascade,
    reader_id text not null references users (id) on delete restrict,
    at timestamptz not null,
    what text not null,
    reason text not null,
    constraint listing_exact_readings_what_known check (what in ('place', 'figures', 'all'))
);
create index listing_exact_readings_listing_id_idx on listing_exact_readings (listing_id, id desc);
create index listing_exact_readings_reader_id_idx on listing_exact_readings (reader_id);
comment on table listing_exact_readings is 'Who but the owner read what lies sealed of a confidential listing. Rows are added, never changed, and deleted after five years.';
comment on column listing_exact_readings.reader_id is 'Somebody who was granted it, or a member of the team.';
comment on column listing_exact_readings.what is 'place, figures, or all.';
comment on column listing_exact_readings.reason is 'A word of the room that opened it, or what a member of the team wrote.';

create function listing_exact_readings_are_kept() returns trigger language plpgsql as $$
begin
    raise exception 'the log of readings is append-only';
end
$$;
comment on function listing_exact_readings_are_kept() is 'Refuses to change a row of listing_exact_readings.';
create trigger listing_exact_readings_append_only before update on listing_exact_readings
    for each row execute function listing_exact_readings_are_kept();

-- From whom a listing is hidden. Marks are keyed checksums: of an address, a number, a place of exercise, a commune.
create table listing_hidden (
    listing_id text not null references listings (id) on delete cascade,
    mark bytea not null,
    owner_id text not null references users (id) on delete cascade,
    primary key (listing_id, mark)
);
create index listing_hidden_mark_idx on listing_hidden (mark, listing_id);
create index listing_hidden_owner_id_idx on listing_hidden (owner_id);
comment on table listing_hidden is 'Marks of the colleagues who must not see a confidential listing while they are signed in.';
comment on column listing_hidden.mark is 'Keyed checksum; what was marked lies sealed in listing_exact.';
comment on column listing_hidden.owner_id is 'The owner of the listing, from whom it is never hidden.';

create table colleague_marks (
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    mark bytea not null,
    primary key (user_id, mark),
    constraint colleague_marks_kind_known check (kind in ('number', 'site', 'commune'))
);
comment on table colleague_marks is 'By what a person is known to colleagues: number, sites and communes of exercise in the directory, as keyed checksums.';
comment on column colleague_marks.kind is 'number, site (the same structure or address), commune.';

insert into colleague_marks (user_id, kind, mark)
select id, 'number', rpps_mark from users where rpps_mark is not null
union
select id, 'number', adeli_mark from users where adeli_mark is not null;

alter table listing_search
    add column price_least integer,
    add column price_most integer,
    add column turnover_least integer,
    add column turnover_most integer,
    add constraint listing_search_price_band_ordered check (price_most >= price_least),
    add constraint listing_search_turnover_band_ordered check (turnover_most >= turnover_least);
comment on column listing_search.price_least is 'Lower end of the band of the price, euros, for confidential listings; price is null then.';
comment on column listing_search.price_most is 'Upper end of the band, included.';
comment on column listing_search.turnover_least is 'Like price_least, of the turnover.';
comment on column listing_search.turnover_most is 'Like price_most, of the turnover.';
comment on column listing_search.department is 'Key of the department; 0 when the area of a confidential listing is larger.';
comment on column listing_search.region is 'Key of the region; 0 when the area of a confidential listing is larger.';
comment on column listing_search.geog is 'The public point: centre of the commune, the exact point when the owner chose so, for confidential listings a fixed point of their area that says nothing of the place.';

-- Places of exercise, to know who works with whom: public codes of structures, or the address as published.
alter table directory_people add column sites text[] not null default '{}';
alter table directory_next add column sites text[] not null default '{}';
alter table directory_lines add column site text not null default '';
comment on column directory_people.sites is 'Structures and addresses of exercise: finess:…, siret:…, address:commune/number and street.';
comment on column directory_lines.site is 'Sites of the line, parted by |.';
