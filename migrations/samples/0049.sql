update listing_search set terms = 4;
