-- The log of sensitive acts. Append-only: a trigger refuses every change, and every removal of what is younger than
-- three years.

create table audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor_id text references users (id) on delete restrict,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    address text,
    before_hash bytea,
    after_hash bytea,
    reason text
);
create index audit_log_actor_id_idx on audit_log (actor_id, id desc);
create index audit_log_subject_idx on audit_log (subject_kind, subject_id, id desc);
create index audit_log_at_idx on audit_log (at);

comment on table audit_log is 'Who did what, when, from where: sensitive acts, kept three years. Rows are never changed.';
comment on column audit_log.actor_id is 'Who acted; null for the house itself or for somebody unknown.';
comment on column audit_log.action is 'domain.act_done, such as account.password_changed.';
comment on column audit_log.address is 'Address of the network, shortened to a /24 or a /48.';
comment on column audit_log.before_hash is 'SHA-256 of the state before, as JSON: proves without telling.';
comment on column audit_log.after_hash is 'SHA-256 of the state after.';
comment on column audit_log.reason is 'Why, in the words of who acted.';

create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '3 years' then
        return old;
    end if;
    raise exception 'the audit log is append-only';
end
$$;
comment on function audit_log_is_append_only() is 'Refuses to change a row of the log, or to remove one younger than three years.';

create trigger audit_log_append_only before update or delete on audit_log
    for each row execute function audit_log_is_append_only();
create trigger audit_log_no_truncate before truncate on audit_log
    for each statement execute function audit_log_is_append_only();
