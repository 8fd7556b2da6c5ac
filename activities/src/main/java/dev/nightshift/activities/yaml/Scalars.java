package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** How a value is written: in its neighbours' style where that keeps its meaning, else quoted. */
final class Scalars {
  /**
   * dbt reads YAML 1.1, in which these plain words are no strings; our parser reads 1.2, in which
   * most of them are.
   */
  private static final Pattern NO_STRING_FOR_DBT =
      Pattern.compile(
          "(?i)y|yes|n|no|on|off|true|false|null|~|"
              + "[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?0x[0-9a-f_]+|[-+]?[0-9][0-9_]*|"
              + "[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?|"
              + "[-+]?([0-9][0-9_]*)?\\.[0-9_]*(e[-+]?[0-9]+)?|[-+]?[0-9][0-9_]*e[-+]?[0-9]+|"
              + "[-+]?\\.(inf|nan)|\\d{4}-\\d\\d?-\\d\\d?([Tt ].*)?|=|<<");

  private Scalars() {}

  /** Ways to write the value, best first; the caller takes the first that parses as meant. */
  static List<String> writings(Object value, ScalarStyle like) {
    String text = String.valueOf(value);
    if (text.chars()
        .anyMatch(c -> c < ' ' || c == 0x7f || c == 0x85 || c == 0x2028 || c == 0x2029)) {
      throw new CannotEdit("the value has characters that do not fit on a line");
    }
    Set<String> writings = new LinkedHashSet<>();
    boolean plain = !(value instanceof String) || !NO_STRING_FOR_DBT.matcher(text).matches();
    if (like == ScalarStyle.SINGLE_QUOTED) {
      writings.add(single(text));
    }
    if (like == ScalarStyle.PLAIN && plain) {
      writings.add(text);
    }
    writings.add(doubled(text));
    if (plain) {
      writings.add(text);
    }
    return new ArrayList<>(writings);
  }

  /** What the value means among others: a string beside strings, else as YAML reads it. */
  static Object meant(String value, boolean besideStrings) {
    if (besideStrings) {
      return value;
    }
    try {
      Object parsed = Yaml.parse(value);
      return parsed instanceof Number || parsed instanceof Boolean ? parsed : value;
    } catch (Yaml.Unreadable e) {
      return value;
    }
  }

  private static String single(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String doubled(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
