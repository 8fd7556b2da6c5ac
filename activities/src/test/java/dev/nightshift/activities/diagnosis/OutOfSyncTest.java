package dev.nightshift.activities.diagnosis;

import static dev.nightshift.activities.diagnosis.ChangedNight.model;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Cause;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An incremental model that stops, as somebody wanted, where its columns are not its table's. */
class OutOfSyncTest {
  private static final String WAS = "select id from {{ source('raw', 'trips') }}\n";
  private static final String IS = "select id, guide from {{ source('raw', 'trips') }}\n";

  @TempDir Path folder;

  private Cause cause(String now, String was, String left, String types) throws Exception {
    ChangedNight night = new ChangedNight(folder);
    if (now.equals(was)) {
      night.file("models/fct.sql", now);
    } else {
      night.file("models/fct.sql", now, was);
    }
    return night.failing(
        "model.s.fct",
        "Compilation Error in model fct (models/fct.sql)\n"
            + "              The source and target schemas on this incremental model are out of"
            + " sync!\n"
            + "                 Source columns not in target: [DuckDBColumn(column='guide',"
            + " dtype='VARCHAR', char_size=None, fields=[])]\n"
            + "                 Target columns not in source: "
            + left
            + "\n                 New column types: "
            + types
            + "\n  \n  > in macro x",
        "create schema raw; create schema dw; create table raw.trips as select i as id, 'a' as"
            + " guide from range(3) t(i); create table dw.fct as select id from raw.trips",
        Parts.source("trips", ""),
        Parts.set(
            model("fct", "incremental", now, "source.s.raw.trips"), "on_schema_change", "fail"));
  }

  @Test
  void a_column_that_a_commit_gave_the_model_is_taken_up() throws Exception {
    Cause cause = cause(IS, WAS, "[]", "[]");
    assertEquals("out_of_step:model.s.fct", cause.signature());
    assertEquals("guide", cause.details().get("columns"));
    assertEquals("'append_new_columns'", cause.details().get("value"));
    assertEquals("fail", cause.details().get("instead_of"));
    String says = cause.details().get("says");
    assertTrue(says.startsWith("it lifts a guard: somebody chose on_schema_change fail"), says);
    assertTrue(says.contains("leaves it so, and builds fct once"), says);
    assertTrue(cause.because().contains("a guard that somebody chose"), cause.because());
  }

  @Test
  void a_column_that_came_some_other_way_is_for_a_person() throws Exception {
    Cause cause = cause(IS, IS, "[]", "[]");
    assertEquals("its on_schema_change is fail, which somebody chose", undecided(cause));
  }

  @Test
  void a_column_that_may_have_become_another_is_for_a_person() throws Exception {
    assertTrue(
        undecided(cause(IS, WAS, "[DuckDBColumn(column='leader', dtype='INTEGER')]", "[]"))
            .contains("still has leader"));
  }

  @Test
  void a_column_of_another_type_is_for_a_person() throws Exception {
    assertEquals(
        "columns of its table would change their type",
        undecided(cause(IS, WAS, "[]", "[{'column_name': 'id', 'new_type': 'TEXT'}]")));
  }

  private static String undecided(Cause cause) {
    assertEquals("out_of_step:model.s.fct", cause.signature());
    assertFalse(cause.details().containsKey("setting"), cause.details()::toString);
    return cause.details().get("undecided");
  }
}
