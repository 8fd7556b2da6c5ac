-- EXPECT: unread
select a.id from raw.a left semi join raw.b on a.id = b.id
