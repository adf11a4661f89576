insert into access_tokens (id, user_id, name, scopes, secret_mark, created_at, expires_at, last_used_at, minute_began_at, minute_count, day_began_at, day_count)
select 'token-1', min(id), 'Logiciel de la structure', '{listings:read,listings:write}', sha256('dnx_sample'), now(), now() + interval '90 days', now(), now(), 1, now(), 1 from users;
insert into idempotency_keys (token_id, key, request_hash, status, headers, body, created_at)
values ('token-1', 'annonce-2026-001', sha256('POST'), 201, '{"location": "/api/v1/me/listings/1"}', '{}', now());
insert into listing_imports (id, user_id, listing_type, file_name, columns, publishes, state, created_at, started_at, ended_at)
select 'import-1', min(id), 'replacement', 'remplacements.csv', '["reference", "titre"]', true, 'done', now(), now(), now() from users;
insert into listing_import_lines (import_id, line, cells, state, problems, listing_id)
select 'import-1', 2, '["R-1", "Remplacement à Guéret"]', 'published', '[]', min(id) from listings;
insert into listing_import_lines (import_id, line, cells, state, problems)
values ('import-1', 3, '["R-2", ""]', 'wrong', '[{"field": "titre", "message": "10 caractères au moins."}]');
insert into listing_import_marks (user_id, mark, listing_id, created_at)
select min(u.id), 'ref:R-1', min(l.id), now() from users u, listings l;
