insert into price_list (id, product, amount_cents, vat_rate, valid_from, state, reason, proposed_at, proposed_by)
select 'sample-price', 'contract', 600, 2000, '2027-01-01', 'proposed', 'Hausse des frais de signature.', now(), min(id)
from users;
