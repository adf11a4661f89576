update users set rpps_mark = '\x00112233445566778899aabbccddeeff', exercise_family_name = 'Le Guen-O’Brien',
    exercise_given_name = 'Yann', verification_status = 'proved', trust_level = 3, is_verified_professional = true,
    verified_at = now(), verified_until = current_date, verification_checked_at = now(), verification_paused = '{a}'
where id = 'yann';
insert into verification_events (user_id, at, event, from_status, to_status, actor, reason)
values ('yann', now(), 'answer', 'checking', 'mismatch', 'house', 'family_name');
insert into verification_reviews (id, user_id, cause, opened_at, closed_at, decision, decided_by, reason)
select 'review-1', 'yann', 'mismatch', now(), now(), 'accepted', min(id), 'Attestation de l’Ordre' from users;
insert into verification_pieces (id, user_id, review_id, kind, media_type, bytes, sha256, file, status, uploaded_at, decided_at)
values ('piece-1', 'yann', 'review-1', 'council_registration', 'application/pdf', 1200,
        '\x00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'pieces/1', 'accepted', now(), now());
