package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacroReadsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ loaded('raw', 'payments') }}",
        "{{ loaded(\"payments\") }}",
        "{{ our.loaded(tables=['payments']) }}",
        "{{ adapter.get_relation(database, 'raw', 'payments') }}",
        "{{ loaded('raw', 'payments') if x else ref('y') }}",
        "{{ loaded(var('which', 'payments')) }}",
        "{% call loaded('payments') %}{% endcall %}",
        "{% set from = loaded('payments') %}",
        "{% set table = 'payments' %}select amount from {{ loaded('raw', table) }}",
        "{% for table in ['orders', 'payments'] %}{{ loaded(table) }}{% endfor %}",
        "{% set one = 'payments' %}{%- set two = one -%}{{ loaded(two) }}"
      })
  void a_template_that_gives_the_tables_name_to_a_macro_may_read_it(String template) {
    assertTrue(MacroReads.in(template, "payments"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ var('payments') }}",
        "{{ env_var('payments') }}",
        "{{ loaded(var('payments')) }}",
        "{{ var('which', 'payments') }}",
        "{% set table = 'payments' %}select amount from {{ ref('a') }}",
        "{% set kinds = ['payments', 'refunds'] %}",
        "{{ ref('payments') }}",
        "{{ loaded(ref('payments')) }}",
        "{{ source('archive', 'payments') }}",
        "{{ config(alias='payments') }}",
        "{% if 'payments' in kinds %}1{% endif %}",
        "{# {{ loaded('payments') }} #}",
        "{{ loaded('raw', 'payments_old') }}",
        "select 'payments', f('payments')"
      })
  void a_template_that_does_not_is_no_hindrance(String template) {
    assertFalse(MacroReads.in(template, "payments"));
  }
}
