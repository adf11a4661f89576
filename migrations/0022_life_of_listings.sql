-- The life of a listing: its events, its end, its freshness, its figures by day.

alter table listings
    add column publish_at timestamptz,
    add column status_since timestamptz,
    add column confirmed_at timestamptz,
    add column checkin_asked_at timestamptz,
    add column reminded_at timestamptz,
    add column week_told_on date,
    add column closing_price integer,
    add constraint listings_closing_price_range check (closing_price >= 0);
update listings set status_since = updated_at, confirmed_at = coalesce(published_at, created_at);
create index listings_publish_at_idx on listings (publish_at) where status = 'scheduled';
create index listings_pending_review_idx on listings (status_since, id) where status = 'pending_review';
-- What the clock looks for each minute, not through all of them.
create index listings_ending_idx on listings (expires_at) where status in ('active', 'inactive');
create index listings_silent_idx on listings (checkin_asked_at) where status = 'active' and checkin_asked_at is not null;
create index listings_over_idx on listings (status_since)
    where status in ('sold', 'expired', 'rejected', 'removed') and forgotten_at is null;
-- The job of check-ins looks for those that nobody confirmed for the longest time.
create index listings_confirmed_at_idx on listings (confirmed_at) where status = 'active';

comment on column listings.publish_at is 'When a scheduled listing comes online.';
comment on column listings.status_since is 'When it came into its present state.';
comment on column listings.confirmed_at is 'When the owner last said, or showed by an act, that it still holds.';
comment on column listings.checkin_asked_at is 'When the owner was last asked whether it still holds; null once answered.';
comment on column listings.reminded_at is 'When the last reminder of its end was written.';
comment on column listings.week_told_on is 'The Monday for which the figures of the week were written to the owner.';
comment on column listings.closing_price is 'Euros at which it was concluded, as the owner told for the statistics; shown to nobody.';

create table listing_events (
    id bigint generated always as identity primary key,
    listing_id text not null references listings (id) on delete cascade,
    at timestamptz not null,
    event text not null,
    from_status text not null,
    to_status text not null,
    actor text not null,
    actor_id text references users (id) on delete restrict,
    reason text,
    constraint listing_events_actor_known check (actor in ('owner', 'moderator', 'house'))
);
create index listing_events_listing_id_idx on listing_events (listing_id, id desc);
create index listing_events_actor_id_idx on listing_events (actor_id) where actor_id is not null;

comment on table listing_events is 'Every change of state of a listing. Rows are added, never changed; they go with their listing.';
comment on column listing_events.actor is 'owner, moderator, or house: the clock and the rules.';
comment on column listing_events.actor_id is 'The member of the team who acted; null for owners, whom the listing names.';
comment on column listing_events.reason is 'A word, or what a member of the team wrote to the owner.';

create function listing_events_are_kept() returns trigger language plpgsql as $$
begin
    raise exception 'the history of listings is append-only';
end
$$;
comment on function listing_events_are_kept() is 'Refuses to change a row of listing_events.';
create trigger listing_events_append_only before update on listing_events
    for each row execute function listing_events_are_kept();

create table listing_days (
    listing_id text not null references listings (id) on delete cascade,
    day date not null,
    views integer not null default 0,
    contacts integer not null default 0,
    favorites integer not null default 0,
    primary key (listing_id, day),
    constraint listing_days_counts_range check (views >= 0 and contacts >= 0 and favorites >= 0)
);

comment on table listing_days is 'Figures of a listing by day of Paris, folded from listing_analytics each minute: they outlive its rows.';
comment on column listing_days.views is 'Visitors who opened it that day, each once.';
comment on column listing_days.contacts is 'First messages.';
comment on column listing_days.favorites is 'Times it was set aside.';

alter table listing_analytics
    add column visitor bytea,
    add column folded boolean not null default false;
create unique index listing_analytics_visitor_key on listing_analytics (listing_id, visitor) where visitor is not null;
create index listing_analytics_unfolded_idx on listing_analytics (id) where not folded;

comment on column listing_analytics.visitor is 'Keyed checksum of day, address and browser: a visitor counts once a day, and is nobody the day after. Null for events that are not views.';
comment on column listing_analytics.folded is 'True once it is counted in listing_days.';
