package dev.nightshift.activities.words;

import dev.nightshift.activities.edit.Splices;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a name does in a project's text, told by what stands around it: the same word elsewhere, as
 * a column's name say, is another thing. A name of two parts is written with a dot between them.
 */
public enum Role {
  MODEL("\\bref\\(\\s*(?:['\"]\\w+['\"]\\s*,\\s*)?['\"](%s)['\"]"),
  PACKAGED_MODEL("\\bref\\(\\s*['\"](%s)['\"]\\s*,\\s*['\"](%s)['\"]"),
  MODEL_VERSION(
      "\\bref\\(\\s*(?:['\"]\\w+['\"]\\s*,\\s*)?['\"](%s)['\"]\\s*,\\s*(?:v|version)\\s*=\\s*['\"]?(%s)(?!\\w)"),
  SOURCE("\\bsource\\(\\s*['\"](%s)['\"]\\s*,\\s*['\"](%s)['\"]"),
  MACRO("(?<![\\w.'\"])(%s)(?=\\s*\\()"),
  PACKAGED_MACRO("(?<![\\w.'\"])(%s)\\s*\\.\\s*(%s)(?=\\s*\\()"),
  FILTER("\\|\\s*(%s)\\b"),
  VARIABLE("\\bvar\\(\\s*['\"](%s)['\"]"),
  DOC("\\bdoc\\(\\s*['\"](%s)['\"]"),
  TEST("(?m)(?:^\\s*-\\s+|[\\[,]\\s*)['\"]?(%s)['\"]?(?=\\s*(?::|,|\\]|#|$))"),
  ARGUMENT("[(,]\\s*(%s)(?=\\s*=(?!=))"),
  CALLS_ARGUMENT(
      // Possessive, and so without a step deeper for each argument.
      "(?<![\\w'\"])(%s)\\s*\\("
          + "(?:(?:[^(),]++|,(?!\\s*%2$s\\s*=(?!=))|\\([^()]*\\))*+,)?"
          + "\\s*(%s)(?=\\s*=(?!=))"),
  TEST_ARGUMENT("(?m)^\\s*(?:-\\s+)?(%s)(?=\\s*:)"),
  ROW_COLUMN("(?m)(?:^\\s*(?:-\\s+)?|[{,]\\s*)(%s)(?=\\s*:)"),
  TESTED_MODEL("(?m)^\\s*(?:-\\s+)?model:\\s*['\"]?(%s)(?=['\"]?\\s*(?:#|$))"),
  MEASURE("\\bmeasure:\\s*(?:\\{?\\s*name:\\s*)?['\"]?(%s)(?![\\w:])"),
  INPUT_METRIC("\\b(?:numerator|denominator):\\s*(?:\\{?\\s*name:\\s*)?['\"]?(%s)(?![\\w:])"),
  MATERIALIZATION("\\bmaterialized['\"]?\\s*[:=]\\s*['\"]?(%s)(?!\\w)"),
  STRATEGY("\\bincremental_strategy['\"]?\\s*[:=]\\s*['\"]?(%s)(?!\\w)"),
  ACCESS("\\baccess['\"]?\\s*[:=]\\s*['\"]?(%s)(?!\\w)");

  private final String pattern;

  Role(String pattern) {
    this.pattern = pattern;
  }

  public boolean isIn(String text, String name) {
    return matcher(text, name).find();
  }

  /** All names that have the role. */
  public Set<String> names(String text) {
    Set<String> names = new TreeSet<>();
    Object[] any = new Object[parts()];
    Arrays.fill(any, "\\w+");
    Matcher matcher = Pattern.compile(pattern.formatted(any)).matcher(text);
    while (matcher.find()) {
      names.add(
          matcher.groupCount() == 1 ? matcher.group(1) : matcher.group(1) + "." + matcher.group(2));
    }
    return names;
  }

  /** The line of the first place, 0 where there is none. */
  public int line(String text, String name) {
    Matcher matcher = matcher(text, name);
    return matcher.find()
        ? 1 + (int) text.substring(0, matcher.start(1)).chars().filter(c -> c == '\n').count()
        : 0;
  }

  /** The other name wherever this one has the role; nothing else changes. */
  public String replaced(String text, String name, String by) {
    String[] parts = parts(by);
    Splices splices = new Splices();
    Matcher matcher = matcher(text, name);
    while (matcher.find()) {
      for (int group = 1; group <= matcher.groupCount(); group++) {
        splices.replace(matcher.start(group), matcher.end(group), parts[group - 1]);
      }
    }
    return splices.applyTo(text);
  }

  private Matcher matcher(String text, String name) {
    Object[] quoted = Arrays.stream(parts(name)).map(Pattern::quote).toArray();
    return Pattern.compile(pattern.formatted(quoted)).matcher(text);
  }

  private int parts() {
    return pattern.split("%s", -1).length - 1;
  }

  private String[] parts(String name) {
    String[] parts = name.split("\\.", parts());
    if (parts.length != parts()) {
      throw new IllegalArgumentException(name + " has not the parts of " + this);
    }
    return parts;
  }
}
