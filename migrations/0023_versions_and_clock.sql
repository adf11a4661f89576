-- Versions that are given once, and the clock's own indexes.

alter table listings
    add column draft_version integer not null default 0;

comment on column listings.draft_version is 'Counts the saves of its drafts: a version is given once, also after a draft was published and another begun.';
comment on column listing_drafts.version is 'The count of listings.draft_version at the last save: two tabs are noticed.';

-- Drafts of before keep the version that their open tabs know.
update listings l set draft_version = d.version from listing_drafts d where d.listing_id = l.id;

-- What the clock looks for each minute, not through all of them.
create index listings_ending_idx on listings (expires_at) where status in ('active', 'inactive');
create index listings_silent_idx on listings (checkin_asked_at) where status = 'active' and checkin_asked_at is not null;
create index listings_over_idx on listings (status_since)
    where status in ('sold', 'expired', 'rejected', 'removed') and forgotten_at is null;
