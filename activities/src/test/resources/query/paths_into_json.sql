-- EXPECT: column order_id: expression from raw.events.v; unknown
-- EXPECT: column id: column of raw.events.id; as from
-- EXPECT: rows of raw.events
select v:order_id::string as order_id, id from raw.events where v:order_id is not null
