### in a cast
select cast(c.cargo as integer) as cargo from {{ source('port', 'calls') }} c
=== after
select cast(c.cargo as bigint) as cargo from {{ source('port', 'calls') }} c

### in capitals, under its short name
SELECT CAST(CARGO AS INT) AS CARGO, HOURS FROM {{ source('port', 'calls') }}
=== after
SELECT CAST(CARGO AS BIGINT) AS CARGO, HOURS FROM {{ source('port', 'calls') }}

### by colons
select cargo::integer as cargo, hours::integer as hours from {{ source('port', 'calls') }}
=== after
select cargo::bigint as cargo, hours::integer as hours from {{ source('port', 'calls') }}

### two casts of it
select cast(cargo as integer) as a, cast(cargo as integer) / 2 as b from {{ source('port', 'calls') }}
=== refused has 2 casts

### a cast of what is made of it
select cast(cargo / 2 as integer) as a from {{ source('port', 'calls') }}
=== refused has 0 casts
