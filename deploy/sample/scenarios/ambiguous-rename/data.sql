-- The payment provider tells now what the buyer was charged and what it settles with us. The old
-- amount was the first for cards and the second for paypal; no single column holds it any more.
create or replace table raw.payments as
select
  payment_id,
  order_id,
  method,
  status,
  cast(case method when 'paypal' then amount * 1.02 else amount end as decimal(10, 2)) as amount_charged,
  cast(case method when 'card' then amount * 0.971 else amount end as decimal(10, 2)) as amount_settled,
  paid_at,
  _batch_id,
  _loaded_at
from raw.payments;
