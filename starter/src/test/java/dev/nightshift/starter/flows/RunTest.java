package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.starter.flows.Run.Status;
import dev.nightshift.workflows.values.Progress;
import org.junit.jupiter.api.Test;

class RunTest {
  @Test
  void a_run_that_could_not_be_read_is_not_called_done() {
    assertEquals("done", run(Status.COMPLETED, "done").state());
    assertEquals("unreadable", run(Status.COMPLETED, "unreadable").state());
    assertEquals("failed", run(Status.FAILED, "unreadable").state());
  }

  private static Run run(Status status, String phase) {
    Progress progress = new Progress("", "", "", phase, "", null, null, null);
    return new Run("fix/shop/1", "", status, 0, 1, progress, null, "", null, null);
  }
}
