package dev.nightshift.activities.knowledge;

import dev.nightshift.activities.csv.CsvEdits;
import dev.nightshift.activities.csv.CsvRows;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.CaseMapping;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.activities.yaml.YamlEdits;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.Objects;

/** What an executable block makes of its file, for whoever does it and whoever checks it. */
public final class DocumentedEdit {
  private DocumentedEdit() {}

  public static Edited of(String text, DocumentedChange change) {
    return of(text, change, Dialect.STANDARD);
  }

  /** For a warehouse that may read SQL in a way of its own. */
  public static Edited of(String text, DocumentedChange change, Dialect dialect) {
    if (isSeed(change.file())) {
      return change.operation().equals("add")
          ? CsvEdits.add(text, change.key(), change.value())
          : Edited.refused(text, "a seed is only given rows");
    }
    if (isSql(change.file())) {
      return change.operation().equals("add")
          ? CaseMapping.add(text, change.key(), change.value(), dialect)
          : Edited.refused(text, "what SQL maps is only added to");
    }
    if (!isYaml(change.file())) {
      return Edited.refused(text, "a block edits YAML files, seeds and what a model's SQL maps");
    }
    return switch (change.operation()) {
      case "add" -> YamlEdits.add(text, change.key(), change.value());
      case "set" -> YamlEdits.set(text, change.key(), change.value());
      case "remove" -> YamlEdits.remove(text, change.key(), change.value());
      default -> Edited.refused(text, "the operation " + change.operation() + " is not known");
    };
  }

  /** Whether two texts of a file mean the same, however they are written. */
  public static boolean means(String file, String one, String other) {
    if (isSeed(file)) {
      return CsvRows.of(one).equals(CsvRows.of(other));
    }
    if (isSql(file)) {
      return CaseMapping.means(one, other);
    }
    try {
      return Objects.equals(Yaml.parse(one), Yaml.parse(other));
    } catch (Yaml.Unreadable e) {
      return false;
    }
  }

  static boolean isSeed(String file) {
    return file.endsWith(".csv");
  }

  static boolean isSql(String file) {
    return file.endsWith(".sql");
  }

  private static boolean isYaml(String file) {
    return file.endsWith(".yml") || file.endsWith(".yaml");
  }
}
