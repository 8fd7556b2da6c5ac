package dev.nightshift.activities.jinja;

import dev.nightshift.activities.edit.Edited;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings that a model gives itself by {@code config(…)} at its head. */
public final class ConfigCall {
  private static final Pattern CALL = Pattern.compile("\\{\\{-?\\s*config\\s*\\(");

  private ConfigCall() {}

  /**
   * The text with one setting more, written as the others are.
   *
   * @param value as Jinja has it, in quotes where it is a text
   */
  public static Edited with(String text, String key, String value) {
    String setting = key + "=" + value;
    Matcher call = CALL.matcher(text);
    if (!call.find()) {
      return Edited.to("{{ config(" + setting + ") }}\n\n" + text);
    }
    int open = call.end();
    int close = close(text, open);
    if (close < 0 || call.find(close)) {
      return Edited.refused(text, "it has no config, or several, that can be read");
    }
    String arguments = text.substring(open, close);
    if (Pattern.compile("\\b" + Pattern.quote(key) + "\\b").matcher(arguments).find()) {
      return Edited.refused(text, "its config says something of " + key + " already");
    }
    String given = arguments.stripTrailing();
    boolean comma = given.endsWith(",");
    String between =
        given.isBlank() ? "" : arguments.contains("\n") ? "\n" + indent(text, open, given) : " ";
    String more = (given.isBlank() || comma ? "" : ",") + between + setting + (comma ? "," : "");
    return Edited.to(
        text.substring(0, open) + given + more + text.substring(open + given.length()));
  }

  /** The text with another value of a setting, in the quotes that it has. */
  public static Edited exchanged(String text, String key, String from, String to) {
    Matcher call = CALL.matcher(text);
    int close = call.find() ? close(text, call.end()) : -1;
    if (close < 0 || call.find(close)) {
      return Edited.refused(text, "it has no config, or several, that can be read");
    }
    Matcher setting =
        Pattern.compile(
                "\\b" + Pattern.quote(key) + "\\s*=\\s*(['\"])" + Pattern.quote(from) + "\\1")
            .matcher(text)
            .region(CALL.matcher(text).results().findFirst().orElseThrow().end(), close);
    if (!setting.find()) {
      return Edited.refused(text, "its config does not set " + key + " to " + from);
    }
    int end = setting.end() - 1;
    return Edited.to(text.substring(0, end - from.length()) + to + text.substring(end));
  }

  /** What stands in the brackets of each call. */
  public static List<String> arguments(String text) {
    List<String> all = new ArrayList<>();
    each(
        text,
        arguments -> {
          all.add(arguments);
          return arguments;
        });
    return all;
  }

  /** The text with what stands in the brackets of each call made another. */
  public static String each(String text, UnaryOperator<String> arguments) {
    StringBuilder all = new StringBuilder();
    int from = 0;
    Matcher call = CALL.matcher(text);
    while (call.find(from)) {
      int close = close(text, call.end());
      if (close < 0) {
        break;
      }
      all.append(text, from, call.end());
      all.append(arguments.apply(text.substring(call.end(), close)));
      from = close;
    }
    return all.append(text, from, text.length()).toString();
  }

  /** How deep the line of the last setting is set. */
  private static String indent(String text, int open, String given) {
    int last = text.lastIndexOf('\n', open + given.length() - 1);
    String line = text.substring(last + 1);
    return line.substring(0, line.length() - line.stripLeading().length());
  }

  private static int close(String text, int open) {
    int depth = 1;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        i = text.indexOf(c, i + 1);
        if (i < 0) {
          return -1;
        }
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if ((c == ')' || c == ']' || c == '}') && --depth == 0) {
        return i;
      }
    }
    return -1;
  }
}
