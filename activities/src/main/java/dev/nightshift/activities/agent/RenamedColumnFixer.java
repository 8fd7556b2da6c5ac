package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.ColumnRename;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.activities.sql.SourceColumn;
import dev.nightshift.activities.yaml.YamlEdits;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a renamed column of a source, or of a model, by its new name, under the old one, in each
 * model, snapshot and singular test that reads it, and renames the column's entry in the sources
 * file. Of a model whoever renamed it has written its properties. A snapshot of properties alone
 * has no text in which a column could keep its name.
 */
final class RenamedColumnFixer implements Fixer {
  private final String kind;

  RenamedColumnFixer(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    SourceColumn column = column(cause);
    if (column == null) {
      return Remedy.refused("the cause does not say which column of what is renamed");
    }
    Dialect dialect = Dialect.of(cause.details().get("adapter"));
    Work work = new Work(project);
    for (String path : project.files(project.macroFolders(), ".sql")) {
      if (reads(project, path, column) && mentions(project, path, column.from())) {
        return Remedy.refused(quoted(path) + ": a macro reads it and names the column");
      }
    }
    for (String path : project.files(project.modelFolders(), ".sql")) {
      if (reads(project, path, column)) {
        work.take(path, text -> ColumnRename.inModel(text, column, dialect), inSql(column));
      } else if (wraps(project, path, column) && mentions(project, path, column.from())) {
        return Remedy.refused(
            quoted(path)
                + ": it names the column, and reads the table through a macro of the project's own;"
                + " what that macro gives is not for a rule to say");
      }
    }
    for (String path : project.files(project.modelFolders(), ".py")) {
      if (mentions(project, path, column.table()) && mentions(project, path, column.from())) {
        return Remedy.refused(quoted(path) + ": a Python model may read the column");
      }
    }
    for (String path : project.files(project.testFolders(), ".sql")) {
      if (reads(project, path, column)) {
        work.take(path, text -> ColumnRename.inTest(text, column, dialect), inSql(column));
      }
    }
    for (String path : project.files(project.propertyFolders(), ".yml", ".yaml")) {
      if (column.source().isEmpty() && speaks(project, path, column)) {
        return Remedy.refused(
            quoted(path)
                + " still speaks of "
                + quoted(column.from())
                + " of "
                + quoted(column.table())
                + ", so that it is not sure which of the two names is meant");
      }
      if (!column.source().isEmpty() && isTaken(project, path, column)) {
        return Remedy.refused(
            quoted(path)
                + ": a snapshot of "
                + quoted(column.source() + "." + column.table())
                + " names "
                + quoted(column.from())
                + "; what becomes of the rows that it kept is for a person to say");
      }
      if (!column.source().isEmpty() && mentions(project, path, column.table())) {
        work.take(path, text -> inYaml(text, column, dialect), inProperties(column));
      }
    }
    return work.remedy("nothing in the project names the column");
  }

  private static Edited inYaml(String text, SourceColumn column, Dialect dialect) {
    return YamlEdits.renameSourceColumn(
        text,
        column.source(),
        column.table(),
        column.from(),
        column.to(),
        sql -> ColumnRename.inExpression(sql, column.from(), column.to(), dialect));
  }

  private static boolean reads(ProjectText project, String path, SourceColumn column) {
    return project
        .text(path)
        .filter(text -> ColumnRename.reads(text, column.source(), column.table()))
        .isPresent();
  }

  private static boolean wraps(ProjectText project, String path, SourceColumn column) {
    return project.text(path).filter(text -> MacroReads.in(text, column.table())).isPresent();
  }

  private static boolean speaks(ProjectText project, String path, SourceColumn column) {
    return project
        .text(path)
        .filter(text -> PropertyReads.in(text, column.table(), column.from()))
        .isPresent();
  }

  private static boolean isTaken(ProjectText project, String path, SourceColumn column) {
    return project
        .text(path)
        .filter(
            text -> PropertyReads.inSnapshot(text, column.source(), column.table(), column.from()))
        .isPresent();
  }

  private static boolean mentions(ProjectText project, String path, String word) {
    return project
        .text(path)
        .filter(
            text ->
                Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])")
                    .matcher(text)
                    .find())
        .isPresent();
  }

  /**
   * From {@code model}, or {@code source.package.raw.payments}, and {@code from} and {@code to} of
   * the details.
   */
  private static SourceColumn column(Cause cause) {
    String model = cause.details().getOrDefault("model", "");
    String[] parts =
        model.isEmpty()
            ? cause.details().getOrDefault("source", "").split("\\.", 4)
            : new String[] {"", "", "", model};
    String from = cause.details().getOrDefault("from", "");
    String to = cause.details().getOrDefault("to", "");
    if (parts.length != 4 || from.isBlank() || to.isBlank() || from.equals(to)) {
      return null;
    }
    String relation = cause.details().getOrDefault("relation", parts[3]);
    String name = relation.substring(relation.lastIndexOf('.') + 1).replaceAll("[\"`]", "");
    return new SourceColumn(parts[2], parts[3], name, from, to);
  }

  private static String inSql(SourceColumn column) {
    return "reads "
        + quoted(column.to())
        + " where it read "
        + quoted(column.from())
        + (column.source().isEmpty() ? " of " + quoted(column.table()) : " of the source")
        + "; what it gives keeps its name.";
  }

  private static String inProperties(SourceColumn column) {
    return quoted(column.source() + "." + column.table() + "." + column.from())
        + " has the name "
        + quoted(column.to())
        + "; descriptions and tests stay.";
  }

  /** The edits so far, until one is refused. */
  private static final class Work {
    private final ProjectText project;
    private final Map<String, String> edits = new LinkedHashMap<>();
    private final List<String> says = new ArrayList<>();
    private String refusal = "";

    Work(ProjectText project) {
      this.project = project;
    }

    void take(String path, java.util.function.Function<String, Edited> edit, String what) {
      Edited edited = edit.apply(project.text(path).orElseThrow());
      if (edited.refused() && refusal.isEmpty()) {
        refusal = quoted(path) + ": " + edited.refusal();
      }
      if (edited.changed()) {
        edits.put(path, edited.text());
        says.add(quoted(path) + ": " + what);
      }
    }

    Remedy remedy(String otherwise) {
      if (!refusal.isEmpty()) {
        return Remedy.refused(refusal);
      }
      return edits.isEmpty() ? Remedy.refused(otherwise) : Remedy.of(edits, says);
    }
  }
}
