package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text may have been before one slip of the hand, near the line that a parser stops at. */
final class YamlSlips {
  /** The parser stops some lines behind the slip; a mark may be lost any number of lines before. */
  private static final int ABOVE = 6;

  private static final int SIBLINGS = 15;

  private static final String START = "\\s*(?:- +)?";
  private static final Pattern VALUE =
      Pattern.compile("(" + START + "[\\w.+\"'-]+: +|\\s*- +)([^\\s'\"#|>].*?)\\s*");
  private static final Pattern QUOTED =
      Pattern.compile("(" + START + "[\\w.+-]+: +|\\s*- +)(['\"])(.*)\\2\\s*");
  private static final Pattern NEEDS_QUOTES =
      Pattern.compile("\\{\\{.*|\\{%.*|[@`%*&!\\[{,\\]}?].*|.*:(?:\\s.*|$)|.*\\s#.*");
  private static final Pattern BARE = Pattern.compile("(" + START + ")([\\w-]+)(\\s*|\\s+\\S.*)");
  private static final Pattern GLUED = Pattern.compile("(" + START + "\\w+):(\\S.*)");
  private static final Pattern DASHED = Pattern.compile("(\\s*)-([A-Za-z_].*)");

  /** Another line, shifted, would only go on with the value above it. */
  private static final Pattern ENTRY = Pattern.compile(" *(?:- +\\S.*|[\\w.+\"'-]+:(?:\\s.*)?)");

  private static final Pattern LIST_KEY =
      Pattern.compile(
          "\\s*(?:- +)?(?:models|seeds|snapshots|sources|tables|columns|tests|data_tests|unit_tests"
              + "|given|rows|exposures|depends_on|macros|groups):\\s*");
  private static final Pattern KEYED = Pattern.compile("(\\s*)([A-Za-z_]\\w*):(.*)");

  private final List<String> lines;
  private final int line;
  private final Set<String> keys;
  private final Set<String> candidates = new LinkedHashSet<>();

  YamlSlips(String text, int line, Set<String> keys) {
    this.lines = Arrays.asList(text.split("\n", -1));
    this.line = line;
    this.keys = keys;
  }

  /** Of a text that can be parsed, and holds values where others are due. */
  Set<String> misplaced() {
    for (int i = 0; i < lines.size(); i++) {
      listed(i);
      if (lines.get(i).matches("\\s*(?:arguments|values|to|field|config):.*")) {
        block(i, 2);
        block(i, 4);
      }
    }
    return candidates;
  }

  Set<String> unreadable() {
    tabs();
    for (int i = 0; i < lines.size(); i++) {
      marks(i);
      if (isNear(i)) {
        words(i);
        shifted(i);
        listed(i);
      }
    }
    return candidates;
  }

  private boolean isNear(int i) {
    return line == 0 || (i >= line - 1 - ABOVE && i <= line);
  }

  private void tabs() {
    if (lines.stream().noneMatch(it -> it.matches(" *\t.*"))) {
      return;
    }
    for (int width : List.of(2, 4, 8)) {
      candidates.add(String.join("\n", lines.stream().map(it -> spaced(it, width)).toList()));
    }
    // Lines that are indented by a tab alone may have lost any number of spaces.
    for (int columns = 2; columns <= 24; columns += 2) {
      String indent = " ".repeat(columns);
      candidates.add(
          String.join("\n", lines.stream().map(it -> it.replaceFirst("^ *\t+", indent)).toList()));
    }
  }

