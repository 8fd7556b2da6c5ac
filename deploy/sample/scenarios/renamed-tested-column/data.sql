-- The shop renamed the key of its order lines. The key has a test on the source, which now stops
-- `dbt build` before the model that reads it.
alter table raw.order_lines rename column order_line_id to line_id;
