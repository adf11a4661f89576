-- no-transaction
create index concurrently audit_log_authorities_told_idx on audit_log (at) where action = 'moderation.authorities_told';
