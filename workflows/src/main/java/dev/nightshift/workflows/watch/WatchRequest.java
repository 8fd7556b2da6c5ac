package dev.nightshift.workflows.watch;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Pull;
import java.util.List;

/**
 * A pull request and what it is to mend. {@code workflow} is the remediation's, which holds the
 * claims; {@code nodes} have to pass in a later run, and where dbt could not read the project there
 * are none: then it is enough that it runs anything. {@code run} is the one that failed, and {@code
 * cloud} dbt Cloud's word of it, or null.
 */
public record WatchRequest(
    String project,
    String repository,
    String workflow,
    Pull pull,
    List<Cause> mended,
    List<String> nodes,
    CloudRun cloud,
    String channel,
    Pace pace,
    String run) {
  public WatchRequest {
    project = requireNonNullElse(project, "");
    repository = requireNonNullElse(repository, "");
    workflow = requireNonNullElse(workflow, "");
    mended = mended == null ? List.of() : List.copyOf(mended);
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    channel = requireNonNullElse(channel, "");
    pace = pace == null ? Pace.standard() : pace;
    run = requireNonNullElse(run, "");
  }
}
