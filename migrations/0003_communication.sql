-- Phase 2, communication: conversations, favourites, saved searches and what they tell people.
--
-- A conversation belongs to two people: neither may take it away from the other, so its people are restricted
-- and it only loses its listing (set null). Messages have no life outside their conversation: the job that
-- applies the retention period deletes conversations, and messages follow.

create table conversations (
    id text primary key,
    listing_id text references listings (id) on delete set null,
    participant_1_id text not null references users (id) on delete restrict,
    participant_2_id text not null references users (id) on delete restrict,
    last_message_at timestamptz,
    last_message_content text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint conversations_two_people check (participant_1_id <> participant_2_id)
);
create index idx_conversations_participants on conversations (participant_1_id, participant_2_id);
create index conversations_participant_2_id_idx on conversations (participant_2_id);
-- One conversation per listing and pair, whoever wrote first. Nulls stay distinct on purpose: two conversations
-- of one pair may both outlive their listings.
create unique index conversations_listing_pair_unique on conversations (
    listing_id, least(participant_1_id, participant_2_id), greatest(participant_1_id, participant_2_id)
);

comment on table conversations is 'One exchange between two people, usually about a listing.';
comment on column conversations.listing_id is 'What it is about; null when the listing no longer exists.';
comment on column conversations.participant_1_id is 'Who wrote first.';
comment on column conversations.participant_2_id is 'Who was written to.';
comment on column conversations.last_message_at is 'Copied from the last message, so that a list of conversations reads one table.';
comment on column conversations.last_message_content is 'Beginning of the last message, sealed like messages.content.';

create table messages (
    id text primary key,
    conversation_id text not null references conversations (id) on delete cascade,
    sender_id text not null references users (id) on delete restrict,
    recipient_id text not null references users (id) on delete restrict,
    listing_id text references listings (id) on delete set null,
    content text not null,
    is_read boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint messages_two_people check (sender_id <> recipient_id),
    constraint messages_content_present check (content <> '')
);
create index idx_messages_conversation on messages (conversation_id, created_at);
create index messages_sender_id_idx on messages (sender_id);
create index messages_recipient_id_idx on messages (recipient_id, is_read);
create index messages_listing_id_idx on messages (listing_id);

comment on table messages is 'What was written in conversations.';
comment on column messages.listing_id is 'What it is about; null when the listing no longer exists.';
comment on column messages.content is 'The text, sealed by the application: never stored in clear.';
comment on column messages.is_read is 'True once the recipient opened the conversation.';

create table favorites (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    listing_id text not null references listings (id) on delete cascade,
    created_at timestamptz not null default now(),
    constraint favorites_user_listing_unique unique (user_id, listing_id)
);
create index favorites_listing_id_idx on favorites (listing_id);

comment on table favorites is 'Listings that a person set aside, each at most once.';

create table saved_searches (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    name text not null,
    search_criteria jsonb not null,
    is_active boolean not null default true,
    email_alerts_enabled boolean not null default true,
    last_alert_sent timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint saved_searches_name_present check (btrim(name) <> ''),
    constraint saved_searches_search_criteria_object check (jsonb_typeof(search_criteria) = 'object')
);
create index idx_saved_searches_active on saved_searches (user_id, is_active);

comment on table saved_searches is 'Searches that a person keeps, and wants to hear about.';
comment on column saved_searches.search_criteria is 'The filters of the search, with the names of the API.';
comment on column saved_searches.is_active is 'False while the person paused it.';
comment on column saved_searches.email_alerts_enabled is 'False when matches are told on the site only.';
comment on column saved_searches.last_alert_sent is 'When its last e-mail left; written by the alerts job.';

create table alert_notifications (
    id text primary key,
    saved_search_id text not null references saved_searches (id) on delete cascade,
    listing_id text not null references listings (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    sent_at timestamptz not null,
    email_sent boolean not null default false,
    constraint alert_notifications_search_listing_unique unique (saved_search_id, listing_id)
);
create index alert_notifications_listing_id_idx on alert_notifications (listing_id);
create index alert_notifications_user_id_idx on alert_notifications (user_id, sent_at desc);

comment on table alert_notifications is 'Which listing was told for which saved search: nobody is told twice.';
comment on column alert_notifications.sent_at is 'When the match was told.';
comment on column alert_notifications.email_sent is 'True when an e-mail carried it; false when it appeared on the site only.';

-- The type is checked for its shape only: each domain adds types, and an unknown one is shown by its title.
create table notifications (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    type text not null,
    title text not null,
    message text,
    data jsonb,
    is_read boolean not null default false,
    created_at timestamptz not null default now(),
    read_at timestamptz,
    link text,
    constraint notifications_type_shape check (type ~ '^[a-z][a-z0-9_]*$'),
    constraint notifications_read_is_flagged check (read_at is null or is_read),
    constraint notifications_link_is_local check (link ~ '^/([^/\\]|$)')
);
create index notifications_user_id_idx on notifications (user_id, created_at desc);

comment on table notifications is 'What the bell of the site shows to a person.';
comment on column notifications.type is 'What happened, for example new_message.';
comment on column notifications.title is 'French sentence shown to the person.';
comment on column notifications.message is 'More, in French.';
comment on column notifications.data is 'Identifiers and figures behind the sentence.';
comment on column notifications.link is 'Path on this site to open; never an outside address.';
