package dev.nightshift.activities.artifacts;

import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;

/** The same facts for a reader: each failing node with its message, its SQL, what is around it. */
final class Markdown {
  private static final int MOST_NODES = 50;
  private static final int MOST_LINES = 80;

  private Markdown() {}

  static String of(RunFacts facts, int passed) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(facts.dbtProject()).append(": a failed run\n\n");
    text.append("dbt ")
        .append(facts.dbtVersion())
        .append(" (")
        .append(facts.adapter())
        .append("), ");
    text.append(facts.generatedAt()).append(", invocation ").append(facts.invocation());
    text.append(".\n").append(facts.failing().size()).append(" failed, ");
    text.append(facts.skipped().size()).append(" skipped, ").append(passed).append(" passed.\n");
    facts.notes().forEach(note -> text.append("\n- ").append(note));
    facts
        .stopped()
        .forEach(
            error -> {
              text.append("\n## dbt stopped before it ran anything\n");
              fenced(text, "", Messages.valueFree(error.message()));
            });
    facts.failing().stream().limit(MOST_NODES).forEach(outcome -> append(text, facts, outcome));
    if (facts.failing().size() > MOST_NODES) {
      text.append("\n… and ").append(facts.failing().size() - MOST_NODES).append(" more.\n");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, RunFacts facts, Outcome outcome) {
    text.append("\n## ").append(outcome.node()).append(" (").append(outcome.status()).append(")\n");
    Part part = facts.parts().get(outcome.node());
    if (part != null) {
      text.append("\n`").append(part.path()).append("`");
      if (!part.dependsOn().isEmpty()) {
        text.append(", reads ").append(String.join(", ", part.dependsOn()));
      }
      part.config()
          .forEach((key, value) -> text.append("; ").append(key).append(": ").append(value));
      text.append("\n");
    }
    facts.streaks().stream()
        .filter(streak -> streak.node().equals(outcome.node()))
        .forEach(streak -> text.append("\n").append(told(streak)).append("\n"));
    fenced(text, "", Messages.valueFree(outcome.message()));
    if (part != null && !part.sql().isBlank()) {
      fenced(text, "sql", part.sql());
    }
  }

  private static String told(Streak streak) {
    return "Failed in "
        + streak.failed()
        + " of the "
        + streak.runs()
        + " runs before"
        + (streak.since().isEmpty() ? "" : ", without a break since " + streak.since())
        + (streak.passed().isEmpty() ? "" : "; passed last at " + streak.passed())
        + (streak.gaps() ? "; some runs in between could not be read." : ".");
  }

  /** The fence is longer than any in the text: what somebody else wrote cannot end it. */
  private static void fenced(StringBuilder text, String language, String content) {
    String fence = "```";
    while (content.contains(fence)) {
      fence += "`";
    }
    text.append("\n").append(fence).append(language).append("\n");
    content.strip().lines().limit(MOST_LINES).forEach(line -> text.append(line).append("\n"));
    text.append(fence).append("\n");
  }
}
