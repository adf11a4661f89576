-- Data rooms: who asked to see behind a listing, what they were granted, what both signed, what was read, what was offered.

create table room_requests (
    id text primary key,
    listing_id text not null references listings (id) on delete restrict,
    reader_id text not null references users (id) on delete restrict,
    state text not null,
    tier smallint not null default 0,
    project text,
    asked_at timestamptz not null,
    granted_at timestamptz,
    ends_at timestamptz not null,
    ended_at timestamptz,
    reminded_at timestamptz,
    constraint room_requests_state_known check (state in (
        'requested', 'granted', 'refused', 'withdrawn', 'revoked', 'expired', 'closed'
    )),
    constraint room_requests_tier_known check (tier in (0, 1, 2)),
    constraint room_requests_tier_of_state check (case state
        when 'granted' then tier > 0 and granted_at is not null
        when 'revoked' then tier > 0
        when 'requested' then tier = 0
        when 'refused' then tier = 0
        else true
    end),
    constraint room_requests_ended check ((ended_at is null) = (state in ('requested', 'granted')))
);
create unique index room_requests_live_key on room_requests (listing_id, reader_id)
    where state in ('requested', 'granted');
create index room_requests_listing_id_idx on room_requests (listing_id, asked_at desc);
create index room_requests_reader_id_idx on room_requests (reader_id, asked_at desc);
create index room_requests_live_ends_at_idx on room_requests (ends_at) where state in ('requested', 'granted');
create index room_requests_ended_at_idx on room_requests (ended_at) where ended_at is not null;

comment on table room_requests is 'Who asked to see what a listing keeps to itself. One live request for a listing and a reader.';
comment on column room_requests.tier is '0 nothing yet, 1 commune, exact figures and photographs, 2 documents too. Kept once access is over.';
comment on column room_requests.project is 'Sealed: what the reader plans, in their words. Null once they are gone.';
comment on column room_requests.ends_at is 'When a request without answer ends, then when the access does. The hour decides, before any job has noted it.';
comment on column room_requests.reminded_at is 'When the reader was told that the access ends within a week.';

create table room_request_proofs (
    request_id text not null references room_requests (id) on delete cascade,
    piece_id text not null references pieces (id) on delete cascade,
    primary key (request_id, piece_id)
);
create index room_request_proofs_piece_id_idx on room_request_proofs (piece_id);

comment on table room_request_proofs is 'Documents of the reader’s own vault that the seller may look at, page by page, while the request lives.';

create table room_events (
    id bigint generated always as identity primary key,
    request_id text not null references room_requests (id) on delete cascade,
    at timestamptz not null,
    event text not null,
    from_state text not null,
    to_state text not null,
    tier smallint not null,
    actor text not null,
    actor_id text references users (id) on delete restrict,
    constraint room_events_event_known check (event in (
        'ask', 'grant', 'open_documents', 'refuse', 'withdraw', 'revoke', 'expire', 'close'
    )),
    constraint room_events_actor_known check (actor in ('seller', 'reader', 'house'))
);
create index room_events_request_id_idx on room_events (request_id, id);
create index room_events_actor_id_idx on room_events (actor_id) where actor_id is not null;

comment on table room_events is 'What happened to a request, in order. Rows are added, never changed.';

create table room_codes (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    subject text not null,
    mark bytea not null,
    sent_at timestamptz not null,
    expires_at timestamptz not null,
    tries smallint not null default 0,
    constraint room_codes_subject_key unique (user_id, subject),
    constraint room_codes_tries_range check (tries between 0 and 5),
    constraint room_codes_ordered check (expires_at > sent_at)
);
create index room_codes_expires_at_idx on room_codes (expires_at);

comment on table room_codes is 'Codes of six digits sent by letter to sign an undertaking: ten minutes, five tries, gone once they served.';
comment on column room_codes.subject is 'What is signed: side and identifier of the request or of the listing.';
comment on column room_codes.mark is 'Keyed checksum of the code for this very row; the code is kept nowhere.';

