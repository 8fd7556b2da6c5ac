package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Evidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What nodes ended with. dbt puts the node's name before an error and the place in its SQL behind
 * it, so that one error has as many texts as there are nodes: it is said once, with all of them.
 */
final class Errors {
  /** So many different errors show what kind of thing went wrong. */
  private static final int MOST = 5;

  private static final Pattern HEADER = Pattern.compile("\\A\\s*\\w+ Error in .*\\R\\s*");
  private static final Pattern PLACE = Pattern.compile("(?s)\\s*\\bLINE \\d+:.*");

  private Errors() {}

  static List<Evidence> evidence(List<FailedNode> nodes) {
    Map<String, List<FailedNode>> byError = new LinkedHashMap<>();
    for (FailedNode node : nodes) {
      byError.computeIfAbsent(essence(node.message()), error -> new ArrayList<>()).add(node);
    }
    return byError.entrySet().stream()
        .limit(MOST)
        .map(entry -> evidence(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Evidence evidence(String error, List<FailedNode> nodes) {
    String says = nodes.size() == 1 ? withoutHeader(nodes.get(0).message()) : error;
    return Evidence.of(says, Say.list(nodes.stream().map(FailedNode::id).toList()));
  }

  static boolean same(String message, String other) {
    return essence(message).equals(essence(other));
  }

  /** What is wrong, without the names that dbt puts before it and the places behind it. */
  static String firstLine(String message) {
    return withoutHeader(message).lines().findFirst().orElse("").replaceAll("[.:\\s]+$", "");
  }

  private static String essence(String message) {
    return PLACE.matcher(withoutHeader(message)).replaceFirst("").strip();
  }

  private static String withoutHeader(String message) {
    return Messages.decisive(HEADER.matcher(message).replaceFirst("")).strip();
  }
}
