-- EXPECT: column at: expression; unknown
-- EXPECT: column who: expression; unknown
select sysdate as at, current_user as who from raw.t
