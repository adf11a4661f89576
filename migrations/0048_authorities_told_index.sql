-- Transparency: what the authorities were told, among all lines of the log.
create index audit_log_authorities_told_idx on audit_log (at) where action = 'moderation.authorities_told';
