-- The documents that a person keeps for themselves: the pieces, whom they are shown to, who opened them.

create table pieces (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    naming text not null,
    media_type text not null,
    bytes integer not null,
    content_mark bytea not null,
    file text not null,
    expires_on date,
    added_at timestamptz not null,
    updated_at timestamptz not null,
    constraint pieces_kind_known check (kind in (
        'rcp', 'replacement_licence', 'diploma', 'council_registration', 'cv', 'cps_card', 'id', 'company_registration',
        'bank_details', 'urssaf', 'other'
    )),
    constraint pieces_media_type_known check (media_type in ('image/jpeg', 'application/pdf')),
    constraint pieces_bytes_range check (bytes > 0),
    constraint pieces_content_once_key unique (user_id, content_mark),
    constraint pieces_file_key unique (file)
);
create index pieces_expires_on_idx on pieces (expires_on) where expires_on is not null;

comment on table pieces is 'The documents of a person’s own vault. They are theirs: the team has no way to them.';
comment on column pieces.naming is 'Sealed: name of the file as it was given, and what its owner calls it.';
comment on column pieces.bytes is 'Size of the file before it is sealed.';
comment on column pieces.content_mark is 'Keyed checksum of the file: the same one is kept once.';
comment on column pieces.file is 'Key of the sealed file.';
comment on column pieces.expires_on is 'Last day on which the document holds, in Paris; null when it has none.';

create table piece_reminders (
    piece_id text not null references pieces (id) on delete cascade,
    expires_on date not null,
    days_before smallint not null,
    reminded_at timestamptz not null,
    primary key (piece_id, expires_on, days_before),
    constraint piece_reminders_days_before_known check (days_before in (7, 30))
);

comment on table piece_reminders is 'Reminders that were made: each once for a document, a date and a delay.';

create table piece_shares (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    reader text not null,
    token_mark bytea not null,
    may_download boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz,
    constraint piece_shares_token_mark_key unique (token_mark),
    constraint piece_shares_ordered check (expires_at > created_at)
);
create index piece_shares_user_id_idx on piece_shares (user_id, created_at desc);
create index piece_shares_ended_idx on piece_shares (least(expires_at, revoked_at));

comment on table piece_shares is 'Links by which a person shows documents to somebody without an account, until they end or are taken back.';
comment on column piece_shares.reader is 'Sealed: for whom, in the words of the owner.';
comment on column piece_shares.token_mark is 'SHA-256 of the secret in the link; the secret itself is kept nowhere.';
comment on column piece_shares.may_download is 'Whether the page offers to keep a copy; looking is always possible.';

create table piece_share_items (
    share_id text not null references piece_shares (id) on delete cascade,
    piece_id text not null references pieces (id) on delete cascade,
    primary key (share_id, piece_id)
);
create index piece_share_items_piece_id_idx on piece_share_items (piece_id);

comment on table piece_share_items is 'The documents of a link. One that is replaced stays; one that is deleted leaves.';

create table piece_openings (
    id bigint generated always as identity primary key,
    user_id text not null references users (id) on delete cascade,
    share_id text not null references piece_shares (id) on delete cascade,
    piece_id text references pieces (id) on delete set null,
    at timestamptz not null,
    act text not null,
    network text not null,
    browser text not null,
    constraint piece_openings_act_known check (act in ('page', 'viewed', 'downloaded'))
);
create index piece_openings_user_id_idx on piece_openings (user_id, id desc);
create index piece_openings_share_id_idx on piece_openings (share_id);
create index piece_openings_piece_id_idx on piece_openings (piece_id) where piece_id is not null;
create index piece_openings_at_idx on piece_openings (at);

comment on table piece_openings is 'Who opened what by a link, for the owner alone. Swept after a year.';
comment on column piece_openings.piece_id is 'Null for the page of the link, and once the document is deleted.';
comment on column piece_openings.network is 'Address of the network, shortened to a /24 or a /48.';
comment on column piece_openings.browser is 'Browser and system by their names, as far as they tell.';
