package dev.nightshift.activities.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "MODEL;a;select a from {{ ref('a') }};select a from {{ ref('b') }}",
        "MODEL;a;{{ ref(\"p\", \"a\") }};{{ ref(\"p\", \"b\") }}",
        "MODEL;a;{{ ref('a', v=2) }};{{ ref('b', v=2) }}",
        "PACKAGED_MODEL;p.a;{{ ref('p','a') }};{{ ref('b','c') }}",
        "SOURCE;p.a;{{ source('p', 'a') }} a;{{ source('b', 'c') }} a",
        "MACRO;a;{{ a('a') }}, x.a(1);{{ b('a') }}, x.a(1)",
        "PACKAGED_MACRO;p.a;{{ p.a(['a']) }} a(1);{{ b.c(['a']) }} a(1)",
        "FILTER;a;{{ a | a }};{{ a | b }}",
        "VARIABLE;a;{{ var('a', a) }};{{ var('b', a) }}",
        "DOC;a;{{ doc('a') }};{{ doc('b') }}",
        "TEST;a;[a, x];[b, x]",
        "TEST;a;- a;- b",
        "TEST;a;- a:;- b:",
        "ARGUMENT;a;{{ m(1, a=2) }} where a == 2;{{ m(1, b=2) }} where a == 2",
        "CALLS_ARGUMENT;m.a;{{ m(x(1), a=2) }} k(1, a=2);{{ b(x(1), c=2) }} k(1, a=2)",
        "CALLS_ARGUMENT;m.a;{{ m(z, 'a=1', a =2) }} m(a == 1);{{ b(z, 'a=1', c =2) }} m(a == 1)",
        "CALLS_ARGUMENT;m.a;{{ m(aa=1, x(a=1), b ,a=2, c) }};{{ b(aa=1, x(a=1), b ,c=2, c) }}",
        "CALLS_ARGUMENT;m.a;{{ m( a=2, x) }} m(z) a=2;{{ b( c=2, x) }} m(z) a=2",
        "MATERIALIZATION;a;config(materialized='a');config(materialized='b')",
        "MATERIALIZATION;a;+materialized: a;+materialized: b",
      })
  void a_name_is_another_one_in_its_role_alone(
      Role role, String name, String before, String after) {
    String by = name.contains(".") ? "b.c" : "b";
    assertEquals(after, role.replaced(before, name, by));
  }

  @Test
  void the_names_of_a_role_are_told() {
    assertEquals(Set.of("a", "b"), Role.MODEL.names("{{ ref('a') }} join {{ ref('b') }} c"));
    assertEquals(Set.of("s.t"), Role.SOURCE.names("{{ source('s', 't') }}"));
  }

  @Test
  void a_longer_name_is_another() {
    assertFalse(Role.MODEL.isIn("{{ ref('aa') }}", "a"));
    assertFalse(Role.MATERIALIZATION.isIn("materialized='aa'", "a"));
  }

  @Test
  void a_call_of_many_arguments_is_read() {
    String call = "{{ m(" + "x(1), y = 2, ".repeat(20_000) + "a = 3) }}";
    assertEquals(call.replace("a = 3", "b = 3"), Role.CALLS_ARGUMENT.replaced(call, "m.a", "m.b"));
    assertFalse(Role.CALLS_ARGUMENT.isIn(call, "m.z"));
  }
}
