with a as (select 1 as x, 2 as y),
b as (
    select x, y, x + y * 2 as z, (x + y) / nullif(z, 0) as ratio
    from a where (x = 1 or y = 2) and x in (select x from a where y > 1)
),
c(x, z) as (
    select x, sum(y) from b group by x
    union all
    select x, max(coalesce(z, abs(x - y))) from b group by 1
)
select
    c.x,
    {% for m in ['p', 'q'] %}
    sum(case when m = '{{ m }}' then c.z end) as {{ m }}_total,
    {% endfor %}
    min(c.z) as low, max(c.z) as high,
    round(avg(c.z), 2) as mean,
    to_char(now() at time zone 'utc', 'YYYY-MM (x)') as at,
    cast(sum(c.z) as numeric(10, 2)) as t
from c
left join b on b.x = c.x and coalesce(b.y, 0) > greatest(1, c.z - 1)
where not (c.x is null and (c.z > 1 or c.z < 0))
group by c.x
order by c.x desc, t
limit 10
