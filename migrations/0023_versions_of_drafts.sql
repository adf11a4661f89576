-- Versions of drafts that are given once.

alter table listings
    add column draft_version integer not null default 0;

comment on column listings.draft_version is 'Counts the saves of its drafts: a version is given once, also after a draft was published and another begun.';
comment on column listing_drafts.version is 'The count of listings.draft_version at the last save: two tabs are noticed.';

-- Drafts of before keep the version that their open tabs know.
update listings l set draft_version = d.version from listing_drafts d where d.listing_id = l.id;
