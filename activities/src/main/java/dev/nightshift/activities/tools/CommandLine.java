package dev.nightshift.activities.tools;

import java.util.ArrayList;
import java.util.List;

/** A command line as its words. What a shell would make more of than words is refused. */
final class CommandLine {
  private static final String SHELL = ";|&<>`$(){}*?[]~#!\\\n\r";

  private CommandLine() {}

  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (char c : line.strip().toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (quote == '"' && (c == '$' || c == '`' || c == '\\')) {
          throw shell(c);
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        begun = true;
      } else if (Character.isWhitespace(c) && c != '\n' && c != '\r') {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
      } else if (SHELL.indexOf(c) >= 0 && !(c == '~' && begun)) {
        // A shell looks for a home at the beginning of a word alone: HEAD~1 is what it says.
        throw shell(c);
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (quote != 0) {
      throw Declined.cannot("a quotation mark is never closed");
    }
    if (begun) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw Declined.cannot("there is no command");
    }
    return words;
  }

  private static Declined shell(char c) {
    return Declined.forbidden(
        "there is no shell here, and "
            + (c == '\n' || c == '\r' ? "a second line" : "«" + c + "»")
            + " is for one; say one command, and quote what is meant as it stands");
  }
}
