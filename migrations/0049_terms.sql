-- Search: full or part time, a guaranteed minimum of pay; and a table row that a newer program has to complete.

alter table listing_search
    add column terms smallint,
    add constraint listing_search_terms_known check (terms between 0 and 7);
create index listing_search_incomplete_idx on listing_search (lid) where terms is null;

comment on column listing_search.terms is 'What it says of time and pay, a bit each: full time 1, part time 2, a guaranteed minimum of pay 4. Null until the listing is projected by a program that knows this column.';
