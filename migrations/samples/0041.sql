update listing_search set zone = 1, author_group = 1, has_pictures = true, software = 3, periods = '{[2026-08-01,2026-08-08),[2026-08-15,2026-08-22)}';
