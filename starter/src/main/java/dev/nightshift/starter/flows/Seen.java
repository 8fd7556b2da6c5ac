package dev.nightshift.starter.flows;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.scan.ScanFlow;
import dev.nightshift.workflows.values.Progress;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server tells of flows without asking them: its lists, and how it describes one. */
record Seen(WorkflowClient client, Duration patience) {
  /** Of some projects, of which each has two open or newest ones. */
  private static final int MOST_SCANS = 200;

  List<Run> newest(String type, int most) {
    var request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setQuery("WorkflowType = '" + type + "'")
            .setPageSize(most)
            .build();
    var answer =
        Patience.within(
            patience,
            () -> client.getWorkflowServiceStubs().blockingStub().listWorkflowExecutions(request));
    return answer.getExecutionsList().stream()
        .map(
            info ->
                run(new WorkflowExecutionMetadata(info, client.getOptions().getDataConverter())))
        .toList();
  }

  /** The newest that has ended counts: it is what the next one will most likely find. */
  Map<String, String> deaf() {
    Map<String, Progress> newest = new LinkedHashMap<>();
    newest("Scan", MOST_SCANS).stream()
        .filter(scan -> !scan.open() && scan.id().startsWith(Ids.scan("")))
        .forEach(scan -> newest.putIfAbsent(scanned(scan.id()), scan.progress()));
    Map<String, String> deaf = new LinkedHashMap<>();
    newest.forEach(
        (project, progress) -> {
          if (progress.phase().equals(ScanFlow.DEAF)) {
            deaf.put(project, progress.says());
          }
        });
    return deaf;
  }

  /** A Schedule appends its time to the id. */
  private static String scanned(String id) {
    String[] parts = id.split("/", -1);
    return parts.length < 2 ? id : parts[1].replaceFirst("-\\d{4}-\\d\\d-\\d\\dT[\\d:]+Z$", "");
  }

  static Run run(WorkflowExecutionMetadata from) {
    return new Run(
        from.getExecution().getWorkflowId(),
        from.getExecution().getRunId(),
        status(from),
        from.getStartTime().toEpochMilli(),
        from.getCloseTime() == null ? 0 : from.getCloseTime().toEpochMilli(),
        progress(from),
        null,
        "",
        List.of(),
        null);
  }

  static List<Retrying> retrying(WorkflowExecutionDescription flow) {
    return flow.getRawDescription().getPendingActivitiesList().stream()
        .filter(step -> step.getAttempt() > 1 && step.hasLastFailure())
        .map(
            step ->
                new Retrying(
                    step.getActivityType().getName(),
                    step.getAttempt(),
                    step.getLastFailure().getMessage()))
        .toList();
  }

  static Progress progress(WorkflowExecutionMetadata from) {
    return from.getMemo(Trail.MEMO, Progress.class) instanceof Progress told ? told : null;
  }

  static Run.Status status(WorkflowExecutionMetadata from) {
    String name = from.getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", "");
    for (Run.Status status : Run.Status.values()) {
      if (status.name().equals(name)) {
        return status;
      }
    }
    return Run.Status.UNKNOWN;
  }
}
