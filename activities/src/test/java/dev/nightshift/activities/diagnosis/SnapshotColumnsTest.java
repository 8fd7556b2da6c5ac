package dev.nightshift.activities.diagnosis;

import static dev.nightshift.activities.diagnosis.ChangedNight.model;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.workflows.values.Cause;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot whose settings name a column that is not there. */
class SnapshotColumnsTest {
  private static final String STAGED =
      "select id, trip_status, guide, ended from {{ source('raw', 'trips') }}\n";
  private static final String CHECKED =
      """
      snapshots:
        - name: snap
          relation: ref('stg')
          config:
            unique_key: id
            strategy: check
            check_cols: [%s]
      """;
  private static final String CALLED =
      """
      {%% snapshot snap %%}
      {{ config(unique_key='%s', strategy='check', check_cols=[%s]) }}
      select * from {{ ref('stg') }}
      {%% endsnapshot %%}
      """;

  @TempDir Path folder;

  private Cause cause(String path, String now, String was, String wrong) throws Exception {
    ChangedNight night = new ChangedNight(folder).file("models/stg.sql", STAGED);
    if (was.equals(now)) {
      night.file(path, now);
    } else {
      night.file(path, now, was.isEmpty() ? null : was);
    }
    return night.failing(
        "snapshot.s.snap",
        "Binder Error: Referenced column \"" + wrong + "\" not found in FROM clause!",
        "create schema raw; create schema dw; create table raw.trips as select i as id, 'done' as"
            + " trip_status, i % 2 as guide, i as ended from range(9) t(i);"
            + " create view dw.stg as select * from raw.trips",
        Parts.source("trips", ""),
        model("stg", "view", STAGED, "source.s.raw.trips"),
        snapshot(path, now));
  }

  private static Part snapshot(String path, String raw) {
    return new Part(
        "snapshot.s.snap",
        "snapshot",
        "snap",
        "s",
        List.of("s", "snap"),
        path,
        "",
        "dw",
        "snap",
        null,
        Map.of("materialized", "snapshot"),
        List.of("model.s.stg"),
        "",
        raw,
        "sql",
        null,
        "");
  }

  private static String mended(Cause cause, String now) {
    return Pieces.undone(now, Pieces.read(cause.details().get("pieces"))).text();
  }

  @Test
  void a_column_that_a_commit_called_otherwise_is_called_as_before_and_the_rest_stays()
      throws Exception {
    String now = CHECKED.formatted("guide, ended, status");
    Cause cause = cause("snapshots/s.yml", now, CHECKED.formatted("trip_status, guide"), "status");
    assertEquals(CHECKED.formatted("guide, ended, trip_status"), mended(cause, now));
  }

  @Test
  void a_key_in_a_template_is_called_as_before_and_the_rest_stays() throws Exception {
    String now = CALLED.formatted("trip_id", "'guide', 'ended'");
    String was = CALLED.formatted("id", "'guide'");
    Cause cause = cause("snapshots/s.sql", now, was, "trip_id");
    assertEquals(CALLED.formatted("id", "'guide', 'ended'"), mended(cause, now));
  }

  @Test
  void a_slip_of_the_pen_in_a_new_snapshot_is_put_right() throws Exception {
    String now = CHECKED.formatted("guide, trip_staus");
    assertEquals(
        CHECKED.formatted("guide, trip_status"),
        mended(cause("snapshots/s.yml", now, "", "trip_staus"), now));
  }

  @Test
  void a_column_in_the_place_of_two_others_is_for_a_person() throws Exception {
    String now = CHECKED.formatted("status");
    Cause cause = cause("snapshots/s.yml", now, CHECKED.formatted("trip_status, guide"), "status");
    assertEquals(now, mended(cause, now), cause.details()::toString);
  }

  @Test
  void a_column_that_went_above_the_snapshot_is_not_called_otherwise_in_it() throws Exception {
    String now = CHECKED.formatted("guide, status");
    Cause cause = cause("snapshots/s.yml", now, now, "status");
    assertEquals(now, mended(cause, now), cause.details()::toString);
  }

  /** The snapshot ran before what it is taken of was built by its text of today. */
  private Cause early(String staged, String was) throws Exception {
    ChangedNight night = new ChangedNight(folder);
    if (was.equals(staged)) {
      night.file("models/stg.sql", staged);
    } else {
      night.file("models/stg.sql", staged, was);
    }
    String now = CHECKED.formatted("guide, status");
    return night
        .file("snapshots/s.yml", now, CHECKED.formatted("guide, trip_status"))
        .failing(
            "snapshot.s.snap",
            "Binder Error: Referenced column \"status\" not found in FROM clause!",
            "create schema raw; create schema dw; create table raw.trips as select i as id, 'done'"
                + " as trip_status, i % 2 as guide, i as ended from range(9) t(i);"
                + " create table dw.stg as select * from raw.trips",
            Parts.source("trips", ""),
            model("stg", "table", staged, "source.s.raw.trips"),
            snapshot("snapshots/s.yml", now));
  }

  private static final String RENAMED = STAGED.replace("trip_status", "trip_status as status");

  private static void assertLeft(Cause cause) {
    assertFalse(cause.details().containsKey("pieces"), cause.details()::toString);
    assertEquals(
        "stg gives status by its text, and its table was built before that: once it is built, the"
            + " snapshot finds what its settings name",
        cause.details().get("doubt"));
    assertTrue(cause.because().contains("stg gives status by its text"), cause.because());
  }

  @Test
  void a_column_that_is_only_not_built_yet_is_not_called_as_before() throws Exception {
    assertLeft(early(RENAMED, STAGED));
    assertLeft(early(RENAMED, RENAMED));
  }

  @Test
  void what_changed_above_may_give_the_column_once_it_is_built() throws Exception {
    Cause cause = early(STAGED.replace("trip_status,", "{{ status_of('trips') }},"), STAGED);
    assertFalse(cause.details().containsKey("pieces"), cause.details()::toString);
    assertEquals(
        "models/stg.sql, of which it is taken, was changed too, and may give status once it is"
            + " built",
        cause.details().get("doubt"));
  }
}
