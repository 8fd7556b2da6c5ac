package dev.nightshift.workflows.tests;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Workspace;
import java.util.List;

/**
 * Whose tests are looked after: models by their names, or those in files that changed, in the
 * workspace. {@code title} is what people know it by, {@code most} how many tests are written at
 * the most.
 */
public record TestsRequest(
    Workspace workspace,
    List<String> models,
    List<String> paths,
    String title,
    int most,
    Pace pace) {
  /** Nobody reviews more at once. */
  private static final int STANDARD = 100;

  public TestsRequest {
    models = models == null ? List.of() : List.copyOf(models);
    paths = paths == null ? List.of() : List.copyOf(paths);
    title = requireNonNullElse(title, "");
    most = most > 0 ? most : STANDARD;
    pace = requireNonNullElse(pace, Pace.standard());
  }
}
