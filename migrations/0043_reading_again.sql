-- Moderation: photographs and their words are read after publication too, and the rules may bring something to the team.

alter table listing_media add column read_at timestamptz default now();
alter table listing_media alter column read_at drop default;
comment on column listing_media.read_at is 'When the rules last read the photograph and its caption of a listing that is online; null: still to be read. What was there before the column counts as read.';
create index listing_media_unread_idx on listing_media (id) where read_at is null;

alter table moderation_notices drop constraint moderation_notices_source_known;
alter table moderation_notices
    add constraint moderation_notices_source_known check (source in ('visitor', 'appeal', 'rule')) not valid;
comment on column moderation_notices.source is 'visitor; appeal: the refusal of another notice was reversed, and somebody has to decide; rule: what was added to a listing online was found by the rules, or is of an author whom nobody verified.';

-- The team looks for people by their level of trust.
create index users_trust_level_idx on users (trust_level, created_at desc, id desc);

comment on column listings.contacts_count is 'First contacts received: first messages and first requests for the data room, folded in like views_count.';
comment on column listing_days.contacts is 'First contacts: first messages and first requests for the data room.';
