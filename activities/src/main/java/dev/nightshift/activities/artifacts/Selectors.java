package dev.nightshift.activities.artifacts;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What selects one node on dbt's command line, as a single term, so that {@code +} may follow it.
 *
 * <p>dbt's fqn method matches by prefix: a model's fqn also selects its unit tests and whatever
 * lies in a folder of its name. A node with a file of its own is selected by that.
 *
 * <p>Alone, a unit test is selected and not run: dbt builds it before the model that it tests.
 *
 * <p>Nothing selects a hook: it runs with every command that runs a node. One that was in the run,
 * reads nothing and has no test stands for it, and nothing below that.
 */
final class Selectors {
  private static final Set<String> OWN_FILE =
      Set.of("model", "seed", "snapshot", "test", "analysis");

  /** dbt splits a term at spaces and reads a path as a glob. */
  private static final Pattern PLAIN = Pattern.compile("[\\w./-]+");

  private final Resources manifest;
  private final List<String> ran;

  /** {@code ran} are the ids of what was in the run. */
  Selectors(Resources manifest, List<String> ran) {
    this.manifest = manifest;
    this.ran = ran;
  }

  String of(String id) {
    return manifest.node(id).map(this::of).orElseGet(() -> id.substring(id.lastIndexOf('.') + 1));
  }

  private String of(Manifest.Node node) {
    if (node.type().equals("source")) {
      return "source:"
          + String.join(".", node.packageName(), node.text("source_name"), node.name());
    }
    if (node.type().equals("operation")) {
      return ran.stream()
          .sorted()
          .filter(this::standsAlone)
          .findFirst()
          // Of itself and what is below it, itself: that is what a plus behind it makes of it.
          .map(id -> of(id) + "," + of(id))
          .orElse("");
    }
    if (node.type().equals("unit_test")) {
      return node.dependsOn().stream().findFirst().map(this::of).orElseGet(() -> fqn(node));
    }
    if (node.type().equals("exposure")) {
      return "exposure:" + node.packageName() + "." + node.name();
    }
    boolean ownFile =
        OWN_FILE.contains(node.type())
            && isOurs(node)
            && !node.path().endsWith(".yml")
            && !node.path().endsWith(".yaml")
            && PLAIN.matcher(node.path()).matches();
    return ownFile ? "path:" + node.path() : fqn(node);
  }

  private static String fqn(Manifest.Node node) {
    return "fqn:" + String.join(".", node.fqn());
  }

  private boolean standsAlone(String id) {
    return (id.startsWith("model.") || id.startsWith("seed."))
        && manifest.parents(id).isEmpty()
        && manifest.children(id).stream().noneMatch(child -> child.matches("(unit_)?test\\..*"))
        && manifest
            .node(id)
            .filter(node -> node.dependsOn().isEmpty() && isOurs(node))
            .filter(node -> !node.config().path("materialized").asText().equals("ephemeral"))
            .isPresent();
  }

  /** A package's paths begin in its own folder, where dbt does not look for what is selected. */
  private boolean isOurs(Manifest.Node node) {
    String project = manifest.metadata().path("project_name").asText("");
    return project.isEmpty() || node.packageName().equals(project);
  }
}
