-- Publishing: what is being written, what was changed, and the periods of a replacement.

alter table listings
    add column verified_readers_only boolean not null default false,
    add column revised_at timestamptz;

comment on column listings.verified_readers_only is 'True when only people whose registration is verified may contact the owner.';
comment on column listings.revised_at is 'When the owner last changed what visitors read; null while it reads as first published.';

alter table replacement_details
    add column working_hours text,
    add column on_call boolean not null default false,
    add column transport_help boolean not null default false,
    add column home_visits_percentage integer,
    add constraint replacement_details_home_visits_percentage_range check (home_visits_percentage between 0 and 100);

comment on column replacement_details.working_hours is 'In the owner''s own words, for example 8 h 30 – 12 h, 14 h – 18 h.';
comment on column replacement_details.on_call is 'On-call duty is part of it.';
comment on column replacement_details.transport_help is 'A car, a ticket or a lift is offered.';
comment on column replacement_details.home_visits_percentage is 'Share of visits at home among the acts.';

alter table transfer_details
    add column accompaniment_months integer,
    add constraint transfer_details_accompaniment_months_range check (accompaniment_months between 0 and 60);

comment on column transfer_details.accompaniment_months is 'How long the owner stays to introduce the successor.';

alter table collaboration_details
    add column monthly_fee integer,
    add constraint collaboration_details_monthly_fee_range check (monthly_fee >= 0);

comment on column collaboration_details.monthly_fee is 'Euros a month for the means provided, when the redevance is a fixed amount.';

create table replacement_periods (
    id text primary key,
    listing_id text not null references listings (id) on delete cascade,
    starts_on date not null,
    ends_on date not null,
    display_order integer not null default 0,
    constraint replacement_periods_ordered check (ends_on >= starts_on),
    constraint replacement_periods_display_order_range check (display_order >= 0)
);
create index replacement_periods_listing_id_idx on replacement_periods (listing_id, starts_on);

comment on table replacement_periods is 'The days asked for or offered, as ranges; replacement_details.start_date and end_date are their outer bounds.';
comment on column replacement_periods.starts_on is 'First day, included.';
comment on column replacement_periods.ends_on is 'Last day, included.';

create table listing_drafts (
    listing_id text primary key references listings (id) on delete cascade,
    answers jsonb not null,
    version integer not null default 1,
    publish_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint listing_drafts_answers_object check (jsonb_typeof(answers) = 'object'),
    constraint listing_drafts_version_range check (version >= 1)
);

comment on table listing_drafts is 'What its owner is writing, one row per listing: a new listing, or changes to one that visitors still read as it was. Gone once published.';
comment on column listing_drafts.answers is 'What was typed, by question, right or wrong: an object of lists of texts.';
comment on column listing_drafts.version is 'Grows with each save: two tabs are noticed.';
comment on column listing_drafts.publish_at is 'When the owner wants it online; null means at once.';

create table listing_revisions (
    id text primary key,
    listing_id text not null references listings (id) on delete cascade,
    number integer not null,
    status text not null,
    made_at timestamptz not null,
    answers jsonb not null,
    changes jsonb not null,
    decided_at timestamptz,
    decided_by text references users (id) on delete restrict,
    reason text,
    constraint listing_revisions_number_key unique (listing_id, number),
    constraint listing_revisions_status_known check (status in ('live', 'pending', 'refused', 'withdrawn')),
    constraint listing_revisions_answers_object check (jsonb_typeof(answers) = 'object'),
    constraint listing_revisions_changes_list check (jsonb_typeof(changes) = 'array'),
    constraint listing_revisions_number_range check (number >= 1)
);
create unique index listing_revisions_one_pending_key on listing_revisions (listing_id) where status = 'pending';
create index listing_revisions_queue_idx on listing_revisions (made_at, id) where status = 'pending';
create index listing_revisions_decided_by_idx on listing_revisions (decided_by) where decided_by is not null;

comment on table listing_revisions is 'Every version that was published or waits to be: number 1 is the first publication. Rows are added; only their decision changes.';
comment on column listing_revisions.status is 'live (was put online), pending (a moderator reads it first), refused, withdrawn by its owner.';
comment on column listing_revisions.answers is 'The whole listing as it read then, by question.';
comment on column listing_revisions.changes is 'Names of the questions that changed since the version before.';
comment on column listing_revisions.decided_by is 'The member of the team who decided.';
comment on column listing_revisions.reason is 'Why it was refused; told to the owner.';
