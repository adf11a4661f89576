-- The oldest open notice about a thing, and how many follow, from one index: however many there are.

create index moderation_notices_open_subject_idx on moderation_notices (subject_kind, subject_id, received_at, id)
    where status in ('received', 'under_review');
