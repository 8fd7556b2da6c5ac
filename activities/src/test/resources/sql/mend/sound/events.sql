{{ config(materialized='incremental', unique_key=['a', 'b']) }}

with events as (
    select
        e.value:id::string as event_id,
        e.value:ts::timestamp_ntz as ts,
        iff(a > b, coalesce(a, 0), nullif(b, 0)) as pick,
        try_cast(e.value:amount::string as decimal(18, 2)) as amount,
        date_trunc('day', ts) as day
    from {{ source('raw', 'events') }} as r,
        lateral flatten(input => r.payload:items) as e
    where r.loaded_at >= dateadd('day', -3, current_date)
    qualify row_number() over (partition by event_id order by ts desc nulls last) = 1
),

daily as (
    select
        day,
        count(distinct event_id) as events,
        sum(case when amount > 0 then amount else 0 end) as revenue,
        sum(amount) / nullif(count(*), 0) as mean,
        listagg(distinct kind, ', ') within group (order by kind) as kinds,
        max(iff(kind in ('a', 'b'), amount, null)) as biggest
    from events
    left join {{ ref('kinds') }} as k
        on k.id = events.kind_id and (k.valid_to is null or k.valid_to > events.ts)
    group by day
    having count(*) > (select avg(n) from {{ ref('x') }})
)

select
    d.*,
    lag(d.revenue, 1) over (order by d.day) as previous,
    round(100.0 * (d.revenue - lag(d.revenue) over (order by d.day)) / nullif(d.revenue, 0), 2) as growth,
    {{ dbt_utils.generate_surrogate_key(['day', 'kind']) }} as key,
    extract(year from d.day) as year
from daily as d
where d.day < current_date and d.kind not in ('x', 'y')
order by 1
