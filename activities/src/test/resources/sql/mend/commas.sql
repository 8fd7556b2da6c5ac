### a comma before from stop:from
select
    a,
    b,
from t
=== after
select
    a,
    b
from t

### a comma before from that this warehouse bears stop:as
select
    a,
    sum(b as c,
from t
=== after
select
    a,
    sum(b) as c,
from t

### a comma at the end of a group stop:)
with q as (
    select a, count(*) as n from t group by a,
)
select * from q
=== after
with q as (
    select a, count(*) as n from t group by a
)
select * from q

### a comma before the last select stop:select
with q as (
    select a from t
),

select * from q
=== after
with q as (
    select a from t
)

select * from q

### two commas stop:,
select
    a,
    , b
from t
=== after
select
    a,
    b
from t

### a comma that a loop leaves out stop:from
select
    {% for c in cs %}
    {{ c }}{% if not loop.last %},{% endif %}
    {% endfor %}
from t
=== refused explains

### an argument may be lost behind a comma stop:)
select coalesce(a, ) as x from t
=== refused explains

### a list of values stop:)
select a from t where b in ('x', 'y',)
=== after
select a from t where b in ('x', 'y')

### no comma between two items stop:b
select
    a as x
    b as y,
    c
from t
=== after
select
    a as x,
    b as y,
    c
from t

### no comma behind a plain column with a comment stop:(
select
    id -- the key
    sum(b) as y,
    c
from t
=== after
select
    id, -- the key
    sum(b) as y,
    c
from t

### commas that lead stop:b
select
      id
    , a as x
    b as y
    , c
from t
=== after
select
      id
    , a as x
    , b as y
    , c
from t

### within a line it may be anything stop:b
select a as x b as y from t
=== refused explains

### a from that is lost is no comma stop:orders
select
    a as x
    orders
=== refused it cannot be seen

### no comma between two queries stop:r
with q as (
    select a from t
)
r as (
    select a from q
)
select * from r
=== after
with q as (
    select a from t
),
r as (
    select a from q
)
select * from r

### an operator is lost, and no comma stop:(
select
    id,
    a
        - coalesce(b, 0)
        coalesce(c, 0) as net
from t
=== refused an operator may be lost

### an operator may be lost behind a plain column stop:(
select
    id,
    a
        coalesce(c, 0) as net
from t
=== refused an operator may be lost

### an operator may be lost behind a call stop:(
select
    id,
    coalesce(a, 0)
    coalesce(c, 0) as net
from t
=== refused an operator may be lost

### an alias without as ends its item stop:(
select
    id,
    sum(a) total
    sum(c) as net
from t
=== after
select
    id,
    sum(a) total,
    sum(c) as net
from t

### a star is lost before its comma stop:,
select , count(*) over () as n
from t
=== refused may be lost

### a line lost its item stop:,
select
    a,
    ,
    b
from t
=== refused may be lost

### the only item is lost stop:from
select , from t
=== refused may be lost

### a comma that leads the first item stop:,
select
    , a
    , b
from t
=== after
select
    a
    , b
from t
