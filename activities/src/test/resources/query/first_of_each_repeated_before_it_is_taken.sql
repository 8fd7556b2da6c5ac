-- EXPECT: no grain
with numbered as (
    select id, row_number() over (partition by id order by at) as rn from raw.events
), repeated as (
    select n.id, n.rn, t.tag from numbered as n join raw.tags as t on t.event_id = n.id
)
select id, tag from repeated where rn = 1
