package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column that two relations of a join have, and a model that does not say whose it reads. */
class WhoseColumnTest {
  @TempDir Path project;

  private static final String DATA =
      "create schema raw; create schema dw; create table raw.items (id integer, sku varchar);"
          + " create table raw.products (id integer, sku varchar, title varchar); create view"
          + " dw.stg_items as select * from raw.items; create view dw.stg_products as select * from"
          + " raw.products";

  @Test
  void what_the_join_holds_equal_is_either_ones() throws Exception {
    Cause cause = ambiguous("sku");
    assertEquals("ambiguous_column:model.s.lines", cause.signature());
    assertEquals(Verdict.CODE, cause.verdict());
    assertEquals("models/lines.sql", cause.details().get("file"));
    assertEquals("7:i", cause.details().get("places"));
    assertFalse(cause.details().containsKey("doubt"), cause.details()::toString);
  }

  @Test
  void what_is_another_thing_in_each_is_not_known() throws Exception {
    Cause cause = ambiguous("id");
    assertEquals("ambiguous_column:model.s.lines", cause.signature());
    assertTrue(cause.details().containsKey("doubt"), cause.details()::toString);
  }

  private Cause ambiguous(String column) throws Exception {
    String join =
        "select "
            + column
            + ", title from {{ ref('stg_items') }} i join {{ ref('stg_products') }} p on i.sku ="
            + " p.sku";
    Files.createDirectories(project.resolve("models"));
    Files.writeString(project.resolve("models/lines.sql"), join);
    String message =
        "Binder Error: Ambiguous reference to column name \"%s\" (use: \"i.%1$s\" or \"p.%1$s\")"
            .formatted(column);
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("model.s.lines", "error", message, 0)),
            Parts.source("items", ""),
            Parts.source("products", ""),
            model("stg_items", List.of("source.s.raw.items"), "select * from raw.items"),
            model("stg_products", List.of("source.s.raw.products"), "select * from raw.products"),
            Parts.written(
                model("lines", List.of("model.s.stg_items", "model.s.stg_products"), ""), join)),
        DATA,
        new Entries(null),
        project);
  }

  private static Part model(String name, List<String> parents, String sql) {
    return Parts.part("model.s." + name, "model", "dw", name, Map.of(), "view", parents, sql, null);
  }
}
