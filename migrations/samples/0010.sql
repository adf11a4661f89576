insert into totp_secrets (user_id, secret, created_at, confirmed_at, last_step)
select min(id), 'v1.AAAA', now(), now(), 59000000 from users;
insert into recovery_codes (id, user_id, mark, created_at, used_at)
select 'recovery-1', min(id), encode(sha256('7k2m-q9xd-0000-abcd'), 'hex'), now(), now() from users;
insert into passkeys (id, user_id, name, credential_id, credential, created_at)
select 'passkey-1', min(id), 'Téléphone de Claire', '\x00ff', '{}', now() from users;
