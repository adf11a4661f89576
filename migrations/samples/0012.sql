update users set closing_at = now() + interval '15 days' where id = (select min(id) from users);
insert into account_closures (id, user_id, cause, asked_at, due_at)
select 'closure-1', min(id), 'asked', now(), now() + interval '15 days' from users;
insert into data_exports (id, user_id, state, steps_done, steps_all, asked_at, ready_at, expires_at, file, size_bytes)
select 'export-1', min(id), 'ready', 8, 8, now(), now(), now() + interval '7 days', 'exports/export-1', 20480 from users;
insert into file_removals (key, asked_at) values ('avatars/00112233445566778899aabbccddeeff.jpg', now());
insert into legal_log (id, at, person_id, kind, fact, email_mark, content)
select 'legal-1', now(), min(id), 'identity', 'signed_up', '\x00ff', 'v1.AAAA' from users;
insert into legal_log (id, at, person_id, kind, fact, content, kept_until)
select 'legal-2', now(), min(id), 'connection', 'signed_up', 'v1.AAAA', now() + interval '1 year' from users;
insert into retention_runs (rule, started_at, ended_at, removed) values ('sessions', now(), now(), 12);
