{% macro noon() %}time '12:00'{% endmacro %}
