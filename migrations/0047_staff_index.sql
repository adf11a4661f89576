-- Moderation: the few who may decide.
create index users_staff_idx on users (id) where role <> 'user';
