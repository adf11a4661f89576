-- The national directory of health professionals (Annuaire Santé): one row a person, no telephone and no e-mail.

create table directory_editions (
    id integer generated always as identity primary key,
    source text not null,
    file_name text not null,
    file_sha256 text not null,
    extracted_on date,
    imported_at timestamptz not null,
    lines bigint not null,
    people bigint not null,
    added bigint not null,
    changed bigint not null,
    disappeared bigint not null,
    constraint directory_editions_source_known check (source in ('extraction', 'demonstration'))
);

comment on table directory_editions is 'What was read into the directory, and when. The last one is in force.';
comment on column directory_editions.source is 'extraction: an official file. demonstration: made-up people.';
comment on column directory_editions.file_sha256 is 'SHA-256 of the file: the same one is not read twice.';
comment on column directory_editions.extracted_on is 'Day of the extraction, from the name of the file.';
comment on column directory_editions.lines is 'Lines of the file, headings left out.';
comment on column directory_editions.people is 'People of this edition.';
comment on column directory_editions.changed is 'People whose row is another one than in the edition before.';
comment on column directory_editions.disappeared is 'People of the edition before who are not in this one.';

create table directory_people (
    national_id text collate "C" primary key,
    names text[] not null,
    professions text[] not null,
    know_how text[] not null,
    modes text[] not null,
    communes text[] not null,
    sectors text[] not null
);

comment on table directory_people is 'Everybody in the edition in force. Written by its import alone, in one transaction.';
comment on column directory_people.national_id is 'Identification nationale PP: 8 and the RPPS number, or 0 and the ADELI number.';
comment on column directory_people.names is 'Names of exercise as published, family|given: no field of the extraction can hold its delimiter.';
comment on column directory_people.professions is 'Profession (TRE_G15) and professional category (C civilian, E student, M military), 10|C.';
comment on column directory_people.know_how is 'Codes of know-how (TRE_R38 and its like), SM54 for general practice.';
comment on column directory_people.modes is 'Modes of exercise: L self-employed, S employed, B volunteer.';
comment on column directory_people.communes is 'INSEE codes of the places of exercise.';
comment on column directory_people.sectors is 'Sectors of activity (TRE_R02), SA07 for a practice of one.';

create table directory_gone (
    national_id text collate "C" primary key,
    last_edition integer not null references directory_editions (id) on delete restrict,
    gone_at timestamptz not null
);
create index directory_gone_last_edition_idx on directory_gone (last_edition);
create index directory_gone_gone_at_idx on directory_gone (gone_at);

comment on table directory_gone is 'Who disappeared from the directory: their number alone, for two years.';
comment on column directory_gone.last_edition is 'The last edition that knew them.';

create table directory_density (
    commune_code text collate "C" not null,
    profession smallint not null,
    specialty smallint not null default 0,
    practitioners integer not null,
    shares double precision not null,
    primary key (profession, specialty, commune_code)
);

comment on table directory_density is 'Self-employed practitioners (mode L) of each commune in the edition in force.';
comment on column directory_density.commune_code is 'INSEE code as published: an older one may be there.';
comment on column directory_density.profession is 'Key of the profession.';
comment on column directory_density.specialty is 'Key of the specialty; 0 for the whole profession.';
comment on column directory_density.practitioners is 'People who practise there, each counted once.';
comment on column directory_density.shares is 'The same, whoever practises in n communes counting 1/n: these may be added up.';

-- An import on its way. Not logged: what a crash of the server takes away is read again.
create table directory_loading (
    only_one boolean primary key default true,
    file_sha256 text not null,
    lines bigint not null,
    started_at timestamptz not null,
    constraint directory_loading_only_one check (only_one)
);

comment on table directory_loading is 'The import that has not ended yet, to be taken up where it was interrupted.';
comment on column directory_loading.lines is 'Lines of the file that are in directory_lines.';

create unlogged table directory_lines (
    national_id text collate "C" not null,
    family_name text not null,
    given_name text not null,
    profession text not null,
    category text not null,
    know_how text not null,
    mode text not null,
    commune_code text not null,
    sector text not null
);

comment on table directory_lines is 'Lines of the extraction on their way, the columns that are used. Empty between imports.';
comment on column directory_lines.family_name is 'Empty in lines of the file of know-how.';

create unlogged table directory_next (
    national_id text collate "C" primary key,
    names text[] not null,
    professions text[] not null,
    know_how text[] not null,
    modes text[] not null,
    communes text[] not null,
    sectors text[] not null
);

comment on table directory_next is 'The people of the next edition. Empty between imports.';
