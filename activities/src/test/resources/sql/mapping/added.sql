### a simple case, a line for each branch
select
    order_id,
    case channel
        when 'web' then 'online'
        when 'phone' then 'desk'
        else 'other'
    end as channel_group
from {{ ref('stg_orders') }}
=== after
select
    order_id,
    case channel
        when 'web' then 'online'
        when 'phone' then 'desk'
        when 'kiosk' then 'in_store'
        else 'other'
    end as channel_group
from {{ ref('stg_orders') }}

### all on one line, in capitals
SELECT ID, CASE CHANNEL WHEN 'web' THEN 'online' ELSE 'other' END AS CHANNEL_GROUP FROM ORDERS
=== after
SELECT ID, CASE CHANNEL WHEN 'web' THEN 'online' WHEN 'kiosk' THEN 'in_store' ELSE 'other' END AS CHANNEL_GROUP FROM ORDERS

### no else, and no as before the name
select case channel when 'web' then 'online' end channel_group from orders
=== after
select case channel when 'web' then 'online' when 'kiosk' then 'in_store' end channel_group from orders

### searched, on one operand
select
    case
        when o.channel = 'web' then 'online'
        when o.channel = 'phone' then 'desk'
    end as channel_group
from orders o
=== after
select
    case
        when o.channel = 'web' then 'online'
        when o.channel = 'phone' then 'desk'
        when o.channel = 'kiosk' then 'in_store'
    end as channel_group
from orders o

### searched, on a call, with a list that gives something else
select
    case
        when lower(trim(channel)) = 'web' then 'online'
        WHEN LOWER(TRIM(CHANNEL)) IN ('phone', 'fax') THEN 'desk'
        else 'other'
    end as channel_group
from orders
=== after
select
    case
        when lower(trim(channel)) = 'web' then 'online'
        WHEN LOWER(TRIM(CHANNEL)) IN ('phone', 'fax') THEN 'desk'
        when lower(trim(channel)) = 'kiosk' then 'in_store'
        else 'other'
    end as channel_group
from orders

### lists alone, none with the result
select
    case
        when channel in ('web', 'app') then 'online'
        when channel in ('phone', 'fax') then 'desk'
    end as channel_group
from orders
=== after
select
    case
        when channel in ('web', 'app') then 'online'
        when channel in ('phone', 'fax') then 'desk'
        when channel = 'kiosk' then 'in_store'
    end as channel_group
from orders

### the list with the result grows
select
    case
        when channel in ('depot','gate') then 'in_store'
        when channel = 'web' then 'online'
    end as channel_group
from orders
=== after
select
    case
        when channel in ('depot','gate','kiosk') then 'in_store'
        when channel = 'web' then 'online'
    end as channel_group
from orders

### a list of one grows
select case when channel in ('depot') then 'in_store' else 'other' end as channel_group from orders
=== after
select case when channel in ('depot', 'kiosk') then 'in_store' else 'other' end as channel_group from orders

### a list with a line for each value
select
    case
        when channel in (
            'depot',
            'gate'
        ) then 'in_store'
    end as channel_group
from orders
=== after
select
    case
        when channel in (
            'depot',
            'gate',
            'kiosk'
        ) then 'in_store'
    end as channel_group
from orders

### a list whose last value has a comment of its own
select
    case
        when channel in (
            'depot',
            'gate' -- until spring
        ) then 'in_store'
        when channel = 'web' then 'online'
    end as channel_group
from orders
=== after
select
    case
        when channel in (
            'depot',
            'gate' -- until spring
        ) then 'in_store'
        when channel = 'web' then 'online'
        when channel = 'kiosk' then 'in_store'
    end as channel_group
from orders

### nothing is equal to null
select
    case
        when channel is null then 'unknown'
        when channel = 'web' then 'online'
    end as channel_group
from orders
=== after
select
    case
        when channel is null then 'unknown'
        when channel = 'web' then 'online'
        when channel = 'kiosk' then 'in_store'
    end as channel_group
from orders

### comments stay where they are
select
    case channel -- as the shop has it
        -- ours
        when 'web' then 'online' -- the shop
        when 'phone' /* and letters */ then 'desk' -- when they call, then
        -- whatever comes
        else 'other'
    end as channel_group
from orders
=== after
select
    case channel -- as the shop has it
        -- ours
        when 'web' then 'online' -- the shop
        when 'phone' /* and letters */ then 'desk' -- when they call, then
        when 'kiosk' then 'in_store'
        -- whatever comes
        else 'other'
    end as channel_group
from orders

### a branch of two lines, and tabs
select
	case
		when channel = 'web'
			then 'online'
		else 'other'
	end as channel_group
from orders
=== after
select
	case
		when channel = 'web'
			then 'online'
		when channel = 'kiosk'
			then 'in_store'
		else 'other'
	end as channel_group
from orders

### results that stand below each other
select
    case channel
        when 'web'    then 'online'
        when 'letter' then 'desk'
        else               'other'
    end as channel_group
