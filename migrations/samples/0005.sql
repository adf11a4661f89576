insert into listing_search (
    listing_id, published_at, listing_type, profession, specialty, region, department, practice_type, price, geog,
    card, tsv
) values (
    'cession', '2026-03-02T08:00:00Z', 1, 1, 25, 75, 23, 1, 30000, 'point(1.8714 46.1703)',
    '{"title": "Cabinet de médecine générale à céder à Guéret"}', 'cabinet:1 gueret:2'
);
insert into listing_search (
    listing_id, published_at, listing_type, profession, region, department, working_days, start_date, end_date,
    card, tsv
) values ('remplacement', '2026-03-03T08:00:00Z', 2, 1, 75, 23, 19, '2026-07-06', '2026-07-31', '{}', 'ete:1');
