package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.ChangeFacts.Since;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Privacy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A model above whose eleven ancestors each changed: eight of them are tried, the rest is said. */
class CommitsTest {
  @Test
  void changed_files_beyond_those_that_are_tried_are_named() throws SQLException {
    Facts facts = night(12);
    assertEquals(4, facts.failed().get(0).since().unasked().size());
    Cause cause = Rules.judge(facts).get(0);
    List<String> said =
        cause.evidence().stream()
            .map(Evidence::says)
            .filter(says -> says.startsWith("4 more changed files of m0 and of what it is made of"))
            .toList();
    assertEquals(1, said.size(), cause.evidence()::toString);
    assertTrue(said.get(0).contains(" not tried as before: models/m"), said.get(0));
  }

  @Test
  void where_all_that_changed_was_tried_nothing_is_said() throws SQLException {
    Facts facts = night(8);
    assertEquals(List.of(), facts.failed().get(0).since().unasked());
    assertFalse(
        Rules.judge(facts).get(0).evidence().stream()
            .anyMatch(one -> one.says().contains("not tried")));
  }

  @Test
  void nothing_is_known_to_make_no_difference_where_some_of_it_was_not_tried() throws SQLException {
    Facts facts = night(1);
    Facts.FailedNode node = facts.failed().get(0).saying(List.of());
    Since all = new Since(true, true, "", List.of(), false, List.of());
    assertTrue(unchanged(node, all));
    assertFalse(unchanged(node, all.without(List.of("models/m9.sql"))));
  }

  private static boolean unchanged(Facts.FailedNode node, Since since) {
    Facts.FailedNode tried =
        new Facts.FailedNode(
            node.id(), "", "", "", "", null, null, null, null, null, null, null, null, since);
    Facts facts = new Facts("", "", "", List.of(tried), null, null, null, null, null);
    return facts.unchanged(tried);
  }

  /** Each reads the next. */
  private static Facts night(int models) throws SQLException {
    Map<String, Part> parts = new LinkedHashMap<>();
    List<Earlier> came = new ArrayList<>();
    for (int n = 0; n < models; n++) {
      String[] parents = n + 1 < models ? new String[] {"model.s.m" + (n + 1)} : new String[0];
      Part part = ChangedNight.model("m" + n, "view", "select 1 as id", parents);
      parts.put(part.id(), part);
      came.add(new Earlier(part.path(), "select 2 as id", false, null));
    }
    Outcome failed = new Outcome("model.s.m0", "error", "Runtime Error\n  Out of order", 0);
    RunFacts run =
        new RunFacts(
            "s",
            "s",
            "i",
            "build",
            "1.12.6",
            "duckdb",
            "",
            List.of(failed),
            null,
            parts,
            null,
            null,
            null);
    Lately lately = new Lately(true, List.of(), came);
    try (DuckDbFile production = DuckDbFile.of("create schema dw")) {
      return new Gathering(
              run,
              new Entries(null),
              production,
              Path.of("none"),
              since -> lately,
              Privacy.standard())
          .facts();
    }
  }
}
