-- Photographs and documents of listings: how far a file is, what is known of it, that it is sent once.

alter table listing_media
    add column state text not null default 'ready',
    add column refusal text,
    add column caption text,
    add column name text,
    add column staged_key text,
    add column original_hash bytea,
    add column width integer,
    add column height integer,
    add column placeholder bytea,
    add column missing_at timestamptz,
    add constraint listing_media_state_known check (state in ('processing', 'ready', 'refused')),
    add constraint listing_media_refusal_known
        check (refusal in ('kind', 'heavy', 'huge', 'broken', 'active', 'infected', 'lost')),
    add constraint listing_media_refused_with_reason check ((state = 'refused') = (refusal is not null)),
    add constraint listing_media_caption_length check (char_length(caption) <= 140),
    add constraint listing_media_size_range check (width > 0 and height > 0),
    add constraint listing_media_placeholder_small check (octet_length(placeholder) <= 2048);
create unique index listing_media_original_hash_key on listing_media (listing_id, original_hash);
create unique index listing_media_name_key on listing_media (name) where name is not null;
create index listing_media_staged_key_idx on listing_media (staged_key) where staged_key is not null;
create index listing_media_upload_key_idx on listing_media (upload_key) where upload_key is not null;
create index listing_media_unfinished_idx on listing_media (created_at) where state <> 'ready';

comment on column listing_media.state is 'processing: a job makes what is kept; ready; refused: shown to its owner with the reason.';
comment on column listing_media.refusal is 'Why it was refused, as a word; the sentence is the program’s.';
comment on column listing_media.caption is 'What its owner says of it: text for who does not see the picture.';
comment on column listing_media.name is 'Random name of its files, in addresses and in the storage; null until they are made.';
comment on column listing_media.staged_key is 'Key of the file as it came; removed once what is kept of it is made, or refused.';
comment on column listing_media.original_hash is 'SHA-256 of the file as it came: the same file is not kept twice in a listing.';
comment on column listing_media.width is 'Pixels of the largest picture, upright.';
comment on column listing_media.placeholder is 'The picture in 32 pixels (WebP), shown until it has come.';
comment on column listing_media.missing_at is 'When the nightly comparison found no file for this row; null while it is there.';
comment on column listing_media.file_url is 'Address of the largest JPEG; empty until it is made, and for documents, which have signed addresses.';
comment on column listing_media.upload_key is 'Key in the file storage: of the largest JPEG, of the sealed document; null until it is made.';
