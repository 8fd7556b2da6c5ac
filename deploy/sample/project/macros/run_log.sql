{# The desk's on-call looks into audit.run_log first: one line for each command of dbt. #}
{% macro open_run_log() -%}
    create schema if not exists audit;
    create table if not exists audit.run_log (
        invocation_id varchar,
        command varchar,
        nodes integer,
        failed integer,
        began_at timestamp
    )
{%- endmacro %}

{% macro note_the_run(results) -%}
    {%- set failed = results | selectattr('status', 'in', ['error', 'fail']) | list -%}
    insert into audit.run_log (invocation_id, command, nodes, failed, began_at)
    values (
        '{{ invocation_id }}',
        '{{ flags.WHICH }}',
        {{ results | length }},
        {{ failed | length }},
        timestamp '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}'
    )
{%- endmacro %}
