package dev.nightshift.activities.artifacts;

import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads file, line and kind out of dbt's error texts: it gives them in no other form. Without a
 * project, which is null then, a file is named as dbt named it.
 */
public record Complaint(Path project) {
  private static final int MESSAGE_CHARACTERS = 2_000;

  /** dbt's own kinds: a database's, such as a binder error, are part of the message. */
  private static final Pattern KIND =
      Pattern.compile(
          "\\b((?:Compilation|Parsing|Validation|Dependency|Database|Runtime) Error)\\b");

  private static final String FILE = "([^\\s\\x00()'\"`,]+\\.(?:sql|ya?ml|py|csv|md|json))";

  /** From the surest to the least sure: «(models/a.sql)», «Error reading shop: a.yml -», any. */
  private static final List<Pattern> FILES =
      List.of(
          Pattern.compile("\\(" + FILE + "\\)"),
          Pattern.compile("Error reading [^:\\n]+: " + FILE),
          Pattern.compile(FILE));

  private static final Pattern LINE = Pattern.compile("\\bline (\\d+)\\b");

  /** dbt's events that tell what stopped it; its other errors belong to a node or to a macro. */
  public static final Set<String> STOPPING =
      Set.of(
          "MainEncounteredError", "RunningOperationCaughtError", "RunningOperationUncaughtError");

  public DbtError read(String text) {
    String plain = text.replaceAll("\u001b\\[[0-9;]*m", "").strip();
    String message =
        plain.length() > MESSAGE_CHARACTERS
            ? plain.substring(0, MESSAGE_CHARACTERS) + " […]"
            : plain;
    return new DbtError(kind(plain), file(plain), line(plain), message);
  }

  /** «Runtime Error» only wraps another where another is named. */
  private static String kind(String text) {
    String first = "";
    Matcher matcher = KIND.matcher(text);
    while (matcher.find()) {
      if (!matcher.group(1).equals("Runtime Error")) {
        return matcher.group(1);
      }
      first = matcher.group(1);
    }
    return first;
  }

  private String file(String text) {
    for (Pattern pattern : FILES) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        String found = inProject(matcher.group(1));
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }

  /** dbt names some files from the project's folder, others from the folder of their kind. */
  private String inProject(String name) {
    if (project == null) {
      return name;
    }
    Path wanted = Path.of(name.replace('\\', '/')).normalize();
    Path absolute = project.resolve(wanted).normalize();
    if (Files.isRegularFile(absolute)) {
      return absolute.startsWith(project) ? project.relativize(absolute).toString() : name;
    }
    try (Stream<Path> files =
        Files.find(project, 12, (path, at) -> at.isRegularFile() && path.endsWith(wanted))) {
      List<Path> found = files.limit(2).toList();
      return found.size() == 1 ? project.relativize(found.get(0)).toString() : "";
    } catch (IOException unreadable) {
      throw new UncheckedIOException(project + " cannot be read", unreadable);
    }
  }

  private static int line(String text) {
    Matcher matcher = LINE.matcher(text);
    return matcher.find() && matcher.group(1).length() < 9 ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
