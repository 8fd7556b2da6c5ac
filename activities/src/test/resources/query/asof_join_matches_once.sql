-- EXPECT: rows of raw.trades
-- EXPECT: beside inner raw.quotes by symbol, once
select t.id, q.price from raw.trades as t
asof join raw.quotes as q on t.symbol = q.symbol and t.at >= q.at
