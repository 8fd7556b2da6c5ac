package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.yaml.YamlEdits;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does what a knowledge entry's executable block says: one value, under one key, of one file. */
final class DocumentedValueFixer implements Fixer {
  @Override
  public String kind() {
    return "documented_value";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    DocumentedChange change = cause.known() == null ? null : cause.known().change();
    if (change == null) {
      return Remedy.refused("no knowledge entry says in an executable block what to change");
    }
    String file = change.file();
    if (!file.endsWith(".yml") && !file.endsWith(".yaml")) {
      return Remedy.refused("the entry names " + quoted(file) + ", and only YAML files are edited");
    }
    Optional<String> text = project.text(file);
    if (text.isEmpty()) {
      return Remedy.refused("the entry names " + quoted(file) + ", which is not in the project");
    }
    Edited edited = edit(text.get(), change);
    if (edited.refused()) {
      return Remedy.refused(quoted(file) + " is left alone: " + edited.refusal());
    }
    if (!edited.changed()) {
      return Remedy.refused(quoted(file) + " says so already");
    }
    return Remedy.of(Map.of(file, edited.text()), List.of(says(change)));
  }

  private static Edited edit(String text, DocumentedChange change) {
    return switch (change.operation()) {
      case "add" -> YamlEdits.add(text, change.key(), change.value());
      case "set" -> YamlEdits.set(text, change.key(), change.value());
      case "remove" -> YamlEdits.remove(text, change.key(), change.value());
      default -> Edited.refused(text, "the operation " + change.operation() + " is not known");
    };
  }

  private static String says(DocumentedChange change) {
    String value = quoted(change.value());
    String key = quoted(change.key());
    String what =
        switch (change.operation()) {
          case "add" -> "adds " + value + " to " + key;
          case "remove" -> "takes " + value + " out of " + key;
          default -> "sets " + key + " to " + value;
        };
    return quoted(change.file()) + ": " + what + ", as the entry says.";
  }
}
