insert into conversations (id, listing_id, participant_1_id, participant_2_id, last_message_at, last_message_content)
values ('conversation-1', 'cession', 'ines', 'camille', '2026-03-05T09:00:00Z', 'sealed');
insert into conversations (id, participant_1_id, participant_2_id) values ('conversation-2', 'paul', 'camille');
insert into messages (id, conversation_id, sender_id, recipient_id, listing_id, content, is_read) values
    ('message-1', 'conversation-1', 'ines', 'camille', 'cession', 'sealed', true),
    ('message-2', 'conversation-1', 'camille', 'ines', 'cession', 'sealed', false);
insert into favorites (id, user_id, listing_id) values ('favorite-1', 'ines', 'cession');
insert into saved_searches (id, user_id, name, search_criteria)
values ('search-1', 'ines', 'Creuse', '{"type": "transfer", "department": "23"}');
insert into alert_notifications (id, saved_search_id, listing_id, user_id, sent_at, email_sent)
values ('alert-1', 'search-1', 'cession', 'ines', '2026-03-02T09:00:00Z', true);
insert into notifications (id, user_id, type, title, data, is_read, read_at, link) values
    ('notification-1', 'camille', 'new_message', 'Nouveau message', '{"conversation": "conversation-1"}', true,
     '2026-03-05T10:00:00Z', '/messages/conversation-1'),
    ('notification-2', 'paul', 'listing_published', 'Votre annonce est en ligne', null, false, null, null);
