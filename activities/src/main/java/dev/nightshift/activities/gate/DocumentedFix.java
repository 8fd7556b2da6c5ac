package dev.nightshift.activities.gate;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.knowledge.DocumentedEdit;
import dev.nightshift.activities.yaml.YamlMend;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that a knowledge entry's block names, or a person's choice, changes by just that: this
 * key, this operation, this value. {@code dbt_project.yml} changes in no other way, but by a slip
 * that keeps dbt from reading it.
 */
final class DocumentedFix implements Rule {
  @Override
  public String name() {
    return "documented_fix";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      List<DocumentedChange> documented = documented(exhibit, file);
      boolean settings = file.path().endsWith("dbt_project.yml");
      if (documented.isEmpty()
          && settings
          && !isOnlyMended(exhibit, file)
          && !exhibit.isProven(file)) {
        refusals.add(
            refusal(file.path(), "no knowledge entry names a key of it: a person changes it"));
      } else if (!documented.isEmpty() && !isJust(file, documented)) {
        refusals.add(
            refusal(file.path(), "it changes in another way than was said: " + says(documented)));
      }
    }
    return refusals;
  }

  /** Where dbt cannot read it at all, its white space and marks may make it readable. */
  private static boolean isOnlyMended(Exhibit exhibit, FileChange file) {
    return exhibit.baseUnread()
        && !YamlMend.parses(file.before())
        && YamlMend.isWhole(file.path(), file.after())
        && YamlMend.isSlip(file.before(), file.after());
  }

  private static List<DocumentedChange> documented(Exhibit exhibit, FileChange file) {
    return exhibit.codeCauses().stream()
        .map(Cause::documented)
        .flatMap(Optional::stream)
        .filter(change -> change.file().equals(file.path()))
        .distinct()
        .toList();
  }

  /** Whether some of the changes, at least one, make the file what it is. */
  private static boolean isJust(FileChange file, List<DocumentedChange> changes) {
    int all = 1 << Math.min(changes.size(), 8);
    for (int chosen = 1; chosen < all; chosen++) {
      String text = file.before();
      for (int i = 0; i < changes.size() && text != null; i++) {
        text = (chosen & (1 << i)) == 0 ? text : applied(text, changes.get(i));
      }
      if (text != null && DocumentedEdit.means(file.path(), text, file.after())) {
        return true;
      }
    }
    return false;
  }

  private static String applied(String text, DocumentedChange change) {
    Edited edited = DocumentedEdit.of(text, change);
    return edited.changed() ? edited.text() : null;
  }

  private static String says(List<DocumentedChange> changes) {
    return String.join(
        "; ",
        changes.stream()
            .map(
                it ->
                    it.operation()
                        + " "
                        + it.value()
                        + (it.key().isEmpty() ? "" : ", key " + it.key()))
            .toList());
  }
}
