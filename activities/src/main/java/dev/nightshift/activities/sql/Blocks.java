package dev.nightshift.activities.sql;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which Jinja statements open and close a block. */
final class Blocks {
  private static final Pattern TAG = Pattern.compile("\\{%[-+]?\\s*(\\w+)");
  private static final Pattern CAPTURE =
      Pattern.compile("\\{%[-+]?\\s*set\\s+\\w+\\s*[-+]?%}", Pattern.DOTALL);

  private Blocks() {}

  /** Whether one branch ends and the next begins. */
  static boolean turns(Token statement) {
    Matcher tag = TAG.matcher(statement.text());
    return tag.find() && (tag.group(1).equals("else") || tag.group(1).equals("elif"));
  }

  /** 1 where one begins, -1 where one ends, else 0. */
  static int depth(Token statement) {
    Matcher tag = TAG.matcher(statement.text());
    if (!tag.find()) {
      return 0;
    }
    String word = tag.group(1);
    if (word.startsWith("end")) {
      return -1;
    }
    return switch (word) {
      case "if", "for", "macro", "call", "filter", "raw", "test", "snapshot" -> 1;
      case "set" -> CAPTURE.matcher(statement.text()).matches() ? 1 : 0;
      default -> 0;
    };
  }
}
