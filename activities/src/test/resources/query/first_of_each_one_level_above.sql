-- EXPECT: grain event_id: first of each
-- EXPECT: column event_id: column of raw.events.id; as from
-- EXPECT: column kind: column of raw.events.kind; as from
with numbered as (
    select *, row_number() over (partition by id order by loaded_at desc) as rn from raw.events
)
select id as event_id, kind from numbered where rn = 1
