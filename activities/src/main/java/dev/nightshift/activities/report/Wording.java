package dev.nightshift.activities.report;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.ToldBefore;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.function.UnaryOperator;

/** The words for verdicts and causes. */
final class Wording {
  private Wording() {}

  /** What a cause's remedy does, as the imperative of a commit's first line. */
  static String remedy(Cause cause) {
    if (cause.kind().equals("renamed_source_table")) {
      return "Read "
          + name(cause.subject())
          + " from the table "
          + cause.documented().map(DocumentedChange::value).orElse("");
    }
    if (cause.documented().isPresent()) {
      return remedy(cause.documented().get());
    }
    if (cause.kind().equals("renamed_source_column")) {
      return "Read "
          + name(cause.details().getOrDefault("source", cause.subject()))
          + "."
          + cause.details().getOrDefault("to", "")
          + " as "
          + cause.details().getOrDefault("from", "");
    }
    if (cause.kind().equals("renamed_column")) {
      return "Read "
          + cause.details().getOrDefault("model", "")
          + "."
          + cause.details().getOrDefault("to", "")
          + " as "
          + cause.details().getOrDefault("from", "");
    }
    return "Mend " + name(cause.subject());
  }

  private static String remedy(DocumentedChange change) {
    boolean seed = change.file().endsWith(".csv");
    String key =
        seed
            ? change.file().substring(change.file().lastIndexOf('/') + 1)
            : change.key().substring(change.key().lastIndexOf('.') + 1);
    return switch (change.operation()) {
      case "add" -> "Add " + change.value() + " to " + key;
      case "remove" -> "Take " + change.value() + " out of " + key;
      default -> "Set " + key + " to " + change.value();
    };
  }

  /** {@code raw.payments} of {@code source.larkspur.raw.payments}. */
  static String name(String uniqueId) {
    String[] parts = uniqueId.split("\\.", 3);
    String name = parts.length == 3 ? parts[2] : uniqueId;
    // A generic test's id ends in a hash, which tells nobody anything.
    return parts[0].equals("test") ? name.replaceAll("\\.[0-9a-f]{10}$", "") : name;
  }

  static String kind(Cause cause) {
    return cause.kind().replaceAll("[^A-Za-z0-9_]", "").replace('_', ' ');
  }

  static String whoActs(Verdict verdict) {
    return switch (verdict) {
      case CODE -> "This project's own code is to change.";
      case SOURCE ->
          "Whoever delivers the data must correct it or deliver it again; no code is to change.";
      case KNOWN -> "Nothing is to be done: the team accepts it.";
      case TRANSIENT -> "Nothing is to be changed: it passes by itself, in a run that comes later.";
      case UNCLEAR -> "A person has to look: the evidence does not decide.";
    };
  }

  /** Since when, and in which report it was first; empty where it is new. */
  static String toldBefore(Cause cause, UnaryOperator<String> code) {
    return ToldBefore.of(cause)
        .map(told -> "since " + told.since() + ", report " + code.apply(told.flow()))
        .orElse("");
  }

  static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  /** Names in code, the first ones, and how many more. */
  static String names(List<String> all, int most) {
    return first(all.stream().map(Quoted::code).toList(), most);
  }

  /** The first ones, and how many more. */
  static String first(List<String> all, int most) {
    String text = String.join(", ", all.subList(0, Math.min(most, all.size())));
    return all.size() > most ? text + " and " + (all.size() - most) + " more" : text;
  }
}
