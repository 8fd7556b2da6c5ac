package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys, tokens and passwords in the lines that a patch adds. The refusal never repeats them. */
final class Secrets implements Rule {
  private static final Map<Pattern, String> KNOWN =
      Map.of(
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"), "a private key",
          Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b"), "an AWS access key",
          Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})"),
              "a GitHub token",
          Pattern.compile("\\bxox[abeoprs]-[A-Za-z0-9-]{10,}"), "a Slack token",
          Pattern.compile("\\bsk-[A-Za-z0-9_-]{20,}"), "a model provider's key",
          Pattern.compile("\\bAIza[0-9A-Za-z_-]{30,}"), "a Google key",
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\."), "a signed token",
          Pattern.compile("\\b(ntn|secret|lin_api|dapi|dbtc|dbtu)_?[A-Za-z0-9]{32,}\\b"),
              "an API token",
          Pattern.compile("[a-z][a-z0-9+]*://[^\\s/:@'\"]+:[^\\s/:@'\"{}]{3,}@"),
              "a password in an address");

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)(password|passwd|pwd|secret|api[_-]?key|access[_-]?key|private[_-]?key"
              + "|auth[_-]?token|access[_-]?token|client[_-]?secret)"
              + "['\"]?\\s*(?:[:=]|=>)\\s*(['\"]?)([^\\s'\"]{6,})\\2");

  private static final Pattern QUOTED =
      Pattern.compile("[:=]\\s*['\"]([A-Za-z0-9+/_=-]{32,})['\"]");

  /** Random base 64 of this length lies above; words, paths and hexadecimal hashes below. */
  private static final double RANDOM = 4.3;

  @Override
  public String name() {
    return "secret";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      for (String line : file.addedLines()) {
        String what = what(line);
        if (what != null) {
          refusals.add(refusal(file.path(), "an added line holds what looks like " + what));
        }
      }
    }
    return refusals;
  }

  private static String what(String line) {
    for (Map.Entry<Pattern, String> known : KNOWN.entrySet()) {
      if (known.getKey().matcher(line).find()) {
        return known.getValue();
      }
    }
    Matcher assigned = ASSIGNED.matcher(line);
    while (assigned.find()) {
      if (isValue(assigned.group(3), !assigned.group(2).isEmpty())) {
        return "a secret that is assigned to " + assigned.group(1);
      }
    }
    Matcher quoted = QUOTED.matcher(line);
    while (quoted.find()) {
      if (isRandom(quoted.group(1))) {
        return "a key";
      }
    }
    return null;
  }

  /** Jinja, placeholders, types and other columns are no secrets. */
  private static boolean isValue(String value, boolean quoted) {
    if (value.contains("{{")
        || value.contains("}}")
        || value.startsWith("$")
        || value.contains("(")
        || value.matches(
            "(?i)(\\*+|x+|<.*|changeme.*|redacted|hidden|example.*|string|varchar.*)")) {
      return false;
    }
    boolean mixed = value.matches(".*[0-9].*") && value.matches(".*[A-Za-z].*");
    return quoted ? mixed || value.matches(".*[^A-Za-z0-9_. -].*") : mixed && value.length() >= 12;
  }

  private static boolean isRandom(String value) {
    return value.matches(".*[0-9].*")
        && value.matches(".*[a-z].*")
        && value.matches(".*[A-Z].*")
        && entropy(value) > RANDOM;
  }

  private static double entropy(String value) {
    Map<Integer, Integer> counts = new HashMap<>();
    value.chars().forEach(c -> counts.merge(c, 1, Integer::sum));
    double bits = 0;
    for (int count : counts.values()) {
      double share = (double) count / value.length();
      bits -= share * Math.log(share) / Math.log(2);
    }
    return bits;
  }
}
