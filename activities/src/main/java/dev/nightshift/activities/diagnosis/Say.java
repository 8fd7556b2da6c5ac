package dev.nightshift.activities.diagnosis;

import java.util.List;
import java.util.Locale;

/** Numbers and lists as an engineer writes them in a sentence. */
final class Say {
  private Say() {}

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1 value}, {@code 2 values}. */
  static String count(long number, String one) {
    return number(number) + " " + one + (number == 1 ? "" : "s");
  }

  static String list(List<String> items) {
    if (items.size() <= 1) {
      return String.join("", items);
    }
    if (items.size() > 6) {
      return String.join(", ", items.subList(0, 5)) + " and " + (items.size() - 5) + " more";
    }
    return String.join(", ", items.subList(0, items.size() - 1))
        + " and "
        + items.get(items.size() - 1);
  }

  /** As a sentence names a commit, of which nothing may be known. */
  static String commit(String commit, String subject) {
    return commit.isEmpty()
        ? "a commit that came in lately"
        : "commit " + commit + (subject.isEmpty() ? "" : " (" + subject + ")");
  }

  /** {@code 45 minutes}, {@code 20.4 hours}, {@code 3 days}. */
  static String time(long seconds) {
    if (seconds < 2 * 3600) {
      return count(Math.round(seconds / 60.0), "minute");
    }
    boolean hours = seconds < 48 * 3600;
    String number =
        String.format(Locale.ROOT, "%.1f", seconds / (hours ? 3600.0 : 86_400.0))
            .replaceFirst("\\.0\\z", "");
    return number + (hours ? " hours" : " days");
  }

  /** The name in an id; behind that of a generic test stands a hash, behind a model its version. */
  static String name(String id) {
    String[] parts = id.split("\\.", -1);
    if (parts.length == 4 && parts[0].equals("model")) {
      return parts[2] + "." + parts[3];
    }
    return parts[0].equals("test") && parts.length == 4 ? parts[2] : parts[parts.length - 1];
  }
}
