update users set barred_at = now(), barred_until = now() + interval '7 days', profile_hidden_at = now(), kind_set_at = now() where id = 'yann';
update listings set reduced_at = now();
update listing_media set state = 'withheld' where state = 'ready';
insert into screening_versions (id, number, state, rules, note, changed_by, changed_at, tried_at, tried_mark, tried_listings, tried_found, activated_by, activated_at)
select 'rules-1', 1, 'active', '[{"kind": "word", "text": "bitcoin", "why": "Escroqueries"}]', 'Premières règles', min(id), now(), now(), sha256('x'), 120, 3, min(id), now() from users;
insert into screening_flags (listing_id, rule, words, version, at) select min(id), 'bitcoin', 'Bitcoin', 1, now() from listings;
insert into listing_fingerprints (listing_id, simhash, made_at) select id, -81985529216486896, now() from listings;
insert into moderation_notices (id, subject_kind, subject_id, subject_owner, address, reason, explanation, notifier, status, received_at, status_since)
select 'notice-1', 'listing', min(l.id), min(l.user_id), 'https://doctonext.example/annonces/1', 'scam', 'On demande un virement avant toute visite.', 'v1.AAAA', 'accepted', now(), now() from listings l;
insert into moderation_notice_events (notice_id, at, event, from_status, to_status, actor, actor_id)
select 'notice-1', now(), 'open', 'received', 'under_review', 'moderator', min(id) from users;
insert into moderation_decisions (id, notice_id, subject_kind, subject_id, subject_title, user_id, action, ground, facts, found_by, days, ends_at, state, undo, decided_by, decided_at)
select 'decision-1', 'notice-1', 'listing', 'l', 'Cabinet', min(id), 'reduce_visibility', 'r2', 'Un virement est demandé avant la visite.', 'notice', 7, now(), 'ended', '{}', max(id), now() from users;
insert into moderation_appeals (id, decision_id, party, words, made_at, outcome, reason, decided_by, decided_at)
select 'appeal-1', 'decision-1', 'author', 'Aucun virement n’est demandé.', now(), 'reversed', 'Le texte a été mal lu.', min(id), now() from users;
insert into moderation_locks (item, held_by, taken_at, until) select 'notice/notice-1', min(id), now(), now() + interval '15 minutes' from users;
