//! Claire, of whom every table knows something.

use bytes::Bytes;

use crate::{
    letters::{self, Kind, Letter, Recipient},
    sealing::{Place, Scope},
    testing::{Browser, World, claires_practice},
};

/// Words that must be nowhere once she is gone.
pub(super) const PLANTED: [&str; 7] = [
    "claire@example.org",
    "Claire",
    "Vingt ans de médecine rurale",
    "3 rue des Lilas",
    "Cabinet de médecine générale à Guéret",
    "+33612345678",
    "cus_claire",
];
/// The key of her picture.
pub(super) const PICTURE: &str = "avatars/00112233445566778899aabbccddeeff.jpg";

/// A world where Claire has used everything there is, and Paul beside her.
pub(super) async fn claire_everywhere(world: &World) -> Browser<'_> {
    let browser = world.sign_up("claire").await;
    world.sign_up("paul").await;
    world.publish([claires_practice()]).await;
    let now = world.app.clock.now();
    let (app, mut tx) = (&world.app, world.db().begin().await.unwrap());
    for (column, value) in
        [("phone", "+33612345678"), ("rpps_number", "10003456789"), ("adeli_number", "231234567")]
    {
        let place = Place { table: "users", column, row: "claire" };
        let sealed = app.vault.seal(&mut tx, Scope::Person("claire"), place, value.as_bytes()).await.unwrap();
        let statement = match column {
            "phone" => "update users set phone = $1 where id = 'claire'",
            "rpps_number" => "update users set rpps_number = $1 where id = 'claire'",
            _ => "update users set adeli_number = $1 where id = 'claire'",
        };
        sqlx::query(statement).bind(sealed).execute(&mut *tx).await.unwrap();
    }
    for sender in ["claire", "paul"] {
        let id = format!("message-of-{sender}");
        let place = Place { table: "messages", column: "content", row: &id };
        let words = format!("Bonjour de {sender}");
        let sealed = app.vault.seal(&mut tx, Scope::House, place, words.as_bytes()).await.unwrap();
        if sender == "claire" {
            sqlx::query(
                "insert into conversations (id, listing_id, participant_1_id, participant_2_id)
                 select 'talk', id, 'claire', 'paul' from listings",
            )
            .execute(&mut *tx)
            .await
            .unwrap();
            sqlx::query(
                "insert into conversations (id, participant_1_id, participant_2_id) values ('talk-2', 'paul', 'claire')",
            )
            .execute(&mut *tx)
            .await
            .unwrap();
        }
        sqlx::query(
            "insert into messages (id, conversation_id, sender_id, recipient_id, content)
             select $1, 'talk', $2, p.id, $3 from users p where p.id in ('claire', 'paul') and p.id <> $2",
        )
        .bind(&id)
        .bind(sender)
        .bind(sealed)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    let letter = Letter::new(Kind::Welcome, "Bienvenue").paragraph("Bonjour Claire");
    let to = Recipient { person: Some("claire"), name: "Claire", address: "claire@example.org" };
    letters::send(&mut tx, &app.vault, now, to, &letter).await.unwrap();
    sqlx::raw_sql(ROWS).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    app.files.put(PICTURE, Bytes::from_static(b"a picture")).await.unwrap();
    app.files.put("pieces/diploma", Bytes::from_static(b"a diploma")).await.unwrap();
    app.files.put("vault/rcp", Bytes::from_static(b"an attestation")).await.unwrap();
    app.files.put("listings/plan.pdf", Bytes::from_static(b"a plan")).await.unwrap();
    browser
}

