insert into pieces (id, user_id, kind, naming, media_type, bytes, content_mark, file, expires_on, added_at, updated_at)
values ('own-piece-1', 'yann', 'rcp', 'v1.AAAA', 'application/pdf', 1200, '\x0a', 'vault/1', current_date + 30, now(), now());
insert into piece_reminders (piece_id, expires_on, days_before, reminded_at)
values ('own-piece-1', current_date + 30, 30, now());
insert into piece_shares (id, user_id, reader, token_mark, may_download, created_at, expires_at)
values ('share-1', 'yann', 'v1.AAAA', '\x0b', true, now(), now() + interval '7 days');
insert into piece_share_items (share_id, piece_id) values ('share-1', 'own-piece-1');
insert into piece_openings (user_id, share_id, piece_id, at, act, network, browser) values
    ('yann', 'share-1', null, now(), 'page', '203.0.113.0', 'Firefox sur Linux'),
    ('yann', 'share-1', 'own-piece-1', now(), 'viewed', '2001:db8:1::', 'Appareil inconnu');
