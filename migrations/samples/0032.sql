update listing_locations set visibility = 'area', area_level = 'department', area_code = '23', area_practitioners = 12
where listing_id = (select min(id) from listings);
update listings set photos_are_neutral = true where id = (select min(id) from listings);
update transfer_details set turnover_band = 3, price_band = 4;
update listings set closing_price_band = 4 where id = (select min(id) from listings);
insert into listing_exact (listing_id, sealed, sealed_at) select min(id), 'v1.AAAA', now() from listings;
insert into listing_exact_readings (listing_id, reader_id, at, what, reason)
select min(l.id), min(u.id), now(), 'all', 'room' from listings l, users u;
insert into listing_hidden (listing_id, mark, owner_id) select min(l.id), '\x0b', min(u.id) from listings l, users u;
insert into colleague_marks (user_id, kind, mark) select min(id), 'commune', '\x0c' from users;
update listing_search set price_least = 50000, price_most = 99999, turnover_least = 100000, turnover_most = 149999;
update directory_people set sites = '{finess:230000001,address:23096/3 rue des lilas}';
