-- EXPECT: column id: column of raw.a.id; as from
-- EXPECT: column x: column of raw.b.x; as from
-- EXPECT: column a_id: column of raw.b.a_id; always <- b.a_id is not null
select a.id, b.x, b.a_id from raw.a as a left join raw.b as b on a.id = b.a_id
where b.a_id is not null
