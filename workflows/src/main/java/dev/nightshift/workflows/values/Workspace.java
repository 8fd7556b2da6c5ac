package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/**
 * A checkout as a value: any worker makes the folder again from it. {@code patch} is null for the
 * base as it is.
 */
public record Workspace(
    String project, String repository, String subfolder, String base, BlobRef patch) {
  public Workspace {
    project = requireNonNullElse(project, "");
    repository = requireNonNullElse(repository, "");
    subfolder = requireNonNullElse(subfolder, "");
    base = requireNonNullElse(base, "");
  }

  public Workspace with(BlobRef other) {
    return new Workspace(project, repository, subfolder, base, other);
  }
}
