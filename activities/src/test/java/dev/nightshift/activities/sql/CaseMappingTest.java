package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaseMappingTest {
  private static final String MODEL =
      "select case channel when 'web' then 'online' end as way -- {{ note }}\nfrom orders\n";

  static Stream<Fixtures.Case> cases() {
    return Stream.of("added", "refused")
        .flatMap(name -> Fixtures.of("sql/mapping/" + name + ".sql").stream());
  }

  private static Edited edited(Fixtures.Case told, String text) {
    String maps = told.option("maps").isEmpty() ? "'kiosk': 'in_store'" : told.option("maps");
    return CaseMapping.add(text, "channel_group", maps, Dialect.of(told.option("dialect")));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_value_is_mapped_beside_the_others(Fixtures.Case told) {
    assertEquals("", told.wrong(edited(told, told.before())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void line_ends_make_no_difference(Fixtures.Case told) {
    Edited edited = edited(told, told.before().replace("\n", "\r\n"));
    assertEquals(told.after() == null, edited.refused(), edited.refusal());
    if (told.after() != null) {
      assertEquals(told.after().replace("\n", "\r\n"), edited.text());
    }
  }

  @Test
  void values_are_written_as_sql_has_them() {
    Map<Object, Object> given = new LinkedHashMap<>();
    given.put("it's", "in store: 7");
    given.put(7, -2.5);
    given.put(true, null);
    String written = CaseMapping.written(given);
    assertEquals("'it''s': 'in store: 7', 7: -2.5, true: null", written);
    assertEquals(List.of("it's", "7", "true"), CaseMapping.values(written));
    assertEquals("", CaseMapping.doubt(given));
  }

  @Test
  void what_is_no_literal_everywhere_is_told() {
    assertEquals("it maps 0 values, where 1 to 50 are taken", CaseMapping.doubt(Map.of()));
    for (Object odd :
        Arrays.asList("a\\b", "a\nb", "{{ x }}", "{% x", Double.NaN, 1e30, Map.of())) {
      assertFalse(CaseMapping.doubt(Map.of("a", odd)).isEmpty(), String.valueOf(odd));
      assertFalse(CaseMapping.doubt(Map.of(odd, "a")).isEmpty(), String.valueOf(odd));
    }
    Map<Object, Object> nothing = new LinkedHashMap<>();
    nothing.put(null, "a");
    assertEquals(
        "nothing is equal to null, so that it cannot be mapped", CaseMapping.doubt(nothing));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kiosk", "'a'", "'a': b", "'a': 'b' 'c'", "'a': 'b' or 1=1", "'a"})
  void what_tells_of_no_values_maps_none(String told) {
    assertEquals(List.of(), CaseMapping.values(told));
    assertTrue(CaseMapping.add(MODEL, "way", told, Dialect.DUCKDB).refused());
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "  "})
  void white_space_means_nothing(String space) {
    String other = MODEL.replace(" when", "\n    when").replace(" as ", space + "as" + space);
    assertTrue(CaseMapping.means(MODEL, other));
  }

  @Test
  void anything_else_means_something() {
    for (String[] change :
        List.of(
            new String[] {"'web'", "'we b'"},
            new String[] {"when", "When"},
            new String[] {"-- {{ note }}", "-- {{ run() }}"},
            new String[] {"-- {{ note }}", ""},
            new String[] {"{{ note }}\n", "{{ note }} "},
            new String[] {"when 'web'", "when'web'"},
            new String[] {"orders\n", "orders\n\n/* a */"})) {
      String other = MODEL.replace(change[0], change[1]);
      assertFalse(CaseMapping.means(MODEL, other), other);
    }
    assertFalse(CaseMapping.means(MODEL + "'", MODEL + " '"));
  }
}
