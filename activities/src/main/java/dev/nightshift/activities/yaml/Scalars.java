package dev.nightshift.activities.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
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
    if (!text.codePoints().allMatch(Scalars::isPrintable)) {
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

  /** The same of any value, within what is written around it; none is refused. */
  static String writing(Object value, UnaryOperator<String> around, Object meant) {
    if (value instanceof String text && !text.codePoints().allMatch(Scalars::isPrintable)) {
      return quoted(text);
    }
    if (value instanceof Number number) {
      return plain(number);
    }
    return writings(value, ScalarStyle.PLAIN).stream()
        .filter(written -> means(around.apply(written), meant))
        .findFirst()
        .orElseThrow(() -> new CannotEdit("the value cannot be written: " + value));
  }

  /** What the parser makes of a number as it is written. */
  static Object read(Number number) {
    return meant(plain(number), false);
  }

  /** Without an exponent, which makes a text of it for dbt. */
  private static String plain(Number number) {
    String text = new BigDecimal(number.toString()).toPlainString();
    boolean fraction =
        number instanceof Double || number instanceof Float || number instanceof BigDecimal;
    return fraction && text.indexOf('.') < 0 ? text + ".0" : text;
  }

  private static boolean means(String text, Object meant) {
    try {
      return meant.equals(Yaml.parse(text));
    } catch (Yaml.Unreadable e) {
      return false;
    }
  }

  /** Whether it is seen, and ends no line in YAML 1.1 either. */
  static boolean isPrintable(int c) {
    return (c >= ' ' && c <= '~')
        || (c >= 0xa0 && c <= 0xd7ff && c != 0x2028 && c != 0x2029)
        || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff)
        || c >= 0x10000;
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

  static String quoted(String text) {
    StringBuilder escaped = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append("\\t");
                case '\\' -> escaped.append("\\\\");
                case '"' -> escaped.append("\\\"");
                default ->
                    escaped.append(
                        isPrintable(c) ? Character.toString(c) : String.format("\\u%04x", c));
              }
            });
    return escaped.append('"').toString();
  }

  private static String doubled(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
