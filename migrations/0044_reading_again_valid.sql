-- The check of 0043, over the rows of before, without keeping anybody from writing.
alter table moderation_notices validate constraint moderation_notices_source_known;
