-- EXPECT: column a: column of raw.t.a; as from
-- EXPECT: column b: column of raw.t.b; always
with x as (
    select
        a, -- the first, it's "it"
        b, /* 'the second
 */
    from raw.t
),



y as (select a, b from x


    where b is not null)
select * from y;
