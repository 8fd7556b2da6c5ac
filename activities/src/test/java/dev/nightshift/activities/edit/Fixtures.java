package dev.nightshift.activities.edit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cases told as text: {@code ### a sentence}, the text before, then {@code === after} and the text
 * after, or {@code === unchanged}, or {@code === refused} and a part of the reason.
 */
public final class Fixtures {
  private static final Pattern END =
      Pattern.compile("(?m)^=== (after|unchanged|refused ?(.*))$\\n?");

  private Fixtures() {}

  /** One case; {@code after} is null where the text is refused. */
  public record Case(String says, String before, String after, String refusal) {
    @Override
    public String toString() {
      return says;
    }

    /** A word of the sentence such as {@code dialect:duckdb}; empty where it has none. */
    public String option(String name) {
      Matcher matcher = Pattern.compile("\\b" + name + ":(\\S+)").matcher(says);
      return matcher.find() ? matcher.group(1) : "";
    }

    /** What is wrong with the edit; empty where it is as told. */
    public String wrong(Edited edited) {
      if (after == null) {
        return edited.refusal().contains(refusal) && edited.refused()
            ? ""
            : "not refused by «" + refusal + "» but " + edited;
      }
      if (edited.refused()) {
        return "refused: " + edited.refusal();
      }
      boolean same = edited.text().equals(after) && edited.changed() != after.equals(before);
      return same ? "" : "became\n" + edited.text();
    }
  }

  public static List<Case> of(String resource) {
    List<Case> cases = new ArrayList<>();
    for (String part : ("\n" + read(resource)).split("\\n### ", -1)) {
      if (part.isBlank()) {
        continue;
      }
      int line = part.indexOf('\n');
      Matcher end = END.matcher(part);
      if (!end.find()) {
        throw new IllegalStateException("no end in case " + part);
      }
      String before = part.substring(line + 1, end.start());
      String rest = part.substring(end.end()).stripTrailing() + "\n";
      String after =
          switch (end.group(1).split(" ", -1)[0]) {
            case "after" -> rest;
            case "unchanged" -> before;
            default -> null;
          };
      cases.add(new Case(part.substring(0, line), before, after, end.group(2)));
    }
    return cases;
  }

  private static String read(String resource) {
    try (InputStream stream = Fixtures.class.getResourceAsStream("/" + resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
