-- EXPECT: column code: function upper from raw.items.code; unknown
-- EXPECT: passes raw.items without internal, code
select * exclude (internal) replace (upper(code) as code) from raw.items
