select
    user_id
    , first_name || ' ' || last_name as name
    , safe_cast(json_extract_scalar(payload, '$.a') as int64) as a
    , sum(price * quantity) as total
    , sum(price * quantity) - sum(coalesce(discount, 0)) as net
    , count(*) filter (where status = 'open') as open
    , array_agg(x order by y limit 1)[offset(0)] as latest
    , if(max(a) > 1, 'many', 'one') as label
    , sum(a + b) over (partition by user_id order by ts rows between unbounded preceding and current row) as running
    , timestamp_diff(max(ts), min(ts), day) as days
    , concat(upper(substr(first_name, 1, 1)), lower(substr(first_name, 2))) as pretty
from (
    select *, row_number() over (partition by id order by ts) as rn
    from `project.dataset.orders`
    where ts between '2020-01-01' and timestamp_sub(current_timestamp(), interval 1 day)
) as o
inner join {{ ref('users') }} using (user_id)
where rn = 1
  and exists (select 1 from {{ ref('b') }} b where b.id = o.id and lower(b.kind) = 'x')
group by user_id, first_name, last_name
