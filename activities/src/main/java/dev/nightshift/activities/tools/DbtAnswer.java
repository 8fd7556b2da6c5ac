package dev.nightshift.activities.tools;

import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What dbt did, as short as it can be told: how many, and of those that are red each one. */
final class DbtAnswer {
  private static final int MOST = 25;
  private static final int LONGEST = 900;

  private final DbtResult result;

  DbtAnswer(DbtResult result) {
    this.result = result;
  }

  String text() {
    if (!result.ended()) {
      return result.notEnded() + " and was stopped.";
    }
    StringBuilder text = new StringBuilder("dbt ").append(result.verb());
    text.append(result.success() ? " passed" : " failed");
    text.append(String.format(Locale.ROOT, " in %.1f s", result.seconds()));
    if (!result.counts().isEmpty()) {
      text.append(": ").append(counts(result.counts()));
    }
    text.append(".\n");
    for (DbtError error : result.errors()) {
      String where = error.line() > 0 ? error.file() + ":" + error.line() : error.file();
      text.append("- ").append(where.isEmpty() ? "" : where + ": ");
      text.append(shortened(error.message())).append('\n');
    }
    List<NodeResult> red = result.red().stream().filter(node -> !node.skipped()).toList();
    for (NodeResult node : red.subList(0, Math.min(MOST, red.size()))) {
      text.append("- ").append(node.node()).append(' ').append(node.status()).append(": ");
      text.append(shortened(node.message())).append('\n');
    }
    if (red.size() > MOST) {
      text.append("- and ").append(red.size() - MOST).append(" more\n");
    }
    return text.toString();
  }

  private static String counts(Map<String, Integer> counts) {
    return new TreeMap<>(counts)
        .entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String shortened(String message) {
    String line = message.strip().replaceAll("\\s*\n\\s*", " | ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
