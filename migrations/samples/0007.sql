insert into letters (id, kind, user_id, recipient, content, next_attempt_at, created_at)
select 'letter-1', 'welcome', min(id), 'v1.AAAA', 'v1.AAAA', now(), now() from users;
insert into letters (id, kind, state, attempts, next_attempt_at, created_at, sent_at)
values ('letter-2', 'reset_password', 'sent', 1, now(), now(), now());
insert into letter_refusals (user_id, kind, refused_at) select min(id), 'welcome', now() from users;
