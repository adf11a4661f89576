-- Letters: a row is written in the transaction of the fact that it tells of; a job takes it away.

create table letters (
    id text primary key,
    kind text not null,
    user_id text references users (id) on delete set null,
    recipient text,
    content text,
    state text not null default 'waiting',
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    last_error text,
    created_at timestamptz not null,
    sent_at timestamptz,
    constraint letters_state_known check (state in ('waiting', 'sent', 'dead', 'withdrawn')),
    constraint letters_whole_while_waiting
        check (state not in ('waiting', 'dead') or (recipient is not null and content is not null)),
    constraint letters_empty_when_over
        check (state not in ('sent', 'withdrawn') or (recipient is null and content is null))
);
create index letters_due_idx on letters (next_attempt_at) where state = 'waiting';
create index letters_user_id_idx on letters (user_id, created_at desc);
create index letters_state_idx on letters (state, created_at) where state <> 'sent';
create index letters_created_at_idx on letters (created_at);

comment on table letters is 'Letters to leave and those that left. Address and content are sealed, and erased once the letter has left.';
comment on column letters.kind is 'Which letter, in the words of the program.';
comment on column letters.user_id is 'The person it is for, when they have an account.';
comment on column letters.recipient is 'Name and address as JSON, sealed.';
comment on column letters.content is 'The letter as JSON, sealed: it may carry links that open an account.';
comment on column letters.state is 'waiting, sent, dead (refused for good or tried for three days: the team may send it again), withdrawn (unreadable or no longer wanted).';
comment on column letters.last_error is 'What the mail server said last, without addresses.';

create table letter_refusals (
    user_id text not null references users (id) on delete cascade,
    kind text not null,
    refused_at timestamptz not null,
    primary key (user_id, kind)
);

comment on table letter_refusals is 'Letters that a person does not want, of those that can be switched off.';