create table room_undertakings (
    id text primary key,
    listing_id text not null references listings (id) on delete restrict,
    request_id text references room_requests (id) on delete cascade,
    user_id text not null references users (id) on delete restrict,
    side text not null,
    text_version text not null,
    text_hash bytea not null,
    accepted_at timestamptz not null,
    network text not null,
    browser text not null,
    constraint room_undertakings_side_known check (side in ('seller', 'reader')),
    constraint room_undertakings_side_of_request check ((side = 'reader') = (request_id is not null)),
    constraint room_undertakings_text_hash_length check (length(text_hash) = 32)
);
create unique index room_undertakings_reader_key on room_undertakings (request_id) where request_id is not null;
create unique index room_undertakings_seller_key on room_undertakings (listing_id, user_id, text_version)
    where side = 'seller';
create index room_undertakings_user_id_idx on room_undertakings (user_id);
create index room_undertakings_listing_id_idx on room_undertakings (listing_id);
create index room_undertakings_accepted_at_idx on room_undertakings (accepted_at);

comment on table room_undertakings is 'Evidence that somebody accepted the undertaking of confidentiality: which text, when, from where. The seller signs once for a listing and a version of the text, the reader for each access.';
comment on column room_undertakings.text_version is 'The text stands in the program under this version and is never changed.';
comment on column room_undertakings.text_hash is 'SHA-256 of the text that was accepted.';
comment on column room_undertakings.network is 'Address of the network, shortened to a /24 or a /48.';

create table room_documents (
    media_id text primary key references listing_media (id) on delete cascade,
    may_download boolean not null default false,
    pages smallint,
    constraint room_documents_pages_range check (pages between 0 and 300)
);

comment on table room_documents is 'What a room knows of a document beside media: absent rows stand for « not to be downloaded, pages not counted ».';
comment on column room_documents.pages is 'Pages that can be drawn; 0 when the file cannot be drawn at all, null while nobody opened it.';

create table room_views (
    id bigint generated always as identity primary key,
    request_id text not null references room_requests (id) on delete cascade,
    viewer_id text references users (id) on delete restrict,
    at timestamptz not null,
    what text not null,
    media_id text,
    document_hash bytea,
    page smallint,
    network text not null,
    browser text not null,
    constraint room_views_what_known check (what in ('figures', 'photo', 'page', 'download', 'proof')),
    constraint room_views_page_of_what check ((page is not null) = (what in ('page', 'proof')))
);
create index room_views_request_id_idx on room_views (request_id, id desc);
create index room_views_viewer_id_idx on room_views (viewer_id) where viewer_id is not null;
create index room_views_at_idx on room_views (at);

comment on table room_views is 'The log of a room: each page that was shown, to whom, when. Kept as long as its request: five years after an access, twelve months when nothing was opened.';
comment on column room_views.media_id is 'The document or photograph; no reference, since the log outlives it.';
comment on column room_views.document_hash is 'SHA-256 of the file that was read: says which one, even once it is deleted.';
comment on column room_views.network is 'Address of the network, shortened to a /24 or a /48. Evidence: told to the viewer alone.';

create table room_offers (
    id text primary key,
    request_id text not null references room_requests (id) on delete cascade,
    number smallint not null,
    author text not null,
    author_id text references users (id) on delete restrict,
    content text,
    state text not null,
    made_at timestamptz not null,
    answered_at timestamptz,
    constraint room_offers_number_key unique (request_id, number),
    constraint room_offers_number_range check (number between 1 and 50),
    constraint room_offers_author_known check (author in ('reader', 'seller')),
    constraint room_offers_state_known check (state in (
        'open', 'countered', 'accepted', 'declined', 'withdrawn', 'closed'
    )),
    constraint room_offers_answered check ((answered_at is null) = (state = 'open'))
);
create unique index room_offers_open_key on room_offers (request_id) where state = 'open';
create index room_offers_author_id_idx on room_offers (author_id) where author_id is not null;

comment on table room_offers is 'Letters of intent of a reader and a seller, turn by turn: each answers the one before. One accepted ends the talk as a contract to be drawn up.';
comment on column room_offers.content is 'Sealed: price, date, conditions, words. Null once its author is gone, unless it was accepted.';
