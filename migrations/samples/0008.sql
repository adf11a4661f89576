update users set trust_level = 2, terms_version = '2026-11', terms_accepted_at = now(), last_seen_at = now()
where id = (select min(id) from users);
insert into known_devices (user_id, device, first_seen_at, last_seen_at)
select min(id), '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', now(), now() from users;
insert into attempts (subject, failures, began_at) values ('sign-in/account/0f0f', 2, now());
