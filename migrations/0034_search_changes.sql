-- Search: which listings of the projection changed, for indexes that are derived from it in memory.

-- The notice listing_search_changed says that something changed; these rows say what. A reader remembers the oldest
-- transaction that was open when it last looked, and reads from there on: whatever commits later has a number at
-- least as high, in whichever order commits come.
create table listing_search_changes (
    seq bigint generated always as identity primary key,
    lid bigint,
    changed_in xid8 not null default pg_current_xact_id(),
    changed_at timestamptz not null default now()
);

create index listing_search_changes_changed_in_idx on listing_search_changes (changed_in);
create index listing_search_changes_changed_at_idx on listing_search_changes (changed_at);

comment on table listing_search_changes is 'What changed in listing_search, for a day: readers that were away longer read the projection anew. Written by triggers alone, swept by a job.';
comment on column listing_search_changes.seq is 'Tells rows apart; not the order of commits.';
comment on column listing_search_changes.lid is 'The row of listing_search that came, changed or went; null when there were too many to name.';
comment on column listing_search_changes.changed_in is 'The transaction.';
comment on column listing_search_changes.changed_at is 'The hour of the database, to sweep by.';

create function note_listing_search() returns trigger language plpgsql set search_path = public as $$
declare
    changed bigint[];
begin
    if tg_op = 'INSERT' then
        changed := array(select lid from added limit 10001);
    elsif tg_op = 'DELETE' then
        changed := array(select lid from removed limit 10001);
    elsif tg_op = 'UPDATE' then
        changed := array(select lid from added union select lid from removed limit 10001);
    end if;
    if tg_op = 'TRUNCATE' or cardinality(changed) > 10000 then
        insert into listing_search_changes (lid) values (null);
    else
        insert into listing_search_changes (lid) select unnest(changed);
    end if;
    return null;
end
$$;
comment on function note_listing_search() is 'Names the changed rows of listing_search in listing_search_changes.';

create trigger listing_search_noted_on_insert after insert on listing_search
    referencing new table as added for each statement execute function note_listing_search();
create trigger listing_search_noted_on_update after update on listing_search
    referencing old table as removed new table as added for each statement execute function note_listing_search();
create trigger listing_search_noted_on_delete after delete on listing_search
    referencing old table as removed for each statement execute function note_listing_search();
create trigger listing_search_noted_on_truncate after truncate on listing_search
    for each statement execute function note_listing_search();

-- What is over is taken out of the counts before the job has noted it: there are few such rows at a time.
create index listing_search_expires_at_idx on listing_search (expires_at);
