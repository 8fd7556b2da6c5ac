package dev.nightshift.starter.flows;

import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.FailureSummary;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Of several invocations the names, one after the other. */
final class JoinedArtifacts implements Artifacts {
  /** What the flow of this history was begun with. */
  static String of(WorkflowExecutionHistory history) {
    return Converter.data()
        .fromPayloads(
            0,
            Optional.of(
                history.getEvents().get(0).getWorkflowExecutionStartedEventAttributes().getInput()),
            RemediationRequest.class,
            RemediationRequest.class)
        .artifacts()
        .folder();
  }

  @Override
  public FailureSummary summarize(Location location) {
    throw unasked();
  }

  @Override
  public Rerun rerun(Location location, List<String> nodes) {
    throw unasked();
  }

  @Override
  public Rerun next(String project, List<String> nodes, long after) {
    throw unasked();
  }

  private static RuntimeException unasked() {
    return ErrorKind.BROKEN.failure("nobody asks for it");
  }

  @Override
  public Gathered gather(Parts parts) {
    String all =
        Stream.concat(Optional.ofNullable(parts.before()).stream(), parts.more().stream())
            .map(Location::folder)
            .collect(Collectors.joining("+"));
    return new Gathered(new Location(parts.project(), all, null, null), true, false);
  }
}
