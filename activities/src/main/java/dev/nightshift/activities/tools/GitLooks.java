package dev.nightshift.activities.tools;

import dev.nightshift.activities.git.Checkouts.Past;
import dev.nightshift.activities.git.Checkouts.Past.Commit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Git's words that only look, answered from what led to the project's base. Of its options those
 * are known that tell more or less: some of the others write files or run programs.
 */
final class GitLooks {
  private static final int USUAL = 20;
  private static final int MOST = 200;
  private static final int SHORT = 9;
  private static final Pattern COUNT = Pattern.compile("-(?:n)?(\\d{1,6})|--max-count=(\\d{1,6})");
  private static final Pattern FILES = Pattern.compile("(?m)(?=^diff --git )");
  private static final Pattern FILE = Pattern.compile("(?m)^diff --git a/(.+) b/\\1$");

  private final Desk desk;

  GitLooks(Desk desk) {
    this.desk = desk;
  }

  String log(List<String> words) {
    int most = USUAL;
    boolean brief = false;
    List<String> rest = new ArrayList<>();
    for (int n = 0; n < words.size(); n++) {
      String word = words.get(n);
      Matcher count = COUNT.matcher(word);
      if (word.equals("--oneline")) {
        brief = true;
      } else if (word.equals("-n") && n + 1 < words.size() && words.get(n + 1).matches("\\d+")) {
        most = number(words.get(++n));
      } else if (count.matches()) {
        most = number(count.group(1) == null ? count.group(2) : count.group(1));
      } else {
        rest.add(word);
      }
    }
    boolean inOneLine = brief;
    List<Commit> commits = desk.past().log(path(rest, "log"), Math.min(most, MOST));
    return commits.isEmpty()
        ? "(no commit)"
        : commits.stream()
            .map(commit -> inOneLine ? line(commit) : whole(commit))
            .collect(Collectors.joining(inOneLine ? "\n" : "\n\n"));
  }

  String diff(List<String> words) {
    boolean names = words.contains("--name-only") || words.contains("--stat");
    List<String> rest =
        words.stream().filter(word -> !word.matches("--name-only|--stat|HEAD")).toList();
    String path = path(rest, "diff");
    String patch = of(path, desk.patch());
    if (names) {
      return FILE.matcher(patch)
          .results()
          .map(file -> file.group(1))
          .collect(Collectors.joining("\n"));
    }
    return patch;
  }

  String show(List<String> words) {
    if (words.isEmpty() || words.get(0).startsWith("-")) {
      throw Declined.forbidden("git show is known as: git show COMMIT, and git show COMMIT:PATH");
    }
    String said = words.get(0);
    int colon = said.indexOf(':');
    Past past = desk.past();
    String name = colon < 0 ? said : said.substring(0, colon);
    Commit commit =
        past.commit(name)
            .orElseThrow(() -> Declined.cannot("the project's past has no commit «" + name + "»"));
    List<String> rest = words.subList(1, words.size());
    if (colon < 0) {
      return whole(commit) + "\n\n" + past.change(commit, path(rest, "show"));
    }
    String path = Inside.path(said.substring(colon + 1)).toString();
    if (path.isEmpty()) {
      throw Declined.cannot("git show COMMIT:PATH is about a file");
    }
    if (!rest.isEmpty()) {
      throw Declined.forbidden("git show COMMIT:PATH is known without more");
    }
    return past.file(commit, path)
        .orElseThrow(() -> Declined.cannot("there was no file " + path + " in " + name));
  }

  String blame(List<String> words) {
    String path = path(words, "blame");
    Past past = desk.past();
    List<Commit> lines = path.isEmpty() ? List.of() : past.blame(path);
    if (lines.isEmpty()) {
      throw Declined.cannot("git blame is known as: git blame PATH, of a file of the base");
    }
    List<String> text =
        past.commit("HEAD").flatMap(head -> past.file(head, path)).orElse("").lines().toList();
    StringBuilder all = new StringBuilder();
    for (int n = 0; n < Math.min(lines.size(), text.size()); n++) {
      Commit by = lines.get(n);
      all.append(by.id(), 0, SHORT).append(" (").append(by.author()).append(' ');
      all.append(by.at().toString(), 0, 10).append(") ").append(n + 1).append(' ');
      all.append(text.get(n)).append('\n');
    }
    return all.toString();
  }

  private static int number(String digits) {
    return digits.length() > 6 ? MOST : Integer.parseInt(digits);
  }

  /** One, behind two dashes or without them; empty where none is said. */
  private static String path(List<String> words, String verb) {
    List<String> paths = words.stream().filter(word -> !word.equals("--")).toList();
    if (paths.size() > 1 || paths.stream().anyMatch(word -> word.startsWith("-"))) {
      throw Declined.forbidden(
          "git " + verb + " " + String.join(" ", words) + " is more than is known here");
    }
    return paths.isEmpty() ? "" : Inside.path(paths.get(0)).toString();
  }

  /** Those files of a patch that are meant. */
  private String of(String path, String patch) {
    if (path.isEmpty()) {
      return patch;
    }
    String root = desk.use().workspace().subfolder();
    String whole = Path.of(root).resolve(path).toString();
    StringBuilder meant = new StringBuilder();
    for (String file : FILES.splitAsStream(patch).toList()) {
      Matcher named = FILE.matcher(file);
      if (named.find()
          && (named.group(1).equals(whole) || named.group(1).startsWith(whole + "/"))) {
        meant.append(file);
      }
    }
    return meant.toString();
  }

  private static String line(Commit commit) {
    return commit.id().substring(0, SHORT) + " " + commit.message().lines().findFirst().orElse("");
  }

  private static String whole(Commit commit) {
    return "commit "
        + commit.id()
        + "\nAuthor: "
        + commit.author()
        + "\nDate: "
        + commit.at()
        + "\n\n"
        + commit.message().indent(4).stripTrailing();
  }
}
