package dev.nightshift.activities.github;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who owns which files, as GitHub reads a CODEOWNERS file: of the lines that match a file the last
 * one counts, even where it names nobody. Owners named by an email address cannot be asked for a
 * review by a login, and are passed over.
 */
record CodeOwners(List<Line> lines) {
  /** Of several, the first is the one that counts. */
  static final List<String> PLACES = List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS");

  private static final Pattern OWNER =
      Pattern.compile("@[A-Za-z0-9][A-Za-z0-9-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");

  /** Where a word ends: at a space that no backslash stands before. */
  private static final Pattern GAP = Pattern.compile("(?<!\\\\)\\s+");

  /** A pattern of paths and the owners of what it matches. */
  record Line(Pattern paths, List<String> owners) {}

  static CodeOwners parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (String raw : text.lines().toList()) {
      String line = withoutRemark(raw).strip();
      if (!line.isEmpty()) {
        read(line, lines);
      }
    }
    return new CodeOwners(List.copyOf(lines));
  }

  /** The owners of the files, each once, without the {@code @}. */
  Set<String> of(List<String> files) {
    Set<String> owners = new LinkedHashSet<>();
    for (String file : files) {
      owners.addAll(of(file));
    }
    return owners;
  }

  private List<String> of(String file) {
    for (int n = lines.size() - 1; n >= 0; n--) {
      if (lines.get(n).paths().matcher(file).matches()) {
        return lines.get(n).owners();
      }
    }
    return List.of();
  }

  /** A line with a word that is no owner, or a pattern that GitHub does not take, says nothing. */
  private static void read(String line, List<Line> lines) {
    List<String> words = GAP.splitAsStream(line).toList();
    String pattern = words.get(0).replace("\\ ", " ");
    if (pattern.startsWith("!") || pattern.startsWith("\\#") || pattern.contains("[")) {
      return;
    }
    List<String> owners = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      if (OWNER.matcher(word).matches()) {
        owners.add(word.substring(1));
      } else if (!EMAIL.matcher(word).matches()) {
        return;
      }
    }
    lines.add(new Line(paths(pattern), List.copyOf(owners)));
  }

  private static String withoutRemark(String line) {
    if (line.stripLeading().startsWith("#")) {
      return "";
    }
    int remark = line.indexOf(" #");
    return remark < 0 ? line : line.substring(0, remark);
  }

  /**
   * The rules of .gitignore: a slash before the end ties a pattern to the top of the repository.
   */
  private static Pattern paths(String pattern) {
    boolean folder = pattern.endsWith("/");
    String inner = folder ? pattern.substring(0, pattern.length() - 1) : pattern;
    boolean tied = inner.contains("/");
    String body = inner.startsWith("/") ? inner.substring(1) : inner;
    StringBuilder regex = new StringBuilder(tied ? "" : "(?:.*/)?");
    for (int n = 0; n < body.length(); n++) {
      if (body.startsWith("**/", n) && (n == 0 || body.charAt(n - 1) == '/')) {
        regex.append("(?:.*/)?");
        n += 2;
      } else if (body.startsWith("**", n)) {
        regex.append(".*");
        n++;
      } else if (body.charAt(n) == '*') {
        regex.append("[^/]*");
      } else if (body.charAt(n) == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(body.substring(n, n + 1)));
      }
    }
    return Pattern.compile(regex + below(body, folder));
  }

  /** A folder stands for all that is in it; {@code docs/*} is the files in it and no deeper. */
  private static String below(String body, boolean folder) {
    if (folder) {
      return "/.*";
    }
    String last = body.substring(body.lastIndexOf('/') + 1);
    return last.contains("*") ? "" : "(?:/.*)?";
  }
}
