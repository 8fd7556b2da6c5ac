{#
    The sum of a column must not exceed what its parent row says,
    e.g. the payments of an order its total.
#}
{% test not_above_parent(model, column_name, to, field, key, tolerance=0.01) %}

with children as (

    select
        {{ key }},
        sum({{ column_name }}) as child_total
    from {{ model }}
    group by {{ key }}

),

parents as (

    select
        {{ key }},
        {{ field }} as parent_total
    from {{ to }}

)

select
    children.{{ key }},
    children.child_total,
    parents.parent_total
from children
inner join parents
    on children.{{ key }} = parents.{{ key }}
where children.child_total > parents.parent_total + {{ tolerance }}

{% endtest %}