from orders
=== after
select
    case channel
        when 'web'    then 'online'
        when 'letter' then 'desk'
        when 'kiosk'  then 'in_store'
        else               'other'
    end as channel_group
from orders

### longer than what stands below each other
select
    case channel
        when 'w'  then 'online'
        when 'ab' then 'desk'
    end as channel_group
from orders
=== after
select
    case channel
        when 'w'  then 'online'
        when 'ab' then 'desk'
        when 'kiosk' then 'in_store'
    end as channel_group
from orders

### the first branch stands behind the case
select
    case channel when 'web' then 'online'
                 when 'phone' then 'desk'
                 else 'other' end as channel_group,
    id
from orders
=== after
select
    case channel when 'web' then 'online'
                 when 'phone' then 'desk'
                 when 'kiosk' then 'in_store'
                 else 'other' end as channel_group,
    id
from orders

### the only branch stands behind the case
select
    case channel when 'web' then 'online'
                 else 'other' end as channel_group
from orders
=== after
select
    case channel when 'web' then 'online'
                 when 'kiosk' then 'in_store'
                 else 'other' end as channel_group
from orders

### the rest stands behind the last branch
select
    case channel
        when 'web' then 'online'
        when 'phone' then 'desk' else 'other' end as channel_group
from orders
=== after
select
    case channel
        when 'web' then 'online'
        when 'phone' then 'desk'
        when 'kiosk' then 'in_store' else 'other' end as channel_group
from orders

### Jinja around it, another case beside it
{{ config(materialized='table') }}
{% set days = 3 %}
with orders as (
    select
        *,
        case status when 'x' then 'gone' end as status_group,
        (case channel when 'web' then 'online' end) as channel_group
    from {{ ref('stg_orders') }}
    {% if is_incremental() %}
    where ordered_at > (select max(ordered_at) from {{ this }})
    {% endif %}
)
select id, channel_group, {{ cents('amount') }} as amount from orders
=== after
{{ config(materialized='table') }}
{% set days = 3 %}
with orders as (
    select
        *,
        case status when 'x' then 'gone' end as status_group,
        (case channel when 'web' then 'online' when 'kiosk' then 'in_store' end) as channel_group
    from {{ ref('stg_orders') }}
    {% if is_incremental() %}
    where ordered_at > (select max(ordered_at) from {{ this }})
    {% endif %}
)
select id, channel_group, {{ cents('amount') }} as amount from orders

### in a branch of a template, whose other has none
select
    {% if var('groups') %}
    case channel when 'web' then 'online' end as channel_group
    {% else %}
    null as channel_group
    {% endif %}
from orders
=== after
select
    {% if var('groups') %}
    case channel when 'web' then 'online' when 'kiosk' then 'in_store' end as channel_group
    {% else %}
    null as channel_group
    {% endif %}
from orders

### several values maps:'kiosk':'in_store','web':'online','stand':'in_store'
select case when channel = 'web' then 'online' when channel in ('gate') then 'in_store' end as channel_group from orders
=== after
select case when channel = 'web' then 'online' when channel in ('gate', 'kiosk', 'stand') then 'in_store' end as channel_group from orders

### numbers, one of them below zero maps:-2:0.5
select case grade when 1 then 1.0 when -1 then 0 end as channel_group from marks
=== after
select case grade when 1 then 1.0 when -1 then 0 when -2 then 0.5 end as channel_group from marks

### truth maps:'kiosk':TRUE
select case channel when 'web' then false else null end as channel_group from orders
=== after
select case channel when 'web' then false when 'kiosk' then true else null end as channel_group from orders

### to nothing, in capitals maps:'test':null
SELECT CASE CHANNEL WHEN 'web' THEN 'online' END AS CHANNEL_GROUP FROM ORDERS
=== after
SELECT CASE CHANNEL WHEN 'web' THEN 'online' WHEN 'test' THEN NULL END AS CHANNEL_GROUP FROM ORDERS

### to nothing maps:'test':null
select case channel when 'web' then 'online' else channel end as channel_group from orders
=== after
select case channel when 'web' then 'online' when 'test' then null else channel end as channel_group from orders

### quotes in a text maps:'kim''s':'it''s'
select case channel when 'o''neill' then 'online' end as channel_group from orders
=== after
select case channel when 'o''neill' then 'online' when 'kim''s' then 'it''s' end as channel_group from orders

### words and marks of SQL in a text maps:'end':'--'
select case channel when 'when' then 'case' else 'else' end as channel_group from orders
=== after
select case channel when 'when' then 'case' when 'end' then '--' else 'else' end as channel_group from orders

### it is mapped so already
select case channel when 'kiosk' then 'in_store' else 'other' end as channel_group from orders
=== unchanged

### a list maps it so already
select case when channel in ('gate', 'kiosk') then 'in_store' end as channel_group from orders
=== unchanged

### no quote within, and nothing within dialect:databricks maps:'':'in_store'
select case channel when 'web' then 'online' end as channel_group from orders
=== after
select case channel when 'web' then 'online' when '' then 'in_store' end as channel_group from orders
