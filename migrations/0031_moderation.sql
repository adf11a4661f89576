-- Moderation: notices, decisions with their reasons, appeals, the locks of the queue; screening: rules as data, what they
-- flagged, fingerprints of texts.

alter table users
    add column barred_at timestamptz,
    add column barred_until timestamptz,
    add column profile_hidden_at timestamptz,
    add column kind_set_at timestamptz,
    add constraint users_barred_until_needs_start check (barred_until is null or barred_at is not null);

comment on column users.barred_at is 'Since when the account is suspended or banned by a decision of moderation: it neither signs in nor publishes.';
comment on column users.barred_until is 'End of the suspension; null while barred means banned, or no end yet.';
comment on column users.kind_set_at is 'When the team said which kind of author this is; its owner does not change it any more.';
comment on column users.profile_hidden_at is 'When a decision of moderation took the public page away; null while its owner decides alone.';

alter table listings add column reduced_at timestamptz;
create index listings_updated_at_idx on listings (updated_at, id);
comment on column listings.reduced_at is 'When a decision of moderation reduced its visibility: its page stays, search does not list it.';

alter table listing_media drop constraint listing_media_state_known;
alter table listing_media
    add constraint listing_media_state_known check (state in ('processing', 'ready', 'refused', 'withheld')) not valid;
alter table listing_media validate constraint listing_media_state_known;
create index listing_media_original_hash_idx on listing_media (original_hash) where original_hash is not null;
comment on column listing_media.state is 'processing: a job makes what is kept; ready; refused: shown to its owner with the reason; withheld: taken off the page by a decision, the file kept for an appeal.';

create table screening_versions (
    id text primary key,
    number integer not null,
    state text not null,
    rules jsonb not null,
    note text not null default '',
    changed_by text references users (id) on delete restrict,
    changed_at timestamptz not null,
    tried_at timestamptz,
    tried_mark bytea,
    tried_listings integer,
    tried_found integer,
    activated_by text references users (id) on delete restrict,
    activated_at timestamptz,
    retired_at timestamptz,
    constraint screening_versions_number_key unique (number),
    constraint screening_versions_state_known check (state in ('draft', 'active', 'retired')),
    constraint screening_versions_rules_list check (jsonb_typeof(rules) = 'array'),
    constraint screening_versions_number_range check (number >= 1)
);
create unique index screening_versions_one_draft_key on screening_versions (state) where state = 'draft';
create unique index screening_versions_one_active_key on screening_versions (state) where state = 'active';
create index screening_versions_changed_by_idx on screening_versions (changed_by) where changed_by is not null;
create index screening_versions_activated_by_idx on screening_versions (activated_by) where activated_by is not null;

comment on table screening_versions is 'Automatic rules: words, patterns and e-mail domains. A version that was active is never changed; one is active, one at most is being written.';
comment on column screening_versions.rules is 'A list of objects: kind (word, pattern, domain), text, why.';
comment on column screening_versions.note is 'What changed, in the words of who wrote it.';
comment on column screening_versions.tried_mark is 'SHA-256 of the rules that were tried on the listings of thirty days: what is put in force is what was tried.';
comment on column screening_versions.tried_listings is 'Listings that were read.';
comment on column screening_versions.tried_found is 'Listings that would have been read by a person first.';

create table screening_flags (
    listing_id text not null references listings (id) on delete cascade,
    rule text not null,
    words text not null,
    version integer,
    at timestamptz not null,
    primary key (listing_id, rule, words)
);
comment on table screening_flags is 'Why the latest text of a listing goes to a person first; written anew at each submission.';
comment on column screening_flags.rule is 'The rule as the team wrote it, or copy: the text of somebody else.';
comment on column screening_flags.words is 'The words that were found, or the listing that reads the same.';
comment on column screening_flags.version is 'screening_versions.number; null when no rule of the team was needed.';

create table listing_fingerprints (
    listing_id text primary key references listings (id) on delete cascade,
    simhash bigint not null,
    made_at timestamptz not null
);
create index listing_fingerprints_band_0_idx on listing_fingerprints ((simhash & 65535));
create index listing_fingerprints_band_1_idx on listing_fingerprints (((simhash >> 16) & 65535));
create index listing_fingerprints_band_2_idx on listing_fingerprints (((simhash >> 32) & 65535));
create index listing_fingerprints_band_3_idx on listing_fingerprints (((simhash >> 48) & 65535));
comment on table listing_fingerprints is 'Simhash of the three-word shingles of title and text, to find the same text elsewhere. Two that differ in three bits at most share one of four bands of 16 bits.';

