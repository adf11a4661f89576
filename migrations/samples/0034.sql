insert into listing_search_changes (lid) values (1), (null);
