-- Programs that publish: personal access tokens, answers kept for repeated requests, imports of files.

create table access_tokens (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    name text not null,
    scopes text[] not null,
    secret_mark bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    minute_began_at timestamptz,
    minute_count integer not null default 0,
    day_began_at timestamptz,
    day_count integer not null default 0,
    constraint access_tokens_secret_mark_unique unique (secret_mark),
    constraint access_tokens_secret_mark_length check (length(secret_mark) = 32),
    constraint access_tokens_scopes_known check (scopes <@ array['listings:read', 'listings:write', 'alerts', 'stats']),
    constraint access_tokens_counts_range check (minute_count >= 0 and day_count >= 0)
);
create index access_tokens_user_id_idx on access_tokens (user_id, created_at);
create index access_tokens_expires_at_idx on access_tokens (expires_at);

comment on table access_tokens is 'Personal access tokens of the API. A token that is revoked is deleted; the log of acts says so.';
comment on column access_tokens.name is 'What its owner calls it.';
comment on column access_tokens.scopes is 'What it may do: listings:read, listings:write, alerts, stats.';
comment on column access_tokens.secret_mark is 'SHA-256 of the token. The token itself is kept nowhere.';
comment on column access_tokens.last_used_at is 'Last request, to the minute.';
comment on column access_tokens.minute_began_at is 'When the current minute of counting began.';
comment on column access_tokens.minute_count is 'Requests of that minute.';
comment on column access_tokens.day_began_at is 'When the current 24 hours of counting began.';
comment on column access_tokens.day_count is 'Requests of those 24 hours.';

create table idempotency_keys (
    token_id text not null references access_tokens (id) on delete cascade,
    key text not null,
    request_hash bytea not null,
    status smallint,
    headers jsonb,
    body text,
    created_at timestamptz not null,
    primary key (token_id, key),
    constraint idempotency_keys_key_length check (length(key) between 1 and 200),
    constraint idempotency_keys_request_hash_length check (length(request_hash) = 32)
);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);

comment on table idempotency_keys is 'Answers to requests that carried an Idempotency-Key, for 24 hours: the same request is answered the same and done once.';
comment on column idempotency_keys.request_hash is 'SHA-256 of verb, address and body: the same key for another request is refused.';
comment on column idempotency_keys.status is 'HTTP status of the answer; written in the transaction that does what was asked.';
comment on column idempotency_keys.headers is 'Location and ETag of the answer.';
comment on column idempotency_keys.body is 'JSON of the answer.';

create table listing_imports (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    listing_type text not null,
    file_name text not null,
    columns jsonb not null,
    publishes boolean not null default false,
    state text not null default 'checked',
    created_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    constraint listing_imports_listing_type_known
        check (listing_type in ('transfer', 'replacement', 'collaboration', 'availability')),
    constraint listing_imports_state_known check (state in ('checked', 'running', 'done'))
);
create index listing_imports_user_id_idx on listing_imports (user_id, created_at desc);

comment on table listing_imports is 'A file of listings that an organisation sent: checked, then imported by a job. Swept 30 days after its end.';
comment on column listing_imports.file_name is 'As the browser named it.';
comment on column listing_imports.columns is 'The first line of the file: an array of texts.';
comment on column listing_imports.publishes is 'Whether lines that are ready are published, or kept as drafts.';
comment on column listing_imports.state is 'checked: shown, nothing done; running: asked for; done.';

create table listing_import_lines (
    import_id text not null references listing_imports (id) on delete cascade,
    line integer not null,
    cells jsonb not null,
    state text not null,
    problems jsonb not null default '[]',
    listing_id text references listings (id) on delete set null,
    primary key (import_id, line),
    constraint listing_import_lines_state_known
        check (state in ('ready', 'wrong', 'known', 'drafted', 'updated', 'published', 'reviewed', 'held'))
);
create index listing_import_lines_waiting_idx on listing_import_lines (import_id, line) where state = 'ready';
create index listing_import_lines_listing_id_idx on listing_import_lines (listing_id) where listing_id is not null;

comment on table listing_import_lines is 'The lines of a file that is imported, each with what became of it.';
comment on column listing_import_lines.line is 'Number of the line in the file, its first line being 1.';
comment on column listing_import_lines.cells is 'As they were sent: an array of texts.';
comment on column listing_import_lines.state is 'ready: will be imported; wrong: to mend; known: imported before. Then drafted, updated, published, reviewed (by a person first), held (a draft that could not go online).';
comment on column listing_import_lines.problems is 'What is to mend: an array of {field, message}, in French.';

create table listing_import_marks (
    user_id text not null references users (id) on delete cascade,
    mark text not null,
    listing_id text not null references listings (id) on delete cascade,
    created_at timestamptz not null,
    primary key (user_id, mark)
);
create index listing_import_marks_listing_id_idx on listing_import_marks (listing_id);

comment on table listing_import_marks is 'By what a line of a file is recognised when it comes again: nothing is imported twice.';
comment on column listing_import_marks.mark is 'ref: and the reference that the organisation gave, or line: and the SHA-256 of the line.';
