update listings set verified_readers_only = true, revised_at = now();
insert into replacement_periods (id, listing_id, starts_on, ends_on)
select 'period-1', min(id), date '2026-08-03', date '2026-08-14' from listings;
insert into listing_drafts (listing_id, answers, created_at, updated_at)
select min(id), '{"titre": ["Remplacement à Guéret"]}', now(), now() from listings;
insert into listing_revisions (id, listing_id, number, status, made_at, answers, changes)
select 'revision-1', min(id), 1, 'live', now(), '{"titre": ["Remplacement à Guéret"]}', '["titre"]' from listings;
