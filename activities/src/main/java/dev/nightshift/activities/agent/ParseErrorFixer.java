package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.jinja.JinjaMend;
import dev.nightshift.activities.yaml.Deprecations;
import dev.nightshift.activities.yaml.YamlMend;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    if (cause.details().containsKey(UndoingFixer.PIECES)) {
      return new UndoingFixer(kind()).fix(cause, project);
    }
    if (cause.details().containsKey("deprecated")) {
      return renewed(cause.details(), project);
    }
    Optional<String> text = project.text(file);
    if (text.isEmpty()) {
      return Remedy.refused(quoted(file) + " is no text of the project");
    }
    if (WrongNameRemedy.isDecided(cause)) {
      return WrongNameRemedy.of(cause, project);
    }
    if (cause.details().containsKey("undecided")) {
      return Remedy.refused(cause.details().get("undecided"));
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

  /** In all files that have the form: dbt tells of the first alone. */
  private static Remedy renewed(Map<String, String> details, ProjectText project) {
    Map<String, String> edits = new LinkedHashMap<>();
    List<String> says = new ArrayList<>();
    for (String file : details.getOrDefault("outdated", "").lines().toList()) {
      String text = project.text(file).orElse("");
      Edited edited = Deprecations.renewed(details.get("deprecated"), file, text);
      if (!edited.changed()) {
        return Remedy.refused(quoted(file) + " is left alone: " + edited.refusal());
      }
      edits.put(file, edited.text());
      says.add(
          quoted(file)
              + ": is written as dbt's guide documents in the place of what it gave up, and means"
              + " the same.");
    }
    return edits.isEmpty()
        ? Remedy.refused("no file of the project has the form that dbt complains of")
        : Remedy.of(edits, says);
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
