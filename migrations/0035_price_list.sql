-- The price list: what is paid for, from which day at which price, written by one member of the team and put in force by another.

create table price_list (
    id text primary key,
    product text not null,
    amount_cents integer not null,
    vat_rate integer not null,
    valid_from date not null,
    state text not null,
    reason text not null,
    proposed_at timestamptz not null,
    proposed_by text references users (id) on delete restrict,
    decided_at timestamptz,
    decided_by text references users (id) on delete restrict,
    constraint price_list_product_known check (product in ('boost', 'contract')),
    constraint price_list_state_known check (state in ('proposed', 'active', 'refused', 'withdrawn')),
    constraint price_list_amount_range check (amount_cents between 0 and 1000000),
    constraint price_list_vat_range check (vat_rate between 0 and 10000),
    constraint price_list_two_people check (decided_by is null or proposed_by is null or decided_by <> proposed_by)
);
create unique index price_list_one_a_day_key on price_list (product, valid_from) where state = 'active';
create index price_list_proposed_by_idx on price_list (proposed_by) where proposed_by is not null;
create index price_list_decided_by_idx on price_list (decided_by) where decided_by is not null;

comment on table price_list is 'Prices of what is paid for. The one in force on a day is the latest active one that began; none is rewritten.';
comment on column price_list.product is 'boost: a listing put forward for seven days; contract: a contract made and signed.';
comment on column price_list.amount_cents is 'Cents of a euro, all taxes included.';
comment on column price_list.vat_rate is 'Rate of the VAT in hundredths of a percent: 2000 is 20 %.';
comment on column price_list.valid_from is 'First day, in Paris.';
comment on column price_list.state is 'proposed: written by one member of the team, another one decides; active; refused; withdrawn before its first day.';
comment on column price_list.reason is 'Why, in the words of who wrote it.';
comment on column price_list.proposed_by is 'Who wrote it; null for those that came with the program.';

insert into price_list (id, product, amount_cents, vat_rate, valid_from, state, reason, proposed_at) values
    ('seed-boost', 'boost', 1000, 2000, '2026-01-01', 'active', 'Premier tarif.', '2026-01-01T00:00:00Z'),
    ('seed-contract', 'contract', 500, 2000, '2026-01-01', 'active', 'Premier tarif.', '2026-01-01T00:00:00Z');
