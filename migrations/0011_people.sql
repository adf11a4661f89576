-- What a person says of themselves, to whom they show it, and what they want to be told.

alter table users
    add column department text references departments (code) on delete restrict,
    add column siren text,
    add column phone_shown_to text not null default 'nobody',
    add column phone_consent_at timestamptz,
    add column public_profile boolean not null default false,
    add constraint users_siren_digits check (siren ~ '^[0-9]{9}$'),
    add constraint users_phone_shown_to_known check (phone_shown_to in ('nobody', 'contacts', 'members')),
    add constraint users_phone_shown_with_consent check (phone_shown_to = 'nobody' or phone_consent_at is not null);
create index users_department_idx on users (department);

comment on column users.department is 'Code of the department of exercise.';
comment on column users.siren is 'Number of the structure (nine digits, key checked), for organisations, public bodies and agencies.';
comment on column users.phone_shown_to is 'Who may see the telephone: nobody, people in conversation with its owner, every member.';
comment on column users.phone_consent_at is 'When its owner agreed to that; see consents for the history.';
comment on column users.public_profile is 'Whether the person wants a page of their own that anyone may read.';

create table consents (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    purpose text not null,
    text_version text not null,
    scope text not null,
    given_at timestamptz not null,
    withdrawn_at timestamptz,
    constraint consents_purpose_known check (purpose in ('phone')),
    constraint consents_ordered check (withdrawn_at is null or withdrawn_at >= given_at)
);
create index consents_user_id_idx on consents (user_id, purpose, given_at desc);

comment on table consents is 'What a person agreed to, in which words, when, and when they took it back.';
comment on column consents.text_version is 'Version of the sentence that was shown.';
comment on column consents.scope is 'How far: for a telephone, to whom it is shown.';

create table notification_preferences (
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    channel text not null,
    enabled boolean not null,
    updated_at timestamptz not null,
    primary key (user_id, kind, channel),
    constraint notification_preferences_channel_known check (channel in ('in_app', 'email', 'push'))
);

comment on table notification_preferences is 'Departures from the defaults, per kind and channel.';
