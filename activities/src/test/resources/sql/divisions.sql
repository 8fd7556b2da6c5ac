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
