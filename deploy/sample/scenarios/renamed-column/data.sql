-- The payment provider's export says the currency in the column's name now. Values are as before.
alter table raw.payments rename column amount to amount_usd;
