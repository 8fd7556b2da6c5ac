package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AmbiguousColumnTest {
  private static final Map<String, Set<String>> ABOVE =
      Map.of(
          "orders", Set.of("order_id", "customer_id", "amount", "created_at"),
          "customers", Set.of("customer_id", "name", "created_at"),
          "items", Set.of("order_id", "product_id"),
          "notes", Set.of("order_id", "note"));

  static Stream<Fixtures.Case> cases() {
    return Fixtures.of("sql/whose.sql").stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_column_is_told_apart_where_it_can_be_only_one(Fixtures.Case told) {
    String name = told.option("name");
    List<String> fresh = List.of(told.option("new").split(",", -1));
    AmbiguousColumn column =
        AmbiguousColumn.of(
            told.before(),
            name,
            Dialect.DUCKDB,
            (source, model) -> Optional.ofNullable(ABOVE.get(model)),
            (source, model) ->
                Optional.ofNullable(ABOVE.get(model))
                    .map(now -> fresh.contains(model) ? without(now, name) : now));
    Edited edited =
        column.doubt().isEmpty()
            ? AmbiguousColumn.told(told.before(), name, column.places())
            : Edited.refused(told.before(), column.doubt());
    assertEquals("", told.wrong(edited));
  }

  @Test
  void a_text_that_has_changed_is_not_edited() {
    assertTrue(AmbiguousColumn.told("select  id", "id", Map.of(7, "o")).refused());
  }

  private static Set<String> without(Set<String> columns, String name) {
    Set<String> rest = new TreeSet<>(columns);
    rest.remove(name);
    return rest;
  }
}
