{# The desk's on-call looks into audit.run_log first: one line for each command of dbt,
   and who was paged for it. Which pager that is, only production knows. #}
{% macro open_run_log() -%}
    create schema if not exists audit;
    create table if not exists audit.run_log (
        invocation_id varchar,
        command varchar,
        nodes integer,
        failed integer,
        began_at timestamp
    );
    alter table audit.run_log add column if not exists pager varchar
{%- endmacro %}

{% macro note_the_run(results) -%}
    {%- set failed = results | selectattr('status', 'in', ['error', 'fail']) | list -%}
    insert into audit.run_log (invocation_id, command, nodes, failed, began_at, pager)
    values (
        '{{ invocation_id }}',
        '{{ flags.WHICH }}',
        {{ results | length }},
        {{ failed | length }},
        timestamp '{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}',
        '{{ env_var("LARKSPUR_PAGER") if execute }}'
    )
{%- endmacro %}