  private static String spaced(String line, int width) {
    int end = 0;
    while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
      end++;
    }
    return line.substring(0, end).replace("\t", " ".repeat(width)) + line.substring(end);
  }

  /** Quotes and brackets. */
  private void marks(int i) {
    String it = lines.get(i);
    Matcher value = VALUE.matcher(it);
    if (value.matches()
        && NEEDS_QUOTES.matcher(value.group(2)).matches()
        && Marks.areEven(value.group(2))) {
      with(i, value.group(1) + quoted(value.group(2)));
    }
    Matcher quoted = QUOTED.matcher(it);
    if (quoted.matches() && quoted.group(3).contains(quoted.group(2))) {
      with(i, quoted.group(1) + quoted(quoted.group(3)));
    }
    for (char quote : List.of('"', '\'')) {
      if (it.chars().filter(c -> c == quote).count() % 2 == 1) {
        unevenQuote(i, it, quote);
      }
    }
    String open = Marks.open(it);
    if (!open.isEmpty()) {
      with(i, it.stripTrailing() + open);
    }
  }

  private void unevenQuote(int i, String it, char quote) {
    int comment = it.indexOf(" #");
    String whole = comment < 0 ? it.stripTrailing() : it.substring(0, comment).stripTrailing();
    with(i, whole + quote + it.substring(whole.length()));
    for (int at = 0; at < it.length(); at++) {
      if (",]}".indexOf(it.charAt(at)) >= 0) {
        with(i, it.substring(0, at) + quote + it.substring(at));
      }
    }
    // «"a'»: closed as it was not opened.
    char other = quote == '"' ? '\'' : '"';
    for (int at = 0; at < it.length(); at++) {
      if (it.charAt(at) == other) {
        with(i, it.substring(0, at) + quote + it.substring(at + 1));
      }
    }
    Matcher unopened = Pattern.compile("(" + START + "[\\w.+-]+: +)([^'\"]+)['\"]\\s*").matcher(it);
    if (unopened.matches()) {
      with(i, unopened.group(1) + quote + unopened.group(2) + quote);
    }
  }

  /** A key without its colon, a colon or dash without its space. */
  private void words(int i) {
    String it = lines.get(i);
    Matcher bare = BARE.matcher(it);
    if (bare.matches() && keys.contains(bare.group(2))) {
      with(i, bare.group(1) + bare.group(2) + ":" + bare.group(3));
    }
    Matcher glued = GLUED.matcher(it);
    if (glued.matches()) {
      with(i, glued.group(1) + ": " + glued.group(2));
    }
    Matcher dashed = DASHED.matcher(it);
    if (dashed.matches()) {
      with(i, dashed.group(1) + "- " + dashed.group(2));
    }
  }

  /** The line alone, and with all that is below it, where another line begins. */
  private void shifted(int i) {
    String it = lines.get(i);
    if (!ENTRY.matcher(it).matches()) {
      return;
    }
    int indent = indent(it);
    for (int to : columns(i)) {
      if (to != indent) {
        with(i, " ".repeat(to) + it.strip());
        block(i, to - indent);
      }
    }
  }

  private void block(int i, int by) {
    int end = i + 1;
    while (end < lines.size()
        && (lines.get(end).isBlank() || indent(lines.get(end)) > indent(lines.get(i)))) {
      end++;
    }
    List<String> all = new ArrayList<>(lines);
    for (int j = i; j < end; j++) {
      String it = lines.get(j);
      if (!it.isBlank()) {
        all.set(j, " ".repeat(Math.max(0, indent(it) + by)) + it.strip());
      }
    }
    candidates.add(String.join("\n", all));
  }

  /** Where neighbours begin, and where what is behind their dashes does. */
  private Set<Integer> columns(int i) {
    Set<Integer> columns = new TreeSet<>();
    for (int j = Math.max(0, i - SIBLINGS); j < Math.min(lines.size(), i + SIBLINGS); j++) {
      String it = lines.get(j);
      if (j != i && !it.isBlank()) {
        columns.add(indent(it));
        columns.add(indent(it) + 2);
        if (it.strip().startsWith("- ")) {
          columns.add(indent(it) + 4);
        }
      }
    }
    return columns;
  }

  /** One item that was to be in a list: a dash before it, and the rest of it below. */
  private void listed(int i) {
    String first = lines.get(i);
    if (i == 0 || !LIST_KEY.matcher(lines.get(i - 1)).matches() || first.strip().startsWith("-")) {
      return;
    }
    int indent = indent(first);
    List<String> all = new ArrayList<>(lines);
    all.set(i, " ".repeat(indent) + "- " + first.strip());
    for (int j = i + 1;
        j < lines.size() && (lines.get(j).isBlank() || indent(lines.get(j)) >= indent);
        j++) {
      String it = lines.get(j);
      boolean scalar = !KEYED.matcher(first).matches();
      all.set(j, it.isBlank() ? it : " ".repeat(indent(it)) + (scalar ? "- " : "  ") + it.strip());
    }
    candidates.add(String.join("\n", all));
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private void with(int i, String line) {
    List<String> all = new ArrayList<>(lines);
    all.set(i, line);
    candidates.add(String.join("\n", all));
  }

  private static String quoted(String value) {
    return value.indexOf('"') < 0 && value.indexOf('\\') < 0
        ? '"' + value + '"'
        : "'" + value.replace("'", "''") + "'";
  }
}
