package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnRenameTest {
  private static final SourceColumn COLUMN =
      new SourceColumn("raw", "payments", "payments", "amount", "amount_usd");

  static Stream<Fixtures.Case> cases() {
    return List.of("staging", "scopes", "stars", "jinja").stream()
        .flatMap(name -> Fixtures.of("sql/rename/" + name + ".sql").stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_renamed_column_is_read_by_its_new_name(Fixtures.Case told) {
    assertEquals("", told.wrong(edited(told, told.before())));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void line_ends_make_no_difference(Fixtures.Case told) {
    Edited edited = edited(told, told.before().replace("\n", "\r\n"));
    if (told.after() != null) {
      assertEquals(told.after().replace("\n", "\r\n"), edited.text());
    }
  }

  private static Edited edited(Fixtures.Case told, String text) {
    Dialect dialect = Dialect.of(told.option("dialect"));
    return told.option("mode").equals("test")
        ? ColumnRename.inTest(text, COLUMN, dialect)
        : ColumnRename.inModel(text, COLUMN, dialect);
  }
}
