package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnThroughTest {
  private static final SourceColumn COLUMN =
      new SourceColumn("raw", "payments", "payments", "amount", "amount");

  static List<Fixtures.Case> cases() {
    return Fixtures.of("sql/through/staging.sql");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_column_is_read_through_an_expression_under_its_own_name(Fixtures.Case told) {
    Dialect dialect = Dialect.of(told.option("dialect"));
    assertEquals(
        "",
        told.wrong(ColumnThrough.inModel(told.before(), COLUMN, "cast({} as integer)", dialect)));
  }
}
