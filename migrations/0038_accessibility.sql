-- Accessibility: how many colleagues are within reach of the people of each commune, worked out by ourselves.

create table accessibility_runs (
    id integer generated always as identity primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    source text not null,
    directory_day date not null,
    basis text not null,
    approximate_places integer not null,
    places integer not null,
    pairs bigint not null default 0,
    trades_done integer not null default 0,
    trades integer not null,
    constraint accessibility_runs_source_known check (source in ('extraction', 'demonstration')),
    constraint accessibility_runs_progress_check check (trades_done between 0 and trades)
);

create index accessibility_runs_finished_idx on accessibility_runs (finished_at desc, id desc) where finished_at is not null;

comment on table accessibility_runs is 'Each working out of the accessibility figure. The last that finished is shown; those before keep their row, not their figures.';
comment on column accessibility_runs.finished_at is 'Null while it runs, and for ever when it was interrupted.';
comment on column accessibility_runs.source is 'Of the directory that was read. extraction: an official file. demonstration: made-up people.';
comment on column accessibility_runs.directory_day is 'Day of the directory that was read.';
comment on column accessibility_runs.basis is 'What it was worked out from: edition, positions and formula. While it is the same, nothing is worked out again.';
comment on column accessibility_runs.approximate_places is 'Communes whose point is only the middle of their neighbours.';
comment on column accessibility_runs.places is 'Communes and arrondissements that were reckoned with.';
comment on column accessibility_runs.pairs is 'Pairs of places within reach of each other, each counted both ways, each place with itself once.';
comment on column accessibility_runs.trades_done is 'Professions and specialties that are done, of so many.';

create table accessibility_trades (
    run_id integer not null references accessibility_runs (id) on delete cascade,
    profession smallint not null,
    specialty smallint not null default 0,
    practitioners double precision not null,
    unplaced double precision not null,
    per_100k real not null,
    primary key (run_id, profession, specialty)
);

comment on table accessibility_trades is 'The whole country, for each profession and specialty of a run.';
comment on column accessibility_trades.profession is 'professions.key.';
comment on column accessibility_trades.specialty is 'specialties.key; 0 for the whole profession.';
comment on column accessibility_trades.practitioners is 'Self-employed practitioners, whoever practises in n communes counting 1/n in each.';
comment on column accessibility_trades.unplaced is 'Those of them whose commune is not one of today: they are left out.';
comment on column accessibility_trades.per_100k is 'Practitioners for 100,000 inhabitants of the whole country, to compare with.';

create table department_accessibility (
    run_id integer not null,
    profession smallint not null,
    specialty smallint not null default 0,
    department_code text not null references departments (code) on delete restrict,
    per_100k real not null,
    far_share real not null,
    primary key (run_id, profession, specialty, department_code),
    constraint department_accessibility_run_fkey
        foreign key (run_id, profession, specialty) references accessibility_trades on delete cascade
);

create index department_accessibility_department_code_idx on department_accessibility (department_code);

comment on table department_accessibility is 'The accessibility figure by department: the mean of its communes, weighted by their inhabitants.';
comment on column department_accessibility.per_100k is 'Practitioners within reach for 100,000 inhabitants.';
comment on column department_accessibility.far_share is 'Share of the inhabitants, 0 to 1, who have nobody of the trade within reach.';

create table commune_accessibility (
    run_id integer not null,
    profession smallint not null,
    specialty smallint not null default 0,
    commune_code text not null references communes (code) on delete cascade,
    per_100k real not null,
    primary key (run_id, profession, specialty, commune_code),
    constraint commune_accessibility_run_fkey
        foreign key (run_id, profession, specialty) references accessibility_trades on delete cascade
);

create index commune_accessibility_commune_code_idx on commune_accessibility (commune_code);

comment on table commune_accessibility is 'The accessibility figure of each commune and arrondissement, for each profession.';
comment on column commune_accessibility.per_100k is 'Practitioners within reach for 100,000 inhabitants; 0 when nobody is within reach.';
