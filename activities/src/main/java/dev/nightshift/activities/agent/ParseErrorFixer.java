package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.jinja.JinjaMend;
import dev.nightshift.activities.yaml.YamlMend;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mends the slip that keeps dbt from reading a file, where there is one way to mend it. */
final class ParseErrorFixer implements Fixer {
  @Override
  public String kind() {
    return "parse_error";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    String file = cause.details().getOrDefault("file", "");
    Optional<String> text = project.text(file);
    if (text.isEmpty()) {
      return Remedy.refused(quoted(file) + " is no text of the project");
    }
    if (WrongNameRemedy.isDecided(cause)) {
      return WrongNameRemedy.of(cause, project);
    }
    if (!file.matches(".*\\.(sql|md|ya?ml)")) {
      return Remedy.refused("no rule mends what is wrong with a file of this kind");
    }
    Edited edited =
        file.matches(".*\\.ya?ml")
            ? YamlMend.mend(file, text.get(), line(cause), project.before(file))
            : JinjaMend.mend(text.get(), line(cause), project.before(file));
    if (edited.refused()) {
      return Remedy.refused(quoted(file) + " is left alone: " + edited.refusal());
    }
    return Remedy.of(Map.of(file, edited.text()), List.of(says(file, text.get(), edited.text())));
  }

  private static int line(Cause cause) {
    String line = cause.details().getOrDefault("line", "");
    return line.matches("\\d{1,9}") ? Integer.parseInt(line) : 0;
  }

  /** The first line that differs, which is where the slip was. */
  private static String says(String file, String before, String after) {
    List<String> old = before.lines().toList();
    List<String> now = after.lines().toList();
    int line = 0;
    while (line < old.size() && line < now.size() && old.get(line).equals(now.get(line))) {
      line++;
    }
    String was =
        line < old.size() ? "`" + tame(old.get(line)) + "` becomes " : "the file ends with ";
    String is = line < now.size() ? now.get(line) : "";
    return "`" + tame(file) + "`, line " + (line + 1) + ": " + was + "`" + tame(is) + "`.";
  }

  private static String tame(String text) {
    return text.strip().replace("`", "'");
  }
}
