-- Moderation: the photographs that wait to be read.
create index listing_media_unread_idx on listing_media (id)
    where (read_at is null or seen_at is null) and state = 'ready' and file_type = 'image';
