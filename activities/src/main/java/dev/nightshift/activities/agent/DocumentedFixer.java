package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.knowledge.DocumentedEdit;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does what a knowledge entry's executable block says, what a person chose, or what production
 * shows to be called otherwise: one value, under one key, of one file.
 */
final class DocumentedFixer implements Fixer {
  private final String kind;

  DocumentedFixer(String kind) {
    this.kind = kind;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    return cause
        .documented()
        .map(change -> done(change, cause, project))
        .orElseGet(
            () -> Remedy.refused("no knowledge entry says in an executable block what to change"));
  }

  private static String whose(Cause cause) {
    return switch (cause.kind()) {
      case Cause.CHOSEN -> "the answer";
      case "renamed_source_table" -> "the warehouse";
      default -> "the entry";
    };
  }

  private static Remedy done(DocumentedChange change, Cause cause, ProjectText project) {
    String file = change.file();
    String whose = whose(cause);
    Optional<String> text = project.text(file);
    if (text.isEmpty()) {
      return Remedy.refused(whose + " names " + quoted(file) + ", which is not in the project");
    }
    Dialect dialect = Dialect.of(cause.details().get("adapter"));
    Edited edited = DocumentedEdit.of(text.get(), change, dialect);
    if (edited.refused()) {
      return Remedy.refused(quoted(file) + " is left alone: " + edited.refusal());
    }
    if (!edited.changed()) {
      return Remedy.refused(quoted(file) + " says so already");
    }
    return Remedy.of(Map.of(file, edited.text()), List.of(says(change, whose)));
  }

  private static String says(DocumentedChange change, String whose) {
    String value = quoted(change.value());
    String key = quoted(change.key());
    String what =
        switch (change.operation()) {
          case "add" -> "adds " + value + (change.key().isEmpty() ? "" : " to " + key);
          case "remove" -> "takes " + value + " out of " + key;
          default -> "sets " + key + " to " + value;
        };
    return quoted(change.file()) + ": " + what + ", as " + whose + " says.";
  }
}
