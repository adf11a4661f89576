-- Privacy: leaving, the export of one's data, the legal log, what the retention jobs did.

alter table users
    add column closing_at timestamptz,
    add column erased_at timestamptz;
create index users_quiet_idx on users ((coalesce(last_seen_at, created_at)), id) where erased_at is null;

comment on column users.closing_at is 'When the account will be erased, while its owner may still undo it: meanwhile nothing of it is public.';
comment on column users.erased_at is 'When the account was erased: the row stays for what others rest on, and says nothing of the person.';

alter table listings add column forgotten_at timestamptz;
create index listings_to_forget_idx on listings ((coalesce(deleted_at, updated_at))) where forgotten_at is null;

comment on column listings.forgotten_at is 'When what its owner wrote was erased: type, trade, department and figures stay.';

create table account_closures (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    cause text not null,
    asked_at timestamptz not null,
    due_at timestamptz not null,
    reminded_at timestamptz,
    paused_listings text[] not null default '{}',
    ended_at timestamptz,
    outcome text,
    constraint account_closures_cause_known check (cause in ('asked', 'inactive')),
    constraint account_closures_outcome_known check (outcome in ('undone', 'done')),
    constraint account_closures_ended_has_outcome check ((ended_at is null) = (outcome is null)),
    constraint account_closures_due_later check (due_at > asked_at)
);
create unique index account_closures_open_unique on account_closures (user_id) where ended_at is null;
create index account_closures_user_id_idx on account_closures (user_id);
create index account_closures_due_idx on account_closures (due_at) where ended_at is null;
create index account_closures_ended_idx on account_closures (ended_at) where ended_at is not null;

comment on table account_closures is 'Accounts on their way out: asked by their owner, or without a sign of life.';
comment on column account_closures.cause is 'asked: by the owner, 15 days to undo; inactive: nothing for two years, two letters before.';
comment on column account_closures.asked_at is 'When the owner asked, or the first warning was written.';
comment on column account_closures.due_at is 'From this moment the account is erased: midnight in Paris after the last day to undo.';
comment on column account_closures.reminded_at is 'When the second warning was written.';
comment on column account_closures.paused_listings is 'Listings that were online and wait: undoing brings them back.';
comment on column account_closures.outcome is 'undone, or done: the account is erased.';

create table data_exports (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    state text not null default 'asked',
    steps_done smallint not null default 0,
    steps_all smallint not null,
    asked_at timestamptz not null,
    ready_at timestamptz,
    expires_at timestamptz,
    file text,
    size_bytes bigint,
    constraint data_exports_state_known check (state in ('asked', 'ready', 'failed')),
    constraint data_exports_steps_ordered check (steps_done between 0 and steps_all),
    constraint data_exports_ready_is_whole check (
        state <> 'ready'
        or (ready_at is not null and expires_at > ready_at and file is not null and size_bytes is not null)
    )
);
create unique index data_exports_one_at_a_time on data_exports (user_id) where state = 'asked';
create index data_exports_user_id_idx on data_exports (user_id, asked_at desc);
create index data_exports_expires_at_idx on data_exports (expires_at) where expires_at is not null;

comment on table data_exports is 'Copies of everything about a person, asked by that person; made by a job, gone after seven days.';
comment on column data_exports.steps_done is 'Parts gathered so far: what the page shows as progress.';
comment on column data_exports.file is 'Key in the file storage; the file is sealed under the key of the person.';
comment on column data_exports.size_bytes is 'Size of the archive in clear.';

create table file_removals (
    key text primary key,
    asked_at timestamptz not null
);

comment on table file_removals is 'Files that no row names any more, noted in the transaction that forgot them; a job removes them, then their line.';
comment on column file_removals.key is 'Key in the file storage.';

create table legal_log (
    id text primary key,
    at timestamptz not null,
    person_id text not null,
    kind text not null,
    fact text not null,
    email_mark bytea,
    content text not null,
    kept_until timestamptz,
    constraint legal_log_kind_known check (kind in ('identity', 'account', 'connection')),
    constraint legal_log_fact_shape check (fact ~ '^[a-z][a-z_]*$'),
    constraint legal_log_connection_is_dated check (kind <> 'connection' or kept_until is not null)
);
create index legal_log_person_id_idx on legal_log (person_id, at);
create index legal_log_email_mark_idx on legal_log (email_mark) where email_mark is not null;
create index legal_log_kept_until_idx on legal_log (kept_until) where kept_until is not null;

comment on table legal_log is 'What the law has hosts keep (LCEN art. 6, décret 2021-1362), apart from everything else and sealed under the key of the house. Read by command alone.';
comment on column legal_log.person_id is 'users.id, without a foreign key: the log outlives the account.';
comment on column legal_log.kind is 'identity (civil identity: 5 years after closure), account (1 year after closure), connection (source of an act: 1 year).';
comment on column legal_log.fact is 'What happened, such as signed_up, address_changed, closed.';
comment on column legal_log.email_mark is 'Blind index of the e-mail address, to find the lines of somebody who is gone.';
comment on column legal_log.content is 'JSON, sealed under the key of the house.';
comment on column legal_log.kept_until is 'Null while the account lives, for identity and account.';

create function legal_log_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.kept_until < now() then
        return old;
    end if;
    -- Closing an account says until when its lines are kept: once, and nothing else of them changes.
    if tg_op = 'UPDATE' and old.kept_until is null and new.kept_until is not null
        and (new.id, new.at, new.person_id, new.kind, new.fact, new.content)
            = (old.id, old.at, old.person_id, old.kind, old.fact, old.content)
        and new.email_mark is not distinct from old.email_mark then
        return new;
    end if;
    raise exception 'the legal log is append-only';
end
$$;
comment on function legal_log_is_append_only() is 'Refuses to change a line of the legal log but for the end of its keeping, or to remove one before that end.';

create trigger legal_log_append_only before update or delete on legal_log
    for each row execute function legal_log_is_append_only();
create trigger legal_log_no_truncate before truncate on legal_log
    for each statement execute function legal_log_is_append_only();

create table retention_runs (
    id bigint generated always as identity primary key,
    rule text not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    removed bigint not null default 0,
    left_due bigint not null default 0,
    error text,
    constraint retention_runs_counts_range check (removed >= 0 and left_due >= 0)
);
create index retention_runs_rule_idx on retention_runs (rule, started_at desc);
create index retention_runs_started_at_idx on retention_runs (started_at);

comment on table retention_runs is 'What each rule of retention did, run by run; the team reads the last of each.';
comment on column retention_runs.rule is 'Code of the rule, in the words of the program.';
comment on column retention_runs.removed is 'Rows removed, emptied or pseudonymised.';
comment on column retention_runs.left_due is 'Rows that were due and are still there, for the next run.';
comment on column retention_runs.error is 'Why it stopped, without personal data.';
