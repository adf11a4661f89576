-- Moderation: photographs and their words are read after publication too, and the rules may bring something to the team.

-- What is there already counts as read; what comes from now on does not.
alter table listing_media add column read_at timestamptz default now(), add column seen_at timestamptz default now();
alter table listing_media alter column read_at drop default, alter column seen_at drop default;
comment on column listing_media.read_at is 'When the rules read the caption of a photograph that is online; null: still to be read, or changed since.';
comment on column listing_media.seen_at is 'When somebody of the team had a photograph before their eyes, or it was found to need nobody''s, or a notice about it was made; null: not yet.';

alter table moderation_notices drop constraint moderation_notices_source_known;
alter table moderation_notices
    add constraint moderation_notices_source_known check (source in ('visitor', 'appeal', 'rule', 'review')) not valid;
comment on column moderation_notices.source is 'visitor; appeal: the refusal of another notice was reversed, and somebody has to decide; rule: the rules found something in what was added to a listing online; review: an author whom nobody verified added a photograph.';

comment on column listings.contacts_count is 'First contacts received: first messages and first requests for the data room, folded in like views_count.';
comment on column listing_days.contacts is 'First contacts: first messages and first requests for the data room.';
