-- The second factor: codes of an application, recovery codes, passkeys.

create table totp_secrets (
    user_id text primary key references users (id) on delete cascade,
    secret text not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint,
    constraint totp_secrets_step_after_confirmation check (last_step is null or confirmed_at is not null)
);

comment on table totp_secrets is 'The secret that a person shares with the application of their telephone (RFC 6238: SHA-1, 30 s, 6 digits).';
comment on column totp_secrets.secret is 'Sealed under the key of the person; 20 bytes in clear.';
comment on column totp_secrets.confirmed_at is 'When a first code proved that the application knows the secret; none: shown, not yet in force.';
comment on column totp_secrets.last_step is 'Number of the last half-minute whose code was used: a code serves once.';

create table recovery_codes (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    mark text not null,
    created_at timestamptz not null,
    used_at timestamptz,
    constraint recovery_codes_mark_is_sha256 check (mark ~ '^[0-9a-f]{64}$'),
    constraint recovery_codes_once unique (user_id, mark)
);

comment on table recovery_codes is 'Codes that replace the second factor, once each; ten are made at a time, new ones replace the old.';
comment on column recovery_codes.mark is 'SHA-256 of the code, in hexadecimal: 80 bits of chance need no salt.';
comment on column recovery_codes.used_at is 'When it served.';

create table passkeys (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    name text not null,
    credential_id bytea not null,
    credential jsonb not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    constraint passkeys_credential_id_unique unique (credential_id),
    constraint passkeys_name_short check (char_length(name) between 1 and 60)
);
create index passkeys_user_id_idx on passkeys (user_id);

comment on table passkeys is 'Public halves of passkeys (WebAuthn). The private halves never leave the devices of people.';
comment on column passkeys.name is 'What the person calls it.';
comment on column passkeys.credential_id is 'Chosen by the device; it names the passkey when someone signs in with it.';
comment on column passkeys.credential is 'Public key, counter and flags, as the library webauthn-rs writes them.';
comment on column passkeys.last_used_at is 'When it last opened a session.';
