-- EXPECT: unread
select 1; select 2
