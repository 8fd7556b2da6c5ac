-- EXPECT: passes raw.a
select * from raw.a left join raw.b on a.id = b.a_id
