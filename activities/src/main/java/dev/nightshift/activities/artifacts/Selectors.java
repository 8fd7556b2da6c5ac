package dev.nightshift.activities.artifacts;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What selects one node on dbt's command line, as a single term, so that {@code +} may follow it.
 *
 * <p>dbt's fqn method matches by prefix: a model's fqn also selects its unit tests and whatever
 * lies in a folder of its name. Where that happens the node's own file selects it.
 */
final class Selectors {
  private static final Set<String> OWN_FILE =
      Set.of("model", "seed", "snapshot", "test", "analysis");

  private final Manifest manifest;

  Selectors(Manifest manifest) {
    this.manifest = manifest;
  }

  String of(String id) {
    return manifest.node(id).map(this::of).orElse(id.substring(id.lastIndexOf('.') + 1));
  }

  private String of(Manifest.Node node) {
    if (node.type().equals("source")) {
      return "source:"
          + String.join(".", node.packageName(), node.text("source_name"), node.name());
    }
    if (node.type().equals("exposure")) {
      return "exposure:" + node.packageName() + "." + node.name();
    }
    boolean ownFile =
        OWN_FILE.contains(node.type())
            && !node.path().endsWith(".yml")
            && !node.path().endsWith(".yaml");
    if (ownFile && prefixOfOthers(node)) {
      return "path:" + node.path();
    }
    return "fqn:" + String.join(".", node.fqn());
  }

  private boolean prefixOfOthers(Manifest.Node node) {
    List<String> own = flat(node.fqn());
    for (Map.Entry<String, Manifest.Node> entry : manifest.nodes().entrySet()) {
      List<String> other = flat(entry.getValue().fqn());
      if (!entry.getKey().equals(node.id())
          && other.size() >= own.size()
          && other.subList(0, own.size()).equals(own)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> flat(List<String> fqn) {
    return fqn.stream().flatMap(step -> Arrays.stream(step.split("\\."))).toList();
  }
}
