package dev.nightshift.activities.tools;

import dev.nightshift.activities.words.Glob;
import dev.nightshift.workflows.durable.Ids;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * Git as far as an agent needs it. To add, to commit and to push to a branch is how agent files ask
 * for publishing: it is answered as Git would, and changes nothing.
 */
final class GitWords {
  private final Desk desk;

  GitWords(Desk desk) {
    this.desk = desk;
  }

  String answer(List<String> words) {
    String verb = words.isEmpty() ? "" : words.get(0);
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (verb) {
      case "status" -> status(rest);
      case "add" -> add(rest);
      case "commit" -> commit(rest);
      case "push" -> push(rest);
      case "log" -> new GitLooks(desk).log(rest);
      case "diff" -> new GitLooks(desk).diff(rest);
      case "show" -> new GitLooks(desk).show(rest);
      case "blame" -> new GitLooks(desk).blame(rest);
      default -> throw Declined.forbidden("git " + verb + " is not known here");
    };
  }

  private String status(List<String> rest) {
    only(rest, List.of("--short", "-s", "--porcelain"));
    List<String> changed = changed();
    return changed.isEmpty()
        ? "nothing to commit, working tree clean"
        : " M " + String.join("\n M ", changed);
  }

  private String add(List<String> rest) {
    if (rest.isEmpty() || rest.stream().anyMatch(word -> word.matches("-(?!A$|-all$).*"))) {
      throw Declined.forbidden("git add is known with paths, -A and --all");
    }
    for (String path : rest) {
      if (!path.startsWith("-") && !isThere(path)) {
        throw Declined.cannot("fatal: pathspec '" + path + "' did not match any files");
      }
    }
    return "";
  }

  /** Or was, before it was deleted. */
  private boolean isThere(String said) {
    Path path = Inside.path(said);
    if (Files.exists(desk.folder().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    // Git's own stars go across folders.
    String pattern = said.replace("*", "**");
    return changed().stream()
        .anyMatch(file -> Path.of(file).startsWith(path) || Glob.mayMean(pattern, file));
  }

  private String commit(List<String> rest) {
    if (rest.size() != 2 || !rest.get(0).matches("-a?m|--message")) {
      throw Declined.forbidden("git commit is known as: git commit -m \"what changed\"");
    }
    List<String> changed = changed();
    if (changed.isEmpty()) {
      return "nothing to commit, working tree clean";
    }
    String message = rest.get(1).lines().findFirst().orElse("");
    desk.tell("It asked to commit what it changed as «" + message + "».");
    return "["
        + Ids.hash(message + changed).substring(0, 7)
        + "] "
        + message
        + "\n "
        + changed.size()
        + " files changed";
  }

  /** What becomes of it is not this tool's to know: a fix is proposed, a message's patch is not. */
  private String push(List<String> rest) {
    if (rest.size() != 2
        || !rest.get(0).equals("origin")
        || !rest.get(1).matches("HEAD:(?:refs/heads/)?[A-Za-z0-9][\\w./-]*")) {
      throw Declined.forbidden("git push is known as: git push origin HEAD:<branch>");
    }
    String branch = rest.get(1).substring(5);
    desk.tell("It asked to publish that to " + branch + ".");
    return "Taken down for whoever gave you the task: publish this to "
        + branch
        + ". Nothing was pushed yet. It is kept as a patch, and nothing is pushed by itself: a fix of"
        + " a failed run is proposed once it is verified and a person agreed.";
  }

  private List<String> changed() {
    return desk.changedFiles();
  }

  private static void only(List<String> words, List<String> known) {
    if (!known.containsAll(words)) {
      throw Declined.forbidden("git status is known with " + String.join(", ", known));
    }
  }
}
