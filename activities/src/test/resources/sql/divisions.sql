### a column
select cargo / hours as per_hour from calls
=== after
select cargo / nullif(hours, 0) as per_hour from calls

### whose it is, in capitals
SELECT ROUND(C.CARGO_T / C.HOURS, 2) AS PER_HOUR, C.CARGO_T / 1000 AS KT FROM CALLS C
=== after
SELECT ROUND(C.CARGO_T / NULLIF(C.HOURS, 0), 2) AS PER_HOUR, C.CARGO_T / 1000 AS KT FROM CALLS C

### a sum
select sum(a) / sum(b)::double as ratio from calls group by c
=== after
select sum(a) / nullif(sum(b)::double, 0) as ratio from calls group by c

### over a window
select a / sum(a) over (partition by b) as share from calls
=== after
select a / nullif(sum(a) over (partition by b), 0) as share from calls

### one that is guarded already
select a / nullif(b, 0) as x, a / (b - c) as y from calls
=== after
select a / nullif(b, 0) as x, a / nullif((b - c), 0) as y from calls

### two of them
select a / b as x, a / c as y from calls
=== refused divides by 2 things

### a macro
select a / {{ hours('b') }} as x from calls
=== refused cannot be seen

### a comment
select a -- / b
from calls
=== refused divides by 0 things

### the last of several is a constant that is not zero
select a / greatest(b, 1) as x, a / c as y from calls
=== after
select a / greatest(b, 1) as x, a / nullif(c, 0) as y from calls

### what may be zero in its place
select a / coalesce(b, 0) as x from calls
=== after
select a / nullif(coalesce(b, 0), 0) as x from calls

### greater than another column
select a / greatest(b, c) as x from calls
=== after
select a / nullif(greatest(b, c), 0) as x from calls

### inside of a sum, which would leave the row out
select sum(a / b) as x from calls
=== refused divides inside of sum

### inside of a function of one's own
select ours.rate(a / b) as x from calls
=== refused divides inside of rate

### inside of a coalesce, deeper
select coalesce(round(a / b, 2), 0) as x from calls
=== refused divides inside of coalesce

### inside of a case
select case when b > 3 then a / b end as x from calls
=== refused divides inside of a case

### behind a case
with c as (select case when b > 3 then 1 end as d, a / b as x from calls) select * from c
=== after
with c as (select case when b > 3 then 1 end as d, a / nullif(b, 0) as x from calls) select * from c

### by a case
select a / (case when b > 3 then b else 0 end) as x from calls
=== refused divides by a case

### by a case without brackets
select a / case when b > 3 then b else 0 end as x from calls
=== refused divides by a case

### in a condition, which would leave the row out
select a from (select a, b from calls) c where a / b > 2
=== refused divides in a condition
