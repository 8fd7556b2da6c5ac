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

  private static String pieces(String before, String now) {
    return Pieces.written(Pieces.between(before, now));
  }

  private static String refusals(String file, String now, String patched, String pieces) {
    Cause cause =
        new Cause(
            "broken_by_change",
            Verdict.CODE,
            "model.shop.a",
            List.of("test.shop.t"),
            "",
            List.of(),
            Map.of("file", file, "pieces", pieces),
            null);
    return Given.file(file, now, patched).causedBy(cause).by(new RowsLost());
  }
}
