-- Accounts: trust, sessions that know how they were opened, known browsers, counters of attempts.
-- The tables users, sessions, accounts and verifications keep the shape that they have always had; columns are added.

alter table users
    add column trust_level smallint not null default 0,
    add column terms_version text,
    add column terms_accepted_at timestamptz,
    add column certified_professional_at timestamptz,
    add column last_seen_at timestamptz,
    add constraint users_trust_level_known check (trust_level between 0 and 3);

comment on column users.trust_level is '0 address confirmed, 1 number declared, 2 matched with the directory, 3 identity proved.';
comment on column users.terms_version is 'Version of the terms of use that was accepted last.';
comment on column users.terms_accepted_at is 'When that version was accepted.';
comment on column users.certified_professional_at is 'When the person certified to be a health professional or to act for one.';
comment on column users.last_seen_at is 'Last sign of life, to the hour: accounts without any for two years are closed.';

alter table sessions
    add column remembered boolean not null default true,
    add column second_factor_at timestamptz,
    add column confirmed_at timestamptz,
    add column last_seen_at timestamptz,
    add column acting_staff_id text references users (id) on delete cascade,
    add column acting_reason text,
    add constraint sessions_acting_has_reason check ((acting_staff_id is null) = (acting_reason is null));
create index sessions_acting_staff_id_idx on sessions (acting_staff_id) where acting_staff_id is not null;

comment on column sessions.remembered is 'Whether the person asked to stay signed in: 7 days, else 1 day.';
comment on column sessions.second_factor_at is 'When a second factor was shown in this session; staff pages ask for it.';
comment on column sessions.confirmed_at is 'When the person last proved who they are; sensitive acts ask for a recent proof.';
comment on column sessions.last_seen_at is 'Last request, to five minutes.';
comment on column sessions.acting_staff_id is 'The member of staff who looks at the site as this person, without any right to change a thing.';
comment on column sessions.acting_reason is 'Why they look, in their words; told to the person.';

create table known_devices (
    user_id text not null references users (id) on delete cascade,
    device bytea not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (user_id, device)
);

comment on table known_devices is 'Browsers that a person has signed in from: a new one is told by letter.';
comment on column known_devices.device is 'SHA-256 of the identifier that the browser keeps in a cookie.';

create table attempts (
    subject text primary key,
    failures integer not null,
    began_at timestamptz not null,
    constraint attempts_failures_positive check (failures > 0)
);
create index attempts_began_at_idx on attempts (began_at);

comment on table attempts is 'Failed tries within the current window, per account and per address of the network. Swept by a job.';
comment on column attempts.subject is 'What is counted, then a keyed mark of the account or address: neither can be read here.';
comment on column attempts.began_at is 'Start of the window.';

create index accounts_provider_user_idx on accounts (user_id, provider_id);
