update users set department = '23', phone_shown_to = 'members', phone_consent_at = now(), public_profile = true,
    siren = '552100554' where id = (select min(id) from users);
insert into consents (id, user_id, purpose, text_version, scope, given_at)
select 'consent-1', min(id), 'phone', '2026-11', 'members', now() from users;
insert into notification_preferences (user_id, kind, channel, enabled, updated_at)
select min(id), 'favorite_changed', 'email', false, now() from users;
