insert into room_requests (id, listing_id, reader_id, state, tier, project, asked_at, granted_at, ends_at)
select 'room-1', l.id, 'yann', 'granted', 2, 'v1.AAAA', now(), now(), now() + interval '60 days' from listings l limit 1;
insert into room_request_proofs (request_id, piece_id) values ('room-1', 'own-piece-1');
insert into room_events (request_id, at, event, from_state, to_state, tier, actor, actor_id) values
    ('room-1', now(), 'ask', 'requested', 'requested', 0, 'reader', 'yann'),
    ('room-1', now(), 'expire', 'granted', 'expired', 2, 'house', null);
insert into room_codes (id, user_id, subject, mark, sent_at, expires_at)
values ('code-1', 'yann', 'reader/room-1', '\x0a', now(), now() + interval '10 minutes');
insert into room_undertakings (id, listing_id, request_id, user_id, side, text_version, text_hash, accepted_at, network, browser)
select 'signed-' || s.side, r.listing_id, s.request, 'yann', s.side, '2026-11', sha256('texte'), now(), '203.0.113.0', 'Firefox sur Linux'
from room_requests r, (values ('reader', 'room-1'), ('seller', null)) as s (side, request);
insert into room_documents (media_id, may_download, pages) select id, false, 3 from listing_media limit 1;
insert into room_views (request_id, viewer_id, at, what, media_id, document_hash, page, network, browser) values
    ('room-1', 'yann', now(), 'figures', null, null, null, '203.0.113.0', 'Firefox sur Linux'),
    ('room-1', 'yann', now(), 'page', 'gone', sha256('file'), 1, '2001:db8:1::', 'Appareil inconnu');
insert into room_offers (id, request_id, number, author, author_id, content, state, made_at, answered_at) values
    ('offer-1', 'room-1', 1, 'reader', 'yann', 'v1.AAAA', 'countered', now(), now()),
    ('offer-2', 'room-1', 2, 'seller', null, 'v1.AAAA', 'open', now(), null);
