insert into reference_versions (name, fingerprint, loaded_at) values ('territory', 'sample', '2026-01-05T08:00:00Z');
insert into regions (code, name, slug, key) values ('75', 'Nouvelle-Aquitaine', 'nouvelle-aquitaine', 75);
insert into departments (code, name, slug, region_code, key) values ('23', 'Creuse', 'creuse', '75', 23);
insert into communes (
    code, name, slug, department_code, region_code, postal_codes, population, latitude, longitude,
    position_is_approximate
) values ('23096', 'Guéret', 'gueret', '23', '75', array['23000'], 12734, 46.1703, 1.8714, false);
insert into professions (code, key, label, plural, slug) values
    ('doctor', 1, 'Médecin', 'Médecins', 'medecin'),
    ('nurse', 5, 'Infirmier', 'Infirmiers', 'infirmier');
insert into specialties (profession, code, key, label, practitioner_label, slug) values
    ('doctor', 'medecine_generale', 25, 'Médecine générale', 'Médecin généraliste', 'medecine-generale'),
    ('nurse', 'idel', 60, 'Infirmier libéral', 'Infirmier libéral', 'idel');
