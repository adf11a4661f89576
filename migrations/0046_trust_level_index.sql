-- Staff: people by their level of trust.
create index users_trust_level_idx on users (trust_level, created_at desc, id desc);
