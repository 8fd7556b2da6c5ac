{# What a gardener calls this time of the year, from when the ground can be worked. #}
{% macro season(date_column) -%}
    case
        when month({{ date_column }}) between 3 and 5 then 'spring'
        when month({{ date_column }}) between 6 and 8 then 'summer'
        when month({{ date_column }}) between 9 and 11 then 'autumn'
        else 'winter'
    end
{%- endmacro %}
