package dev.nightshift.activities.artifacts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What runs prove together of nodes that each of them has only some of. That one passed counts as
 * long as nothing that it is made of was built again since: a test of yesterday says nothing of
 * what was built today.
 */
final class Together {
  private final List<String> nodes;
  private final Map<String, LaterRun> passed = new HashMap<>();

  Together(List<String> nodes) {
    this.nodes = nodes;
  }

  /** In the order in which they began. */
  void add(LaterRun run) {
    run.failed().forEach(passed::remove);
    run.passed().forEach(node -> passed.put(node, run));
  }

  boolean hasAll() {
    return passed.keySet().containsAll(nodes);
  }

  /** Whether each passed after what it is made of. */
  boolean isInOrder(Resources manifest) {
    Map<String, Set<String>> between = between(manifest);
    return between.entrySet().stream()
        .allMatch(one -> one.getValue().stream().allMatch(above -> isFirst(above, one.getKey())));
  }

  private boolean isFirst(String above, String below) {
    LaterRun one = passed.get(above);
    LaterRun other = passed.get(below);
    return one != null
        && other != null
        && (one.equals(other) || !one.ended().isAfter(other.began()));
  }

  /**
   * The nodes and what lies on the way from one of them to another, each with those of these that
   * it is made of.
   */
  private Map<String, Set<String>> between(Resources manifest) {
    Map<String, Set<String>> between = new HashMap<>();
    Map<String, Boolean> seen = new HashMap<>();
    nodes.forEach(node -> leadsFrom(node, manifest, between, seen));
    return between;
  }

  /** Whether it is one of the nodes, or made of one. */
  private boolean leadsFrom(
      String node,
      Resources manifest,
      Map<String, Set<String>> between,
      Map<String, Boolean> seen) {
    Boolean known = seen.get(node);
    if (known != null) {
      return known;
    }
    Set<String> above = new LinkedHashSet<>();
    for (String parent : built(node, manifest)) {
      if (leadsFrom(parent, manifest, between, seen)) {
        above.add(parent);
      }
    }
    boolean leads = nodes.contains(node) || !above.isEmpty();
    if (leads) {
      between.put(node, above);
    }
    seen.put(node, leads);
    return leads;
  }

  /** Its parents; one that is never built by itself is its own parents. */
  private static List<String> built(String node, Resources manifest) {
    List<String> built = new ArrayList<>();
    for (String parent : manifest.parents(node)) {
      if (isEphemeral(parent, manifest)) {
        built.addAll(built(parent, manifest));
      } else {
        built.add(parent);
      }
    }
    return built;
  }

  private static boolean isEphemeral(String node, Resources manifest) {
    return manifest
        .node(node)
        .filter(it -> it.config().path("materialized").asText("").equals("ephemeral"))
        .isPresent();
  }
}
