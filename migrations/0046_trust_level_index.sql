-- no-transaction
create index concurrently users_trust_level_idx on users (trust_level, created_at desc, id desc);
