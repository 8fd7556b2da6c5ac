{# Whether seedlings may freeze in the open on this day. #}
{% macro frost_risk(date_column) -%}
    (month({{ date_column }}) <= 4 or month({{ date_column }}) >= 10)
{%- endmacro %}

{# Whether the ground can be worked on this day. #}
{% macro digging_day(date_column) -%}
    (month({{ date_column }}) between 3 and 11)
{%- endmacro %}
