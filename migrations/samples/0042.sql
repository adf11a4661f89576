insert into listing_grid values (8, 129, 90, 12, 1, 1, 0, false, 1, 542000000, 380000000) on conflict do nothing;
