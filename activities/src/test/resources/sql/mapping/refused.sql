### it is mapped to something else
select case channel when 'web' then 'online' when 'kiosk' then 'desk' end as channel_group from orders
=== refused channel_group maps 'kiosk' to 'desk' already

### one of several is mapped to something else maps:'stand':'in_store','kiosk':'in_store'
select case when channel in ('web', 'kiosk') then 'online' end as channel_group from orders
=== refused channel_group maps 'kiosk' to 'online' already

### no such column
select case channel when 'web' then 'online' end as channel_groups from orders
=== refused no select makes a column channel_group

### it only passes through
select channel_group from {{ ref('int_orders') }}
=== refused no select makes a column channel_group

### in a comment
select channel_group -- case channel when 'web' then 'online' end as channel_group
from {{ ref('int_orders') }}
=== refused no select makes a column channel_group

### in a macro's text
{% macro grouped() %}select case channel when 'web' then 'online' end as channel_group from orders{% endmacro %}
select 1 as one
=== refused no select makes a column channel_group

### it is no case expression
select upper(channel) as channel_group from orders
=== refused made by something else than a case expression

### a case within a call
select coalesce(case channel when 'web' then 'online' end, 'other') as channel_group from orders
=== refused made by something else than a case expression

### more than a case
select case channel when 'web' then 'online' end || '!' as channel_group from orders
=== refused made by something else than a case expression

### the type of a cast is called like the column
select cast(case channel when 'web' then 'online' end as channel_group) as x from orders
=== refused no select makes a column channel_group

### two of them
select case channel when 'web' then 'online' end as channel_group from orders
union all
select case way when 'web' then 'online' end as channel_group from visits
=== refused 2 case expressions make channel_group

### one in each branch of a template
select
    {% if var('old') %}
    case way when 'web' then 'online' end as channel_group
    {% else %}
    case channel when 'web' then 'online' end as channel_group
    {% endif %}
from orders
=== refused 2 case expressions make channel_group

### a range
select case when channel < 'k' then 'early' when channel = 'web' then 'online' end as channel_group from orders
=== refused does more than compare with = or in: channel < 'k'

### like
select case when channel like 'w%' then 'online' when channel = 'fax' then 'desk' end as channel_group from orders
=== refused does more than compare with = or in: channel like 'w%'

### not in
select case when channel not in ('web', 'app') then 'desk' end as channel_group from orders
=== refused does more than compare with = or in

### not equal
select case when not channel = 'web' then 'desk' end as channel_group from orders
=== refused does more than compare with = or in

### two conditions
select case when channel = 'web' and amount = 0 then 'online' end as channel_group from orders
=== refused does more than compare with = or in

### one of two conditions that come first
select case when paid and channel = 'web' then 'online' end as channel_group from orders
=== refused does more than compare with = or in

### not null
select case when channel is not null then 'known' end as channel_group from orders
=== refused does more than compare with = or in

### a list that a query gives
select case when channel in (select channel from shops) then 'in_store' end as channel_group from orders
=== refused does more than compare with = or in

### another column
select case when channel = way then 'same' end as channel_group from orders
=== refused does more than compare with = or in

### the same column of another table
select case when o.channel = 'web' then 'online' when v.channel = 'fax' then 'desk' end as channel_group from orders o join visits v using (id)
=== refused its branches compare different things: v.channel is not the first one

### once in small letters
select case when channel = 'web' then 'online' when lower(channel) = 'fax' then 'desk' end as channel_group from orders
=== refused its branches compare different things: lower(channel) is not the first one

### a result that is a column
select case channel when 'web' then 'online' when 'fax' then channel end as channel_group from orders
=== refused a branch gives more than a value: channel

### a case within
select case channel when 'web' then case when paid then 'online' end end as channel_group from orders
=== refused a case expression stands within

### Jinja in a branch
select case channel when 'web' then '{{ var("online") }}' end as channel_group from orders
=== refused Jinja stands in the case expression

### Jinja makes the branches
select
    case channel
        {% for way, says in var('ways').items() %}
        when '{{ way }}' then '{{ says }}'
        {% endfor %}
    end as channel_group
from orders
=== refused Jinja stands in the case expression

### one branch is Jinja's
select
    case channel
        when 'web' then 'online'
        {% if var('desk') %}when 'fax' then 'desk'{% endif %}
    end as channel_group
from orders
=== refused Jinja stands in the case expression

### Jinja in a comment within
select
    case channel
        when 'web' then 'online' -- {{ var('note') }}
    end as channel_group
from orders
=== refused Jinja stands in the case expression

### a number among texts maps:'kiosk':7
select case channel when 'web' then 'online' end as channel_group from orders
=== refused its branches give a text, and 7 is a number

### a text among numbers
select case channel when 'web' then 1 else 0 end as channel_group from orders
=== refused its branches give a number, and 'in_store' is a text

### a text beside an else that is a number
select case channel when 'web' then null else 0 end as channel_group from orders
=== refused its branches give a number, and 'in_store' is a text

### a text where numbers are compared
select case channel when 1 then 'online' end as channel_group from orders
=== refused its branches compare with a number, and 'kiosk' is a text

### a number where texts are compared maps:7:'in_store'
select case channel when '1' then 'online' end as channel_group from orders
=== refused its branches compare with a text, and 7 is a number

### truth among texts maps:'kiosk':true
select case channel when 'web' then 'true' end as channel_group from orders
=== refused its branches give a text, and true is true or false

### capitals where small letters are compared maps:'Kiosk':'in_store'
select case lower(channel) when 'web' then 'online' end as channel_group from orders
=== refused what it compares is never 'Kiosk', by its case

### a text with a backslash, which is another in each warehouse
select case channel when 'a\b' then 'online' end as channel_group from orders
=== refused does more than compare with = or in

### null is no value maps:null:'none'
select case channel when 'web' then 'online' end as channel_group from orders
=== refused nothing is equal to null

### a query instead of a value maps:'kiosk':(select
select case channel when 'web' then 'online' end as channel_group from orders
=== refused the value is not one or more of value: result

### no query that can be read
select case channel when 'web' then 'online' end as channel_group from (orders
=== refused a parenthesis has no end

### a comment that does not end on its line
select
    case channel
        when 'web' then 'online' /* and
        so on */
        else 'other'
    end as channel_group
from orders
=== refused would not mean just the value more

### a quote where two of them end a text and begin the next dialect:databricks maps:'kiosk':'it''s'
select case channel when 'web' then 'online' end as channel_group from orders
=== refused this warehouse does not read the quote in 'it''s'
