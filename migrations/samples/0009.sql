insert into audit_log (at, actor_id, action, subject_kind, subject_id, address, after_hash, reason)
select now(), min(id), 'account.password_changed', 'user', min(id), '203.0.113.0', '\x00ff', null from users;
