insert into contract_templates (id, name, profession, contract_type, template_content, fields_schema) values
    ('template-1', 'Cession de patientèle', 'doctor', 'transfer', 'Entre {{sender}} et {{recipient}}', '{}'),
    ('template-2', 'Confidentialité', null, 'nda', 'Entre {{sender}} et {{recipient}}', null);
insert into contracts (id, listing_id, sender_id, recipient_id, contract_type, template_id, status, payment_status,
    payment_intent_id, signed_at)
values
    ('contract-1', 'cession', 'camille', 'ines', 'transfer', 'template-1', 'signed', 'paid', 'payment-1',
     '2026-04-01T12:00:00Z'),
    ('contract-2', 'collaboration', 'paul', 'camille', 'nda', null, 'draft', 'unpaid', null, null);
insert into blog_articles (id, title, slug, content, author_id, is_published, tags, published_at) values
    ('article-1', 'Céder son cabinet', 'ceder-son-cabinet', 'Par où commencer.', 'camille', true,
     array['procedures'], '2026-02-01T08:00:00Z'),
    ('article-2', 'À venir', 'a-venir', 'Brouillon.', null, false, null, null);
insert into listing_analytics (id, listing_id, event_type, user_id, ip_address) values
    ('event-1', 'cession', 'view', null, '203.0.113.0'),
    ('event-2', 'cession', 'favorite', 'ines', null);
