-- no-transaction
create index concurrently users_staff_idx on users (id) where role <> 'user';
