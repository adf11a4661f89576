insert into key_encryption_keys (kek_id, check_value, created_at) values (1, '\x0011223344556677', now());
insert into data_keys (id, scope, scope_id, purpose, wrapped, kek_id, created_at)
values ('01990000-0000-7000-8000-000000000001', 'person', 'camille', 'fields', '\x0100010203', 1, now());
insert into data_keys (id, scope, scope_id, purpose, created_at, destroyed_at)
values ('01990000-0000-7000-8000-000000000002', 'person', 'gone', 'fields', now(), now());
