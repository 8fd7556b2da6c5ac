package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CastTypeTest {
  static List<Fixtures.Case> cases() {
    return Fixtures.of("sql/cast.sql");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_one_cast_of_a_column_gets_another_type(Fixtures.Case told) {
    assertEquals("", told.wrong(CastType.exchanged(told.before(), "cargo", "INTEGER", "BIGINT")));
  }
}
