package dev.nightshift.starter.scenario;

import dev.nightshift.workflows.remediation.RemediationOutcome;
import java.util.List;
import java.util.stream.Stream;

/** How one bad night went: {@code differences} from what its file says, empty where it is so. */
record Told(
    String scenario,
    boolean asExpected,
    String ending,
    List<String> causes,
    List<String> differences,
    String workflow,
    double nightSeconds,
    double flowSeconds) {

  /** The same, where more is not as it should be. */
  Told and(List<String> more) {
    List<String> all = Stream.concat(differences.stream(), more.stream()).toList();
    return new Told(
        scenario, all.isEmpty(), ending, causes, all, workflow, nightSeconds, flowSeconds);
  }

  static Told of(
      Expected expected,
      String workflow,
      RemediationOutcome outcome,
      List<String> differences,
      double nightSeconds,
      double flowSeconds) {
    return new Told(
        expected.project(),
        differences.isEmpty(),
        outcome == null ? "FAILED" : outcome.ending().name(),
        outcome == null
            ? List.of()
            : outcome.causes().stream().map(one -> one.verdict() + " " + one.kind()).toList(),
        differences,
        workflow,
        nightSeconds,
        flowSeconds);
  }
}
