package dev.nightshift.activities.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a cause proves to have stood there may come back, to the letter and alone. */
class RestoredTest {
  private static final String SEED = "no,name\n1,North\n2,South\n";
  private static final String TWICE = "no,name\n1,North\n1,North\n2,South\n";
  private static final String FILTERED = "select id\nfrom a\nwhere nth = 1\n";
  private static final String UNFILTERED = "select id\nfrom a\n";

  @Test
  void a_row_that_a_commit_brought_twice_goes_again() {
    assertEquals("", refusals("seeds/n.csv", TWICE, SEED, pieces(SEED, TWICE)));
  }

  @Test
  void another_row_of_the_seed_does_not() {
    assertEquals(
        "seeds/n.csv: rows of a seed are changed or removed",
        refusals("seeds/n.csv", TWICE, "no,name\n1,North\n1,North\n", pieces(SEED, TWICE)));
  }

  @Test
  void a_filter_that_a_commit_took_out_comes_back() {
    assertEquals("", refusals("models/a.sql", UNFILTERED, FILTERED, pieces(FILTERED, UNFILTERED)));
  }

  @Test
  void a_narrower_one_does_not() {
    String refusals =
        refusals(
            "models/a.sql",
            UNFILTERED,
            "select id\nfrom a\nwhere nth = 1 and id > 3\n",
            pieces(FILTERED, UNFILTERED));
    assertTrue(refusals.contains("rows may be lost"), refusals);
  }

  @Test
  void a_filter_that_no_cause_speaks_of_does_not() {
    assertTrue(refusals("models/a.sql", UNFILTERED, FILTERED, "").contains("rows may be lost"));
  }

  @Test
  void a_setting_that_a_commit_changed_comes_back() {
    assertEquals("", settings("{{ config(unique_key='id') }}\n"));
  }

  @Test
  void another_setting_does_not() {
    assertTrue(
        settings("{{ config(unique_key='other') }}\n").contains("has other settings: unique_key"));
  }

  private static String settings(String patched) {
    String before = "{{ config(unique_key='id') }}\n";
    String now = "{{ config(unique_key='day') }}\n";
    return Given.manifests(manifest("day"), manifest("id"))
        .and("models/a.sql", now, patched)
        .causedBy(cause("models/a.sql", pieces(before, now)))
        .by(new NodesKept());
  }

  private static String manifest(String key) {
    return "{'nodes': {'model.shop.a': {'resource_type': 'model', 'name': 'a', 'package_name':"
        + " 'shop', 'original_file_path': 'models/a.sql', 'config': {'unique_key': '"
        + key
        + "'}}}}";
  }

  private static String pieces(String before, String now) {
    return Pieces.written(Pieces.between(before, now));
  }

  private static String refusals(String file, String now, String patched, String pieces) {
    return Given.file(file, now, patched).causedBy(cause(file, pieces)).by(new RowsLost());
  }

  private static Cause cause(String file, String pieces) {
    return new Cause(
        "broken_by_change",
        Verdict.CODE,
        "model.shop.a",
        List.of("test.shop.t"),
        "",
        List.of(),
        Map.of("file", file, "pieces", pieces),
        null);
  }
}
