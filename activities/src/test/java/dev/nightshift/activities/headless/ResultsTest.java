package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
  private static final Ending DONE = new Ending(Stopped.DONE, "", false);
  private static final Leavings NOTHING = new Leavings(null, null, "", "");
  private static final Cause CAUSE =
      new Cause(
          "missing_column",
          Verdict.CODE,
          "model.shop.orders",
          List.of("model.shop.orders"),
          "The column total is gone.",
          null,
          null,
          null);

  @TempDir Path folder;

  private String stopped(List<Cause> causes, String words, Kept kept) {
    Workspace workspace = new Workspace("shop", "acme/shop", "dbt", "abc", null);
    Task task = new Task("sage", "codex", "What is new?", workspace, causes, null);
    return new Results(task, new FileBlobs(folder)).of(DONE, words, NOTHING, kept).stopped();
  }

  @Test
  void who_is_asked_and_says_nothing_has_not_answered() {
    assertEquals("no_answer", stopped(List.of(), "", Kept.NOTHING));
    assertEquals("no_answer", stopped(List.of(), " \u200b\n", Kept.NOTHING));
  }

  @Test
  void who_is_asked_and_says_something_has_answered_also_by_a_tool() {
    assertEquals("done", stopped(List.of(), "Nothing is new.", Kept.NOTHING));
    assertEquals("done", stopped(List.of(), "", Kept.NOTHING.telling("Nothing is new.")));
  }

  @Test
  void who_is_to_mend_and_changes_nothing_gave_up_whatever_it_says() {
    assertEquals("gave_up", stopped(List.of(CAUSE), "", Kept.NOTHING));
    assertEquals("gave_up", stopped(List.of(CAUSE), "I cannot.", Kept.NOTHING));
  }
}