const ROWS: &str = "
    update users set email_verified = true, role = 'moderator', image = 'https://provider.example/claire.jpg',
        avatar = '00112233445566778899aabbccddeeff.jpg', avatar_url = '/avatars/00112233445566778899aabbccddeeff.jpg',
        stripe_customer_id = 'cus_claire', profession = 'doctor', specialty = 'medecine_generale', department = '23',
        siren = '732829320', response_rate = 80, is_verified_professional = true, bio = 'Vingt ans de médecine rurale', trust_level = 2,
        terms_version = '2026-11', terms_accepted_at = created_at, certified_professional_at = created_at,
        last_seen_at = created_at, rpps_mark = '\\x0a', adeli_mark = '\\x0b', exercise_family_name = 'Moreau',
        exercise_given_name = 'Claire', verification_status = 'proved', verification_reason = 'adopted',
        verified_at = created_at, verified_until = '2026-11-15', verification_checked_at = created_at,
        verification_nights = 1, verification_paused = '{a}', phone_shown_to = 'members', phone_consent_at = created_at, public_profile = true
    where id = 'claire';
    insert into listing_taken_reports (listing_id, user_id, reported_at) select id, 'claire', created_at from listings;
    insert into consents (id, user_id, purpose, text_version, scope, given_at)
        values ('consent', 'claire', 'phone', '2026-11', 'members', '2026-03-01T09:00:00Z');
    insert into notification_preferences (user_id, kind, channel, enabled, updated_at)
        values ('claire', 'new_message', 'email', false, '2026-03-01T09:00:00Z');
    insert into letter_refusals (user_id, kind, refused_at) values ('claire', 'welcome', '2026-03-01T09:00:00Z');
    insert into sessions (id, expires_at, token, user_id, acting_staff_id, acting_reason)
        values ('look', '2026-03-03T09:00:00Z', 'look', 'paul', 'claire', 'aide');
    insert into verifications (id, identifier, value, expires_at) values
        ('proof-1', 'reset-password:x', 'claire', '2026-06-01T09:00:00Z'),
        ('proof-2', 'change-address:x', '{\"person\":\"claire\",\"from\":\"claire@example.org\",\"to\":\"c@example.org\"}', '2026-06-01T09:00:00Z'),
        ('proof-3', 'sign-up:x', '{\"email\":\"claire@example.org\",\"back\":\"/\"}', '2026-06-01T09:00:00Z'),
        ('proof-4', 'sign-up:y', '{\"email\":\"paul@example.org\",\"back\":\"/\"}', '2026-06-01T09:00:00Z');
    insert into attempts (subject, failures, began_at) values ('confirm/claire', 1, '2026-03-02T08:59:00Z');
    insert into totp_secrets (user_id, secret, created_at, confirmed_at)
        values ('claire', 'v1.AAAA', '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z');
    insert into recovery_codes (id, user_id, mark, created_at)
        values ('code', 'claire', repeat('0a', 32), '2026-03-01T09:00:00Z');
    insert into passkeys (id, user_id, name, credential_id, credential, created_at)
        values ('passkey', 'claire', 'Téléphone', '\\x00ff', '{}', '2026-03-01T09:00:00Z');
    insert into verification_events (user_id, at, event, from_status, to_status, actor)
        values ('claire', '2026-03-01T09:00:00Z', 'declare', 'none', 'declared', 'owner');
    insert into verification_events (user_id, at, event, from_status, to_status, actor, actor_id)
        values ('paul', '2026-03-01T09:00:00Z', 'accept', 'review', 'matched', 'moderator', 'claire');
    insert into verification_reviews (id, user_id, cause, opened_at)
        values ('case', 'claire', 'mismatch', '2026-03-01T09:00:00Z');
    insert into verification_reviews (id, user_id, cause, opened_at, closed_at, decision, decided_by)
        values ('case-2', 'paul', 'mismatch', '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z', 'accepted', 'claire');
    insert into verification_pieces (id, user_id, review_id, kind, media_type, bytes, sha256, file, uploaded_at)
        values ('piece', 'claire', 'case', 'diploma', 'application/pdf', 9, '\\x0a', 'pieces/diploma', '2026-03-01T09:00:00Z');
    insert into access_tokens (id, user_id, name, scopes, secret_mark, created_at, expires_at)
        values ('token', 'claire', 'Logiciel', '{listings:read}', sha256('x'), '2026-03-01T09:00:00Z', '2026-06-01T09:00:00Z');
    insert into idempotency_keys (token_id, key, request_hash, created_at)
        values ('token', 'k', sha256('x'), '2026-03-01T09:00:00Z');
    insert into listing_imports (id, user_id, listing_type, file_name, columns, created_at)
        values ('import', 'claire', 'transfer', 'cabinets.csv', '[\"titre\"]', '2026-03-01T09:00:00Z');
    insert into listing_import_lines (import_id, line, cells, state)
        values ('import', 2, '[\"Cabinet de médecine générale à Guéret\"]', 'ready');
    insert into listing_import_marks (user_id, mark, listing_id, created_at)
        select 'claire', 'ref:R-1', id, '2026-03-01T09:00:00Z' from listings;
    insert into pieces (id, user_id, kind, naming, media_type, bytes, content_mark, file, expires_on, added_at, updated_at)
        values ('own', 'claire', 'rcp', 'v1.AAAA', 'application/pdf', 14, '\\x0a', 'vault/rcp', '2026-12-31', '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z');
    insert into piece_reminders (piece_id, expires_on, days_before, reminded_at)
        values ('own', '2026-12-31', 30, '2026-12-01T09:00:00Z');
    insert into piece_shares (id, user_id, reader, token_mark, may_download, created_at, expires_at)
        values ('link', 'claire', 'v1.AAAA', '\\x0a', true, '2026-03-01T09:00:00Z', '2026-03-08T09:00:00Z');
    insert into piece_share_items (share_id, piece_id) values ('link', 'own');
    insert into piece_openings (user_id, share_id, piece_id, at, act, network, browser)
        values ('claire', 'link', 'own', '2026-03-01T09:00:00Z', 'viewed', '203.0.113.0', 'Firefox');
    insert into notifications (id, user_id, type, title) values ('bell', 'claire', 'new_message', 'Bonjour Claire');
    insert into favorites (id, user_id, listing_id) select 'favourite', 'claire', id from listings;
    insert into saved_searches (id, user_id, name, search_criteria) values ('search', 'claire', 'Creuse', '{}');
    insert into alert_notifications (id, saved_search_id, listing_id, user_id, sent_at)
        select 'alert', 'search', id, 'claire', '2026-03-01T09:00:00Z' from listings;
    insert into contracts (id, listing_id, sender_id, recipient_id, contract_type)
        select 'contract-1', id, 'claire', 'paul', 'transfer' from listings;
    insert into contracts (id, listing_id, sender_id, recipient_id, contract_type)
        select 'contract-2', id, 'paul', 'claire', 'nda' from listings;
    insert into subscriptions (id, plan, reference_id) values ('subscription', 'pro', 'claire');
    insert into blog_articles (id, title, slug, content, author_id) values ('article', 'T', 't', 'C', 'claire');
    insert into listing_analytics (id, listing_id, event_type, user_id, ip_address)
        select 'visit', id, 'view', 'claire', '203.0.113.0' from listings;
    insert into listing_media (id, listing_id, file_url, file_name, upload_key)
        select 'media', id, '/media/plan.pdf', 'plan.pdf', 'listings/plan.pdf' from listings;
    insert into account_closures (id, user_id, cause, asked_at, due_at, ended_at, outcome)
        values ('before', 'claire', 'asked', '2026-01-01T09:00:00Z', '2026-01-17T23:00:00Z', '2026-01-02T09:00:00Z', 'undone');
    insert into listings (id, user_id, title, listing_type, status)
        values ('pauls', 'paul', 'Annonce de Paul', 'transfer', 'draft');
    insert into listing_events (listing_id, at, event, from_status, to_status, actor, actor_id)
        values ('pauls', '2026-03-01T09:00:00Z', 'reject', 'pending_review', 'rejected', 'moderator', 'claire');
    update users set barred_at = '2026-01-01T09:00:00Z', barred_until = '2026-01-02T09:00:00Z',
        profile_hidden_at = '2026-01-01T09:00:00Z', kind_set_at = '2026-01-01T09:00:00Z' where id = 'claire';
    insert into moderation_notices (id, subject_kind, subject_id, subject_owner, address, reason, explanation, notifier, notifier_id, received_at, status_since)
        values ('notice', 'profile', 'paul', 'paul', 'https://doctonext.example/praticiens/paul', 'scam', 'Une explication assez longue', 'v1.AAAA', 'claire', '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z'),
               ('notice-2', 'profile', 'claire', 'claire', 'https://doctonext.example/praticiens/claire', 'scam', 'Une explication assez longue', null, null, '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z');
    insert into moderation_notice_events (notice_id, at, event, from_status, to_status, actor, actor_id)
        values ('notice', '2026-03-01T09:00:00Z', 'open', 'received', 'under_review', 'moderator', 'claire');
    insert into moderation_decisions (id, subject_kind, subject_id, user_id, action, ground, facts, found_by, state, decided_by, decided_at, confirmed_by, confirmed_at)
        values ('decision', 'account', 'claire', 'claire', 'suspend', 'r8', 'Des faits', 'team', 'ended', 'paul', '2026-03-01T09:00:00Z', null, null),
               ('decision-2', 'profile', 'paul', 'paul', 'remove', 'r2', 'Des faits', 'team', 'in_force', 'claire', '2026-03-01T09:00:00Z', null, null),
               ('decision-3', 'account', 'paul', 'paul', 'ban', 'r2', 'Des faits', 'team', 'reversed', 'paul', '2026-03-01T09:00:00Z', 'claire', '2026-03-01T09:00:00Z');
    insert into moderation_appeals (id, decision_id, party, words, made_at, outcome, reason, decided_by, decided_at)
        values ('appeal', 'decision-3', 'author', 'Des mots', '2026-03-01T09:00:00Z', 'reversed', 'Une raison', 'claire', '2026-03-01T09:00:00Z');
    insert into moderation_locks (item, held_by, taken_at, until) values ('notice/notice', 'claire', '2026-03-01T09:00:00Z', '2026-03-01T09:15:00Z');
    insert into screening_versions (id, number, state, rules, changed_by, changed_at, activated_by, activated_at)
        values ('rules', 1, 'active', '[]', 'claire', '2026-03-01T09:00:00Z', 'claire', '2026-03-01T09:00:00Z');
    insert into listing_revisions (id, listing_id, number, status, made_at, answers, changes, decided_at, decided_by)
        values ('version', 'pauls', 1, 'refused', '2026-03-01T09:00:00Z', '{}', '[]', '2026-03-01T09:00:00Z', 'claire');
    insert into listing_exact_readings (listing_id, reader_id, at, what, reason)
        values ('pauls', 'claire', '2026-03-01T09:00:00Z', 'all', 'salle');
    insert into listing_hidden (listing_id, mark, owner_id) select id, '\\x0a', 'claire' from listings where user_id = 'claire';
    insert into colleague_marks (user_id, kind, mark) values ('claire', 'number', '\\x0a');
    insert into zoning_editions (id, profession, state, source, file_name, file_sha256, keyed_by, lines, matched, ambiguous, took_ms, imported_at, imported_by, decided_at, decided_by)
        values ('zoning-1', 'nurse', 'proposed', 'CartoSanté', 'infirmier.csv', repeat('0a', 32), 'commune', 1, 1, 0, 9, '2026-03-01T09:00:00Z', 'claire', null, null),
               ('zoning-2', 'nurse', 'active', 'CartoSanté', 'infirmier.csv', repeat('0b', 32), 'commune', 1, 1, 0, 9, '2026-03-01T09:00:00Z', 'paul', '2026-03-01T09:00:00Z', 'claire');
    insert into installation_rules (id, profession, zone, kind, state, outcome, title, body, source, valid_from, proposed_at, proposed_by, decided_at, decided_by)
        values ('rule-1', 'nurse', 'outside', 'rule', 'proposed', 'free', 'T', 'C', 'S', '2027-01-01', '2026-03-01T09:00:00Z', 'claire', null, null),
               ('rule-2', 'nurse', 'outside', 'rule', 'refused', 'free', 'T', 'C', 'S', '2027-01-01', '2026-03-01T09:00:00Z', 'paul', '2026-03-01T09:00:00Z', 'claire');
    insert into price_list (id, product, amount_cents, vat_rate, valid_from, state, reason, proposed_at, proposed_by, decided_at, decided_by)
        values ('price-1', 'boost', 1200, 2000, '2027-01-01', 'proposed', 'R', '2026-03-01T09:00:00Z', 'claire', null, null),
               ('price-2', 'boost', 1300, 2000, '2027-02-01', 'refused', 'R', '2026-03-01T09:00:00Z', 'paul', '2026-03-01T09:00:00Z', 'claire');
    insert into room_requests (id, listing_id, reader_id, state, tier, project, asked_at, granted_at, ends_at)
        values ('room', 'pauls', 'claire', 'granted', 1, 'v1.AAAA', '2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z', '2026-04-30T09:00:00Z');
    insert into room_request_proofs (request_id, piece_id) values ('room', 'own');
    insert into room_events (request_id, at, event, from_state, to_state, tier, actor, actor_id)
        values ('room', '2026-03-01T09:00:00Z', 'ask', 'requested', 'requested', 0, 'reader', 'claire');
    insert into room_codes (id, user_id, subject, mark, sent_at, expires_at)
        values ('room-code', 'claire', 'reader/room', '\\x0a', '2026-03-02T08:55:00Z', '2026-03-02T09:05:00Z');
    insert into room_undertakings (id, listing_id, request_id, user_id, side, text_version, text_hash, accepted_at, network, browser)
        values ('signed', 'pauls', 'room', 'claire', 'reader', '2026-11', sha256('x'), '2026-03-01T09:00:00Z', '203.0.113.0', 'Firefox');
    insert into room_views (request_id, viewer_id, at, what, network, browser)
        values ('room', 'claire', '2026-03-01T09:00:00Z', 'figures', '203.0.113.0', 'Firefox');
    insert into room_offers (id, request_id, number, author, author_id, content, state, made_at)
        values ('room-offer', 'room', 1, 'reader', 'claire', 'v1.AAAA', 'open', '2026-03-01T09:00:00Z');
";
