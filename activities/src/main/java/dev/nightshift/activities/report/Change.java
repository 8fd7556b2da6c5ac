package dev.nightshift.activities.report;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.ports.Reports.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a fix, as Git writes it; empty where there is none. */
record Change(String patch) {
  /** What is judged at a glance; a longer one is read where there is room. */
  private static final int MOST_LINES = 20;

  private static final int LONGEST_LINE = 160;
  private static final Pattern FILE = Pattern.compile("(?m)^diff --git a/.* b/(.*)$");

  /** What is said of a file before its lines, and by its name already. */
  private static final Pattern KNOWN = Pattern.compile("(index|---|\\+\\+\\+) .*");

  static Change of(Story story, Blobs blobs) {
    return new Change(
        story.patched() == null || story.patched().patch() == null
            ? ""
            : blobs.readText(story.patched().patch()));
  }

  List<String> files() {
    List<String> files = new ArrayList<>();
    Matcher file = FILE.matcher(patch);
    while (file.find()) {
      files.add(file.group(1));
    }
    return files;
  }

  /** Each file's name and what becomes of its lines; empty where that is too much for a glance. */
  String inShort() {
    List<String> all = lines(line -> true);
    List<String> shown = all.size() <= MOST_LINES ? all : lines(line -> !line.startsWith(" "));
    return shown.size() <= MOST_LINES ? String.join("\n", shown) : "";
  }

  private List<String> lines(Predicate<String> wanted) {
    List<String> lines = new ArrayList<>();
    boolean named = false;
    for (String line : patch.lines().toList()) {
      Matcher file = FILE.matcher(line);
      if (file.matches()) {
        lines.add(file.group(1));
        named = true;
      } else if (line.startsWith("@@")) {
        named = false;
      } else if (named ? !KNOWN.matcher(line).matches() : wanted.test(line)) {
        lines.add(line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…");
      }
    }
    return lines;
  }
}
