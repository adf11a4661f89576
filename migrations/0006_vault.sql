-- Keys of sealed columns. The database holds data keys only wrapped; what unwraps them lives elsewhere.

create table key_encryption_keys (
    kek_id smallint primary key,
    check_value bytea not null,
    created_at timestamptz not null,
    retired_at timestamptz,
    constraint key_encryption_keys_positive check (kek_id > 0)
);

comment on table key_encryption_keys is 'Which key-encryption keys this database has met. The keys themselves are never here.';
comment on column key_encryption_keys.check_value is 'Recognises the key without telling it: a wrong key is refused at start.';
comment on column key_encryption_keys.retired_at is 'From this moment no new data key is wrapped by it; a rotation sets it.';

create table data_keys (
    id uuid primary key,
    scope text not null,
    scope_id text not null,
    purpose text not null,
    wrapped bytea,
    kek_id smallint references key_encryption_keys (kek_id) on delete restrict,
    created_at timestamptz not null,
    destroyed_at timestamptz,
    constraint data_keys_scope_known check (scope in ('person', 'house')),
    constraint data_keys_purpose_known check (purpose in ('fields', 'marks')),
    constraint data_keys_gone_when_destroyed
        check ((destroyed_at is null) = (wrapped is not null) and (wrapped is null) = (kek_id is null))
);
create unique index data_keys_scope_unique on data_keys (scope, scope_id, purpose) where destroyed_at is null;
create index data_keys_kek_id_idx on data_keys (kek_id);

comment on table data_keys is 'One key per person (and a few of the house), wrapped. Destroying the row''s key makes all that it sealed unreadable, in backups of other tables too.';
comment on column data_keys.scope is 'Whose: a person or the house.';
comment on column data_keys.scope_id is 'users.id of the person, empty for the house. No foreign key: the key may outlive or predate the row.';
comment on column data_keys.purpose is 'fields: seals values; marks: makes blind indexes, form tokens, signed links.';
comment on column data_keys.wrapped is 'The key under its key-encryption key; null once destroyed.';
