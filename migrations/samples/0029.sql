update listings set completeness = 72;
update users set response_rate = 80;
update listing_search set completeness = 82, author = 90, confirm_by = now();
insert into listing_taken_reports (listing_id, user_id, reported_at) select min(l.id), min(u.id), now() from listings l, users u;
update notifications set subject = 'l1';
