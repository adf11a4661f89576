-- Phase 0, the reference data that every other phase points at: where (regions, departments, communes) and who (professions,
-- specialties). The program fills these tables at start-up from the data it embeds, once per version of that data.
--
-- Codes are those of INSEE; keys are small integers, stable for ever, that the search projection stores instead of codes.

create extension if not exists postgis;
create extension if not exists btree_gist;

create table reference_versions (
    name text primary key,
    fingerprint text not null,
    loaded_at timestamptz not null
);

comment on table reference_versions is 'Which version of each embedded data set the tables hold, so that a start loads only what changed.';
comment on column reference_versions.name is 'Data set: territory, trades, or an imported file such as communes-positions.';
comment on column reference_versions.fingerprint is 'Hash of the data set and of the layout it was loaded with.';
comment on column reference_versions.loaded_at is 'When it was loaded.';

create table regions (
    code text primary key,
    name text not null,
    slug text not null unique,
    key smallint not null unique,
    constraint regions_code_check check (code ~ '^[0-9]{2,3}$')
);

comment on table regions is 'Regions of France; an overseas collectivity counts as a region of its own, with one department.';
comment on column regions.code is 'INSEE code: "84", "01" to "06" overseas, "975" to "989" for the collectivities.';
comment on column regions.name is 'Official French name.';
comment on column regions.slug is 'Name as written in URLs.';
comment on column regions.key is 'The code as an integer.';

create table departments (
    code text primary key,
    name text not null,
    slug text not null unique,
    region_code text not null references regions (code) on delete restrict,
    key smallint not null unique,
    constraint departments_code_check check (code ~ '^([0-9]{2}|2[AB]|9[78][0-9])$')
);

create index departments_region_code_idx on departments (region_code);

comment on table departments is 'Departments of France and overseas collectivities.';
comment on column departments.code is 'INSEE code: "23", "2A", "971", "988".';
comment on column departments.name is 'Official French name.';
comment on column departments.slug is 'Name as written in URLs.';
comment on column departments.region_code is 'Region it belongs to.';
comment on column departments.key is 'The code as an integer; 200 for 2A and 201 for 2B.';

create table communes (
    code text primary key,
    name text not null,
    slug text not null,
    department_code text not null references departments (code) on delete restrict,
    region_code text not null references regions (code) on delete restrict,
    epci_code text,
    postal_codes text[] not null,
    population integer not null,
    latitude double precision not null,
    longitude double precision not null,
    position geography (point, 4326) generated always as (
        st_setsrid(st_makepoint(longitude, latitude), 4326)::geography
    ) stored,
    position_is_approximate boolean not null,
    parent_code text references communes (code) on delete restrict,
    constraint communes_code_check check (code ~ '^([0-9]{2}|2[AB])[0-9]{3}$'),
    constraint communes_population_check check (population >= 0),
    constraint communes_latitude_check check (latitude between -90 and 90),
    constraint communes_longitude_check check (longitude between -180 and 180)
);

create index communes_department_code_idx on communes (department_code);
create index communes_region_code_idx on communes (region_code);
create index communes_parent_code_idx on communes (parent_code) where parent_code is not null;
create index communes_postal_codes_idx on communes using gin (postal_codes);
create index communes_position_idx on communes using gist (position);

comment on table communes is 'Communes of France, and the arrondissements of Paris, Lyon and Marseille as rows below their city. A commune that no longer exists keeps its row while listings point at it.';
comment on column communes.code is 'INSEE code, not the postal code.';
comment on column communes.name is 'Official French name.';
comment on column communes.slug is 'Name as written in URLs; several communes share one.';
comment on column communes.department_code is 'Department it belongs to.';
comment on column communes.region_code is 'Region it belongs to.';
comment on column communes.epci_code is 'SIREN of the intercommunality; null for the few communes outside of one.';
comment on column communes.postal_codes is 'Postal codes in ascending order; empty where nobody lives.';
comment on column communes.population is 'Legal population (inhabitants), 0 when unknown.';
comment on column communes.latitude is 'Degrees north, WGS 84.';
comment on column communes.longitude is 'Degrees east, WGS 84.';
comment on column communes.position is 'Latitude and longitude as a point.';
comment on column communes.position_is_approximate is 'True when the point is the middle of neighbouring communes, a few kilometres off, until exact positions are imported.';
comment on column communes.parent_code is 'City that an arrondissement is part of; null for a commune.';

create table professions (
    code text primary key,
    key smallint not null unique,
    label text not null,
    plural text not null,
    slug text not null unique,
    synonyms text[] not null default '{}'
);

comment on table professions is 'Health professions, in the order of their keys.';
comment on column professions.code is 'English code that every other table stores: doctor, nurse.';
comment on column professions.key is 'Rank in the list, stable for ever.';
comment on column professions.label is 'French label, singular.';
comment on column professions.plural is 'French label, plural.';
comment on column professions.slug is 'French label as written in URLs.';
comment on column professions.synonyms is 'Other words that people use for it.';

create table specialties (
    profession text not null references professions (code) on delete restrict,
    code text not null,
    key smallint not null unique,
    label text not null,
    practitioner_label text not null,
    slug text not null,
    synonyms text[] not null default '{}',
    directory_codes text[] not null default '{}',
    primary key (profession, code),
    constraint specialties_profession_slug_key unique (profession, slug)
);

comment on table specialties is 'Specialties and fields of practice of each profession.';
comment on column specialties.profession is 'Profession that practises it.';
comment on column specialties.code is 'French code, unique within the profession: medecine_generale.';
comment on column specialties.key is 'Stable small integer for the search projection.';
comment on column specialties.label is 'French label of the field: Cardiologie.';
comment on column specialties.practitioner_label is 'French label of the person: Cardiologue.';
comment on column specialties.slug is 'Label as written in URLs.';
comment on column specialties.synonyms is 'Other words that people use for it.';
comment on column specialties.directory_codes is 'Codes of the specialty in the national directory of professionals.';
