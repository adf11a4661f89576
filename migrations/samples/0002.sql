insert into users (id, name, email, email_verified, profession, specialty) values
    ('camille', 'Camille Roux', 'camille@example.org', true, 'doctor', 'medecine_generale'),
    ('ines', 'Inès Martin', 'ines@example.org', true, 'doctor', 'medecine_generale'),
    ('paul', 'Paul Petit', 'paul@example.org', false, 'nurse', 'idel');
insert into users (id, name, email, role, account_kind) values
    ('mairie', 'Mairie de Guéret', 'mairie@example.org', 'user', 'public_body');
insert into sessions (id, expires_at, token, user_id) values
    ('session-1', '2026-12-01T00:00:00Z', 'token-1', 'camille');
insert into accounts (id, account_id, provider_id, user_id, password) values
    ('account-1', 'camille', 'credential', 'camille', 'hash');
insert into verifications (id, identifier, value, expires_at) values
    ('verification-1', 'paul@example.org', 'secret', '2026-12-01T00:00:00Z');
insert into subscriptions (id, plan, reference_id, status) values ('subscription-1', 'pro', 'camille', 'active');

insert into listings (
    id, user_id, title, description, listing_type, profession, specialty, status, published_at, expires_at
) values
    ('cession', 'camille', 'Cabinet de médecine générale à céder à Guéret', 'Patientèle fidèle.', 'transfer',
     'doctor', 'medecine_generale', 'active', '2026-03-02T08:00:00Z', '2026-09-02T08:00:00Z'),
    ('remplacement', 'ines', 'Remplacement d''été', null, 'replacement',
     'doctor', 'medecine_generale', 'active', '2026-03-03T08:00:00Z', null),
    ('collaboration', 'paul', 'Collaboration en tournée', 'À deux.', 'collaboration',
     'nurse', 'idel', 'sold', '2026-01-03T08:00:00Z', null),
    ('disponibilite', 'paul', 'Infirmier disponible le week-end', null, 'availability',
     'nurse', null, 'active', '2026-03-04T08:00:00Z', null);
insert into listings (id, user_id, title, listing_type, status) values
    ('brouillon', 'camille', 'Brouillon', 'transfer', 'draft');
insert into listings (id, user_id, title, listing_type, profession, status, deleted_at, closing_reason) values
    ('ancienne', 'paul', 'Annonce retirée', 'transfer', 'nurse', 'archived', '2026-02-01T08:00:00Z', 'postponed');

insert into listing_locations (
    id, listing_id, address, postal_code, city, region, department, latitude, longitude, commune_code, visibility,
    medical_density_zone, density_score
) values
    ('place-1', 'cession', '1 place Bonnyaud', '23000', 'Guéret', 'Nouvelle-Aquitaine', '23', 46.1703, 1.8714,
     '23096', 'exact', 'under_served', 2),
    ('place-2', 'remplacement', null, null, 'Guéret', 'Nouvelle-Aquitaine', '23', null, null, '23096', 'area',
     null, null);
insert into transfer_details (id, listing_id, practice_type, annual_turnover, charges_percentage, sale_price,
    availability_option, availability_date, transfer_reason, premises, convention_sector)
values ('transfer-1', 'cession', 'solo', 180000, 42.5, 30000, 'on_date', '2026-09-01', 'retirement', 'rent', 's1');
insert into replacement_details (id, listing_id, replacement_type, start_date, end_date, working_days,
    fee_share_percentage, average_fee_cents, replacement_reason)
values ('replacement-1', 'remplacement', 'temporary', '2026-07-06', '2026-07-31',
    array['monday', 'tuesday', 'friday'], 80, 3000, 'holiday');
insert into replacement_details (id, listing_id, replacement_type, working_days, mobility_km)
values ('replacement-2', 'disponibilite', 'weekend', array['saturday', 'sunday'], 60);
insert into collaboration_details (id, listing_id, collaboration_type, duration_expectation, activity_distribution,
    space_arrangement, patient_management, specialties_wanted, fee_percentage, practice_type)
values ('collaboration-1', 'collaboration', 'liberal_collaboration', 'long_term', 'part_time', 'shared_office',
    'separate', array['idel'], 10, 'group');
insert into listing_media (id, listing_id, file_url, file_name, file_type, file_size, upload_key, display_order)
values ('media-1', 'cession', '/media/1', 'facade.webp', 'image', 84213, 'cession/1', 0);
