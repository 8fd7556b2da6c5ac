package dev.nightshift.bench.faults;

import dev.nightshift.workflows.durable.Ids;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with what a flow left, each a sentence. */
final class Findings {
  private final List<String> wrong = new ArrayList<>();

  List<String> all() {
    return List.copyOf(wrong);
  }

  void add(String sentence) {
    wrong.add(sentence);
  }

  void expect(String what, Object wanted, Object there) {
    if (!wanted.equals(there)) {
      wrong.add(what + ": " + there + " instead of " + wanted);
    }
  }

  void atMost(String what, int most, int there) {
    if (there > most) {
      wrong.add(what + ": " + there + ", at most " + most + " may be there");
    }
  }

  void nothingRuns(Outside outside, WorkflowStub flow, String workflow) throws IOException {
    nothingRuns(outside, flow, workflow, "trial");
  }

  /** {@code purpose} is what the flow's sandbox was for. */
  void nothingRuns(Outside outside, WorkflowStub flow, String workflow, String purpose)
      throws IOException {
    expect("sandboxes left", 0, outside.sandboxesOf(workflow));
    String firstRun = flow.describe().getExecution().getRunId();
    String sandbox = Ids.sandbox(workflow, firstRun, purpose);
    expect("processes left", List.of(), outside.processesIn(sandbox));
    expect("processes of the dead", List.of(), outside.strays());
  }
}
