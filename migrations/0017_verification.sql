-- Whether a professional is who they say: where the checking stands, its history, what the team looks at.

alter table users
    add column rpps_mark bytea,
    add column adeli_mark bytea,
    add column exercise_family_name text,
    add column exercise_given_name text,
    add column verification_status text not null default 'none',
    add column verification_reason text,
    add column verified_at timestamptz,
    add column verified_until date,
    add column verification_checked_at timestamptz,
    add column verification_nights smallint not null default 0,
    add column verification_paused text[] not null default '{}',
    add constraint users_verification_status_known check (verification_status in (
        'none', 'declared', 'checking', 'matched', 'mismatch', 'not_found', 'review', 'proved', 'suspended', 'refused'
    )),
    add constraint users_verification_nights_range check (verification_nights >= 0);
create unique index users_rpps_mark_key on users (rpps_mark) where rpps_mark is not null;
create unique index users_adeli_mark_key on users (adeli_mark) where adeli_mark is not null;
create index users_verification_status_idx on users (verification_status, id) where verification_status <> 'none';

comment on column users.rpps_mark is 'Blind index of rpps_number: one number, one account. Null while another account holds the number.';
comment on column users.adeli_mark is 'Blind index of adeli_number.';
comment on column users.exercise_family_name is 'Family name under which the person practises, as declared.';
comment on column users.exercise_given_name is 'Given name under which the person practises, as declared.';
comment on column users.verification_status is 'Where the checking stands; written by verification only, with trust_level and is_verified_professional.';
comment on column users.verification_reason is 'Why it stands there, as a word; for the team, never shown to others.';
comment on column users.verified_at is 'Since when the badge is deserved; null without badge, or when it was given before dates were kept.';
comment on column users.verified_until is 'Last day of a student’s licence; null for everybody else.';
comment on column users.verification_checked_at is 'When the directory was asked last.';
comment on column users.verification_nights is 'Nights in a row without a trace in the directory.';
comment on column users.verification_paused is 'Listings that a suspension took offline: they come back with the badge.';

update users set verification_status = 'matched', trust_level = greatest(trust_level, 2) where is_verified_professional;

create table verification_events (
    id bigint generated always as identity primary key,
    user_id text not null references users (id) on delete cascade,
    at timestamptz not null,
    event text not null,
    from_status text not null,
    to_status text not null,
    actor text not null,
    actor_id text references users (id) on delete restrict,
    reason text,
    constraint verification_events_actor_known check (actor in ('owner', 'moderator', 'house'))
);
create index verification_events_user_id_idx on verification_events (user_id, id desc);
create index verification_events_actor_id_idx on verification_events (actor_id) where actor_id is not null;

comment on table verification_events is 'Every change of a verification. Rows are added, never changed; they go with their person.';
comment on column verification_events.actor_id is 'The member of the team who acted.';
comment on column verification_events.reason is 'A word, or what a member of the team wrote.';

create function verification_events_are_kept() returns trigger language plpgsql as $$
begin
    raise exception 'the history of verifications is append-only';
end
$$;
comment on function verification_events_are_kept() is 'Refuses to change a row of verification_events.';
create trigger verification_events_append_only before update on verification_events
    for each row execute function verification_events_are_kept();

create table verification_reviews (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    cause text not null,
    opened_at timestamptz not null,
    closed_at timestamptz,
    decision text,
    decided_by text references users (id) on delete restrict,
    reason text,
    constraint verification_reviews_cause_known
        check (cause in ('contested', 'none', 'mismatch', 'not_found', 'refused', 'suspended')),
    constraint verification_reviews_decision_known check (decision in ('accepted', 'refused', 'withdrawn')),
    constraint verification_reviews_closed_with_decision check ((closed_at is null) = (decision is null))
);
create unique index verification_reviews_one_open_key on verification_reviews (user_id) where closed_at is null;
create index verification_reviews_user_id_idx on verification_reviews (user_id, opened_at desc);
create index verification_reviews_queue_idx on verification_reviews (opened_at, id) where closed_at is null;
create index verification_reviews_decided_by_idx on verification_reviews (decided_by) where decided_by is not null;

comment on table verification_reviews is 'What a member of the team looks at, the oldest first.';
comment on column verification_reviews.cause is 'Where the checking stood before; contested: another account holds the number, which only the team may know.';
comment on column verification_reviews.reason is 'Why it was decided so; told to the person.';

create table verification_pieces (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    review_id text not null references verification_reviews (id) on delete cascade,
    kind text not null,
    media_type text not null,
    bytes integer not null,
    sha256 bytea not null,
    file text,
    status text not null default 'uploaded',
    uploaded_at timestamptz not null,
    decided_at timestamptz,
    accepted_until date,
    constraint verification_pieces_media_type_known check (media_type in ('image/jpeg', 'application/pdf')),
    constraint verification_pieces_status_known check (status in ('uploaded', 'accepted', 'refused', 'expired')),
    constraint verification_pieces_bytes_range check (bytes > 0)
);
create index verification_pieces_user_id_idx on verification_pieces (user_id);
create index verification_pieces_review_id_idx on verification_pieces (review_id, uploaded_at);
create index verification_pieces_due_idx on verification_pieces (decided_at) where file is not null;

comment on table verification_pieces is 'Documents sent for a review. The file is sealed and goes 30 days after the decision; the row stays.';
comment on column verification_pieces.kind is 'What it is: council_registration, replacement_licence, diploma, id, other.';
comment on column verification_pieces.sha256 is 'Of the file as it was kept: proves later which document was seen.';
comment on column verification_pieces.file is 'Key of the sealed file; null once it is gone.';
