{% macro metres(column) %}{{ column }} * 1000{% endmacro %}
