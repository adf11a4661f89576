-- Ten thousand items for the queue of the team, on a database that holds the demonstration: psql -f bench/moderation-queue.sql
-- 4,000 listings that wait, 1,000 changes, 4,000 notices, 900 appeals, 100 bans to confirm.
begin;
with picked as (select id, row_number() over (order by id) as n from listings where status = 'active' order by id limit 4000)
update listings l set status = 'pending_review', status_since = now() - picked.n * interval '7 minutes'
from picked where picked.id = l.id;
delete from listing_search where listing_id in (select id from listings where status = 'pending_review');

insert into listing_revisions (id, listing_id, number, status, made_at, answers, changes)
select 'bench-r' || n, id, coalesce((select max(number) from listing_revisions r where r.listing_id = l.id), 0) + 1, 'pending',
       now() - n * interval '11 minutes', '{}', '[]'
from (select id, row_number() over (order by id) as n from listings where status = 'active' order by id limit 1000) l;

insert into moderation_notices (id, subject_kind, subject_id, subject_owner, address, reason, explanation, received_at, status_since)
select 'bench-n' || n, 'listing', l.id, l.user_id, 'https://doctonext.example/annonces/' || l.id,
       (array['scam', 'misleading', 'already_filled', 'duplicate'])[1 + n % 4], 'Une explication assez longue pour être lue.',
       now() - n * interval '5 minutes', now()
from (select id, user_id, row_number() over (order by id) as n from listings where status = 'active' order by id limit 4000) l;

insert into users (id, name, email, email_verified, role) values
    ('bench-first', 'Première Personne', 'bench-first@example.invalid', true, 'moderator') on conflict do nothing;
insert into moderation_decisions (id, subject_kind, subject_id, subject_title, user_id, action, ground, facts, found_by, state, decided_by, decided_at)
select 'bench-d' || n, case when n <= 900 then 'listing' else 'account' end, case when n <= 900 then l.id else l.user_id end, l.title,
       l.user_id, case when n <= 900 then 'remove' else 'ban' end, 'r2', 'Des faits.', 'team',
       case when n <= 900 then 'in_force' else 'proposed' end, 'bench-first', now() - n * interval '13 minutes'
from (select id, user_id, title, row_number() over (order by id desc) as n from listings order by id desc limit 1000) l;
insert into moderation_appeals (id, decision_id, party, words, made_at)
select 'bench-a' || n, 'bench-d' || n, 'author', 'Je conteste, voici pourquoi.', now() - n * interval '9 minutes'
from generate_series(1, 900) n;
commit;
analyze listings, listing_revisions, moderation_notices, moderation_decisions, moderation_appeals;
