package dev.nightshift.activities.knowledge;

import dev.nightshift.activities.csv.CsvEdits;
import dev.nightshift.activities.csv.CsvRows;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.activities.yaml.YamlEdits;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.Objects;

/** What an executable block makes of its file, for whoever does it and whoever checks it. */
public final class DocumentedEdit {
  private DocumentedEdit() {}

  public static Edited of(String text, DocumentedChange change) {
    if (isSeed(change.file())) {
      return change.operation().equals("add")
          ? CsvEdits.add(text, change.key(), change.value())
          : Edited.refused(text, "a seed is only given rows");
    }
    if (!isYaml(change.file())) {
      return Edited.refused(
          text, "only YAML files and seeds are edited by a block; what SQL maps, a person changes");
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
    try {
      return Objects.equals(Yaml.parse(one), Yaml.parse(other));
    } catch (Yaml.Unreadable e) {
      return false;
    }
  }

  static boolean isSeed(String file) {
    return file.endsWith(".csv");
  }

  private static boolean isYaml(String file) {
    return file.endsWith(".yml") || file.endsWith(".yaml");
  }
}
