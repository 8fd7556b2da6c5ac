{# Codes that were typed by hand: no blanks around them, upper case, null when nothing is left. #}
{% macro clean_code(column_name) -%}
    nullif(upper(trim({{ column_name }})), '')
{%- endmacro %}
