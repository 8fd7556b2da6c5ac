package dev.nightshift.activities.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.LastNight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowFiltersTest {
  @Test
  void every_model_of_the_sample_can_be_read() throws IOException {
    try (Stream<Path> walk = Files.walk(LastNight.SAMPLE.resolve("project/models"))) {
      List<Path> unread =
          walk.filter(path -> path.toString().endsWith(".sql"))
              .filter(path -> RowFilters.of(text(path), Map.of()).isEmpty())
              .toList();
      assertEquals(List.of(), unread);
    }
  }

  @Test
  void layout_and_the_two_names_of_one_column_make_no_difference() {
    var before = RowFilters.of("select * from t where amount>0 AND b", Map.of()).orElseThrow();
    var after =
        RowFilters.of(
                "select *\nfrom t\nwhere amount_usd > 0\n  and b", Map.of("amount_usd", "amount"))
            .orElseThrow();
    assertEquals(before, after);
    assertEquals(Map.of("where amount > 0", 1, "where b", 1), after);
  }

  @Test
  void what_no_warehouse_takes_is_left_unread() {
    String deep = "select * from " + "(select * from ".repeat(3_000) + "t" + ") q".repeat(3_000);
    for (String text : List.of(deep, "select a from t join db.")) {
      assertEquals(Optional.empty(), RowFilters.of(text, Map.of()), () -> text.substring(0, 10));
    }
    assertEquals(Optional.of(Map.of()), RowFilters.of("select top", Map.of()));
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
