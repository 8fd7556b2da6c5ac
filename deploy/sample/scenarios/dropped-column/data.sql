-- The shop's export of customers left a column out. Nothing came in its place.
alter table raw.customers drop column marketing_opt_in;
