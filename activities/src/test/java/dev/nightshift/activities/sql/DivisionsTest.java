package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DivisionsTest {
  static List<Fixtures.Case> cases() {
    return Fixtures.of("sql/divisions.sql");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_one_divisor_that_may_be_zero_is_guarded(Fixtures.Case told) {
    assertEquals("", told.wrong(Divisions.guarded(told.before())));
  }
}
