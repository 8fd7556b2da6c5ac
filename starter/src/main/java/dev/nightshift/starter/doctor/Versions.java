package dev.nightshift.starter.doctor;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** dbt's version specifiers, as {@code require-dbt-version} takes them. */
final class Versions {
  private static final Pattern SPECIFIER =
      Pattern.compile("\\s*(>=|<=|>|<|==?|!=|~=)?\\s*v?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?.*");

  private Versions() {}

  /** Whether all specifiers, each perhaps a list with commas, take the version. */
  static boolean allow(List<String> specifiers, String version) {
    return specifiers.stream()
        .flatMap(specifier -> List.of(specifier.split(",", -1)).stream())
        .filter(specifier -> !specifier.isBlank())
        .allMatch(specifier -> allows(specifier, numbers(version)));
  }

  /** The line of releases: {@code 1.12}. */
  static String line(String version) {
    int[] numbers = numbers(version);
    return numbers[0] + "." + numbers[1];
  }

  private static boolean allows(String specifier, int[] version) {
    Matcher matcher = SPECIFIER.matcher(specifier);
    if (!matcher.matches()) {
      return true;
    }
    int compared = compare(version, numbers(matcher));
    String operator = matcher.group(1) == null ? "=" : matcher.group(1);
    return switch (operator) {
      case ">=", "~=" -> compared >= 0;
      case "<=" -> compared <= 0;
      case ">" -> compared > 0;
      case "<" -> compared < 0;
      case "!=" -> compared != 0;
      default -> compared == 0;
    };
  }

  private static int[] numbers(String version) {
    Matcher matcher = SPECIFIER.matcher(version);
    return matcher.matches() ? numbers(matcher) : new int[] {0, 0, 0};
  }

  private static int[] numbers(Matcher matcher) {
    return new int[] {number(matcher, 2), number(matcher, 3), number(matcher, 4)};
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null || digits.length() > 6 ? 0 : Integer.parseInt(digits);
  }

  private static int compare(int[] a, int[] b) {
    return java.util.Arrays.compare(a, b);
  }
}