create table moderation_notices (
    id text primary key,
    source text not null default 'visitor',
    subject_kind text not null,
    subject_id text not null,
    subject_owner text references users (id) on delete restrict,
    address text not null,
    reason text not null,
    explanation text not null,
    notifier text,
    notifier_id text references users (id) on delete restrict,
    follows_id text references moderation_notices (id) on delete restrict,
    status text not null default 'received',
    received_at timestamptz not null,
    status_since timestamptz not null,
    anonymised_at timestamptz,
    constraint moderation_notices_source_known check (source in ('visitor', 'appeal')),
    constraint moderation_notices_subject_kind_known
        check (subject_kind in ('listing', 'photo', 'profile', 'message', 'article')),
    constraint moderation_notices_status_known
        check (status in ('received', 'under_review', 'accepted', 'rejected', 'appealed', 'upheld', 'reversed'))
);
create index moderation_notices_queue_idx on moderation_notices (received_at, id)
    where status in ('received', 'under_review');
create index moderation_notices_subject_idx on moderation_notices (subject_kind, subject_id);
create index moderation_notices_subject_owner_idx on moderation_notices (subject_owner) where subject_owner is not null;
create index moderation_notices_notifier_id_idx on moderation_notices (notifier_id) where notifier_id is not null;
create index moderation_notices_follows_id_idx on moderation_notices (follows_id) where follows_id is not null;
create index moderation_notices_received_at_idx on moderation_notices (received_at);
create index moderation_notices_due_idx on moderation_notices (status_since) where anonymised_at is null;

comment on table moderation_notices is 'What visitors report (règlement (UE) 2022/2065, art. 16). Kept three years after its end, then without anybody''s words or name.';
comment on column moderation_notices.source is 'visitor; appeal: the refusal of another notice was reversed, and somebody has to decide.';
comment on column moderation_notices.subject_id is 'Primary key of what is reported; not a foreign key: the notice outlives it.';
comment on column moderation_notices.subject_owner is 'Whose content it is.';
comment on column moderation_notices.address is 'The exact address, as the notifier gave it.';
comment on column moderation_notices.reason is 'Code of the closed list.';
comment on column moderation_notices.notifier is 'Name and e-mail address, sealed; null for the abuse of children when none was given, once erased or anonymised.';
comment on column moderation_notices.notifier_id is 'The account of the notifier, if they were signed in.';
comment on column moderation_notices.follows_id is 'The notice whose refusal was reversed: whoever took part in that refusal does not decide here.';

create table moderation_notice_events (
    id bigint generated always as identity primary key,
    notice_id text not null references moderation_notices (id) on delete cascade,
    at timestamptz not null,
    event text not null,
    from_status text not null,
    to_status text not null,
    actor text not null,
    actor_id text references users (id) on delete restrict,
    constraint moderation_notice_events_actor_known check (actor in ('notifier', 'author', 'moderator', 'house'))
);
create index moderation_notice_events_notice_id_idx on moderation_notice_events (notice_id, id);
create index moderation_notice_events_actor_id_idx on moderation_notice_events (actor_id) where actor_id is not null;
comment on table moderation_notice_events is 'Every change of a notice. Rows are added, never changed.';
comment on column moderation_notice_events.actor_id is 'The member of the team who acted.';

create function moderation_notice_events_are_kept() returns trigger language plpgsql as $$
begin
    raise exception 'the history of notices is append-only';
end
$$;
comment on function moderation_notice_events_are_kept() is 'Refuses to change a row of moderation_notice_events.';
create trigger moderation_notice_events_append_only before update on moderation_notice_events
    for each row execute function moderation_notice_events_are_kept();

