package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.ColumnThrough;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.activities.sql.SourceColumn;
import dev.nightshift.workflows.values.Cause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads columns of a source through an expression, such as a cast to the type that they had, in the
 * models that read the source on the way to what failed; whatever is below finds them under their
 * names, as they were.
 */
final class ReadThroughFixer implements Fixer {
  private final String kind;

  ReadThroughFixer(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    String[] source = details.getOrDefault("source", "").split("\\.", 4);
    List<String> through = details.getOrDefault("through", "").lines().toList();
    if (source.length != 4 || through.isEmpty()) {
      return Remedy.refused(
          details.getOrDefault(
              "undecided", "the cause does not say which column is to be read in which way"));
    }
    String relation = details.getOrDefault("relation", source[3]);
    String name = relation.substring(relation.lastIndexOf('.') + 1).replaceAll("[\"`]", "");
    Map<String, String> edits = new LinkedHashMap<>();
    for (String file : details.getOrDefault("files", "").lines().toList()) {
      Optional<String> before = file.endsWith(".sql") ? project.text(file) : Optional.empty();
      if (before.isEmpty()) {
        return Remedy.refused(quoted(file) + " is no SQL of the project");
      }
      String text = before.get();
      for (String each : through) {
        String column = each.substring(0, each.indexOf(' '));
        Edited edited =
            ColumnThrough.inModel(
                text,
                new SourceColumn(source[2], source[3], name, column, column),
                each.substring(column.length() + 1),
                Dialect.of(details.get("adapter")));
        if (edited.refused()) {
          return Remedy.refused(quoted(file) + ": " + edited.refusal());
        }
        text = edited.text();
      }
      if (!text.equals(before.get())) {
        edits.put(file, text);
      }
    }
    return edits.isEmpty()
        ? Remedy.refused("no model on the way names the column")
        : Remedy.of(edits, edits.keySet().stream().map(file -> says(file, through)).toList());
  }

  private static String says(String file, List<String> through) {
    return quoted(file)
        + ": reads "
        + through.stream().map(ReadThroughFixer::says).collect(Collectors.joining(", "))
        + "; what it gives keeps its name.";
  }

  private static String says(String through) {
    String column = through.substring(0, through.indexOf(' '));
    String expression = through.substring(column.length() + 1);
    return quoted(column) + " as " + quoted(expression.replace(ColumnThrough.HOLE, column));
  }
}
