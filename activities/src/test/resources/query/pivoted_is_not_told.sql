-- EXPECT: column q1: expression; unknown
-- EXPECT: no passes
-- EXPECT: rows of nobody
select q1 from raw.t pivot (sum(amount) for quarter in ('q1', 'q2')) as p
