insert into zoning_editions (id, profession, state, source, dated_on, decree, file_name, file_sha256, keyed_by, lines, matched, ambiguous, changed, took_ms, imported_at)
values ('edition-1', 'nurse', 'replaced', 'CartoSanté – ARS, Cnam', '2025-01-01', 'Arrêté du 3 janvier 2025', 'infirmier.csv', repeat('0a', 32), 'commune', 1, 1, 0, 1, 300, now()),
       ('edition-2', 'nurse', 'active', 'CartoSanté – ARS, Cnam', '2026-01-01', null, 'infirmier-2026.csv', repeat('0b', 32), 'commune', 2, 1, 0, 1, 300, now());
insert into zoning_editions (id, profession, state, source, file_name, file_sha256, keyed_by, lines, matched, ambiguous, took_ms, imported_at, imported_by)
select 'edition-3', 'doctor', 'proposed', 'CartoSanté – ARS, Cnam', 'medecins.csv', repeat('0c', 32), 'postal_code', 1, 0, 1, 300, now(), min(id) from users;
insert into zoning_lines (edition_id, line, key, name, raw_code, commune_code, matched_by)
select 'edition-1', 4, min(code), 'Guéret', '3_intermediaire', min(code), 'code' from communes;
insert into zoning_lines (edition_id, line, key, name, raw_code, commune_code, matched_by)
select 'edition-2', 4, min(code), 'Guéret', '5_Sur_dotee', min(code), 'code' from communes;
insert into zoning_lines (edition_id, line, key, name, raw_code, matched_by) values
    ('edition-2', 5, '99999', 'Nulle-Part', 'N/A - résultat non disponible', 'unknown'),
    ('edition-3', 2, '23000', 'Guéret', '1_ZIP', 'ambiguous');
insert into zoning_changes (edition_id, commune_code, before_code, after_code)
select 'edition-2', min(code), '3_intermediaire', '5_Sur_dotee' from communes;
insert into installation_rules (id, profession, zone, kind, state, outcome, title, body, source, valid_from, replaces_id, proposed_at, proposed_by)
select 'rule-1', 'nurse', 'over_served', 'rule', 'proposed', 'one_for_one', 'Un départ pour une installation', 'Texte de l’avenant suivant.',
       'Avenant 11', '2027-01-01', 'seed-nurse-over_served', now(), min(id) from users;
update listing_locations set zone_code = '5_Sur_dotee';