create table moderation_decisions (
    id text primary key,
    notice_id text references moderation_notices (id) on delete restrict,
    subject_kind text not null,
    subject_id text not null,
    subject_title text not null default '',
    user_id text references users (id) on delete restrict,
    action text not null,
    ground text not null,
    facts text not null,
    found_by text not null,
    days integer,
    ends_at timestamptz,
    state text not null,
    undo jsonb not null default '{}',
    decided_by text not null references users (id) on delete restrict,
    decided_at timestamptz not null,
    confirmed_by text references users (id) on delete restrict,
    confirmed_at timestamptz,
    closed_at timestamptz,
    anonymised_at timestamptz,
    constraint moderation_decisions_subject_kind_known
        check (subject_kind in ('listing', 'revision', 'photo', 'profile', 'account', 'message', 'article')),
    constraint moderation_decisions_action_known check (action in (
        'approve', 'ask_change', 'reduce_visibility', 'remove', 'suspend', 'ban', 'refuse_notice')),
    constraint moderation_decisions_found_by_known check (found_by in ('review', 'notice', 'rule', 'team')),
    constraint moderation_decisions_state_known check (state in ('proposed', 'in_force', 'declined', 'ended', 'reversed')),
    constraint moderation_decisions_days_range check (days between 1 and 730),
    constraint moderation_decisions_undo_object check (jsonb_typeof(undo) = 'object'),
    constraint moderation_decisions_second_person check (confirmed_by is null or confirmed_by <> decided_by),
    constraint moderation_decisions_ban_needs_two check (action <> 'ban' or state in ('proposed', 'declined') or confirmed_by is not null)
);
create index moderation_decisions_proposed_idx on moderation_decisions (decided_at, id) where state = 'proposed';
create index moderation_decisions_ends_at_idx on moderation_decisions (ends_at) where state = 'in_force' and ends_at is not null;
create index moderation_decisions_notice_id_idx on moderation_decisions (notice_id) where notice_id is not null;
create index moderation_decisions_subject_idx on moderation_decisions (subject_kind, subject_id);
create index moderation_decisions_user_id_idx on moderation_decisions (user_id, decided_at desc) where user_id is not null;
create index moderation_decisions_decided_at_idx on moderation_decisions (decided_at desc, id desc);
create index moderation_decisions_decided_by_idx on moderation_decisions (decided_by);
create index moderation_decisions_confirmed_by_idx on moderation_decisions (confirmed_by) where confirmed_by is not null;
create index moderation_decisions_due_idx on moderation_decisions (decided_at) where anonymised_at is null;

comment on table moderation_decisions is 'What the team decided, with its reasons (règlement (UE) 2022/2065, art. 17). A ban is proposed by one and put in force by another.';
comment on column moderation_decisions.user_id is 'Whose content or account it is: who is told, and may contest.';
comment on column moderation_decisions.ground is 'Code of a law article or of a rule of the house.';
comment on column moderation_decisions.found_by is 'How it came to us: review before publication, notice, automatic rule, the team itself. No decision is automatic.';
comment on column moderation_decisions.days is 'Length of a suspension or of a reduced visibility; null without end.';
comment on column moderation_decisions.undo is 'What brings the state of before back.';
comment on column moderation_decisions.closed_at is 'When it ended, was declined or reversed.';

alter table moderation_notices
    add column answered_by text references moderation_decisions (id) on delete restrict;
create index moderation_notices_answered_by_idx on moderation_notices (answered_by) where answered_by is not null;
comment on column moderation_notices.answered_by is 'The decision on another notice about the same thing, which answered this one too.';

create table moderation_appeals (
    id text primary key,
    decision_id text not null references moderation_decisions (id) on delete restrict,
    party text not null,
    words text not null,
    made_at timestamptz not null,
    outcome text,
    reason text,
    decided_by text references users (id) on delete restrict,
    decided_at timestamptz,
    anonymised_at timestamptz,
    constraint moderation_appeals_decision_id_key unique (decision_id),
    constraint moderation_appeals_party_known check (party in ('author', 'notifier')),
    constraint moderation_appeals_outcome_known check (outcome in ('upheld', 'reversed')),
    constraint moderation_appeals_decided_whole check ((outcome is null) = (decided_at is null))
);
create index moderation_appeals_queue_idx on moderation_appeals (made_at, id) where outcome is null;
create index moderation_appeals_made_at_idx on moderation_appeals (made_at);
create index moderation_appeals_decided_by_idx on moderation_appeals (decided_by) where decided_by is not null;
comment on table moderation_appeals is 'A decision is contested once, within six months, and decided by somebody else than those who took it.';
comment on column moderation_appeals.words is 'Why, in the words of who contests.';

create table moderation_locks (
    item text primary key,
    held_by text not null references users (id) on delete cascade,
    taken_at timestamptz not null,
    until timestamptz not null,
    constraint moderation_locks_until_after check (until > taken_at)
);
create index moderation_locks_held_by_idx on moderation_locks (held_by);
create index moderation_locks_until_idx on moderation_locks (until);
comment on table moderation_locks is 'Who of the team looks at an item of the queue, for a quarter of an hour; afterwards anybody may take it over.';
comment on column moderation_locks.item is 'Kind and identifier of the item: notice/0199….';
