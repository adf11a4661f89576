-- What the published order weighs beside words and age, what readers report, and the bell.

alter table listings
    add column completeness smallint,
    add constraint listings_completeness_range check (completeness between 0 and 90);

comment on column listings.completeness is 'How much it tells, of 90 (a photograph makes the last 10); null when it was never published through the wizard. Written by publishing.';

alter table users
    add column response_rate smallint,
    add constraint users_response_rate_range check (response_rate between 0 and 100);

comment on column users.response_rate is 'Percentage of the conversations of the last 90 days that they answered within 72 hours; null below five. Measured each night.';

alter table listing_search
    add column completeness smallint not null default 50,
    add column author smallint not null default 25,
    add column confirm_by timestamptz,
    add constraint listing_search_completeness_range check (completeness between 0 and 100),
    add constraint listing_search_author_range check (author between 0 and 100);

comment on column listing_search.completeness is 'How much the listing tells, of 100.';
comment on column listing_search.author is 'Of 100: half for a verified registration, half for the share of answers in time; an unknown share counts for half of its half.';
comment on column listing_search.confirm_by is 'From this moment nobody knows whether it still holds, and the order counts it for less; null while nobody had to ask.';

create table listing_taken_reports (
    listing_id text not null references listings (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    reported_at timestamptz not null,
    primary key (listing_id, user_id)
);
create index listing_taken_reports_user_id_idx on listing_taken_reports (user_id);

comment on table listing_taken_reports is 'Readers who say that a listing is no longer to be had. Three of them make the house ask its owner at once; those from before the owner last confirmed count no more.';

alter table notifications add column subject text;
create unique index notifications_unread_idx on notifications (user_id, type, subject) where not is_read;

comment on column notifications.subject is 'What it is about, for example the listing: while unread, the next of its type about the same takes its place.';

-- The frame of every page asks this: one look into the index above.
create function unread_notifications(person text) returns integer language sql stable set search_path = public as $$
    select count(*)::integer from (select from notifications where user_id = person and not is_read limit 100) unread
$$;
comment on function unread_notifications(text) is 'How many notifications somebody has not read, 100 at most.';
