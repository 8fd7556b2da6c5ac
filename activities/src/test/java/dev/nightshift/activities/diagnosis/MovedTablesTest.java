package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of a source that is called otherwise since last night. */
class MovedTablesTest {
  private static final String SQL =
      "with source as (select * from raw.sub_items) select id, sku, amount / 100 as price from"
          + " source";

  @TempDir Path project;

  @Test
  void one_that_is_called_so_but_for_its_lines_is_read_there() throws Exception {
    Cause cause = missing("create table raw.subitem (id integer, sku varchar, amount integer);");
    assertEquals("renamed_source_table:source.s.raw.sub_items", cause.signature());
    assertEquals(Verdict.CODE, cause.verdict());
    assertEquals(
        Optional.of(
            new DocumentedChange(
                "models/_sources.yml",
                "sources.raw.tables.sub_items.identifier",
                "set",
                "subitem")),
        cause.documented());
    assertTrue(cause.because().contains("with all 3 columns"), cause.because());
  }

  @Test
  void one_that_lacks_a_column_or_is_called_like_a_copy_is_another_table() throws Exception {
    assertGone("create table raw.subitem (id integer, sku varchar);");
    assertGone("create table raw.sub_items_old (id integer, sku varchar, amount integer);");
    assertGone("create table raw.item (id integer, sku varchar, amount integer);");
  }

  @Test
  void of_two_nobody_knows_which() throws Exception {
    assertGone(
        "create table raw.subitem (id integer, sku varchar, amount integer); create table"
            + " raw.sub_item (id integer, sku varchar, amount integer);");
  }

  @Test
  void one_that_the_project_reads_already_is_no_new_name() throws Exception {
    String there = "create table raw.subitem (id integer, sku varchar, amount integer);";
    Cause cause = missing(there, Parts.source("subitem", ""));
    assertEquals("source_missing:source.s.raw.sub_items", cause.signature());
  }

  private void assertGone(String others) throws Exception {
    assertEquals("source_missing:source.s.raw.sub_items", missing(others).signature());
  }

  private Cause missing(String others, Part... more) throws Exception {
    Files.createDirectories(project.resolve("models"));
    Files.writeString(project.resolve("models/stg.sql"), "select 1");
    Part staging =
        Parts.part(
            "model.s.stg",
            "model",
            "dw",
            "stg",
            Map.of(),
            "view",
            List.of("source.s.raw.sub_items"),
            SQL,
            null);
    List<Part> all = new java.util.ArrayList<>(List.of(Parts.source("sub_items", ""), staging));
    all.addAll(List.of(more));
    String message = "Catalog Error: Table with name sub_items does not exist!";
    return SmallNight.only(
        SmallNight.run(
            List.of(new Outcome("model.s.stg", "error", message, 0)), all.toArray(Part[]::new)),
        "create schema raw; create schema dw; " + others,
        new Entries(null),
        project);
  }
}
