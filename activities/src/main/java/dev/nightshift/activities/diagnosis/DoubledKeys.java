package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.git.Histories.Came;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.yaml.DoubledKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Properties in which a key stands twice since a commit, and both as one. */
final class DoubledKeys {
  private DoubledKeys() {}

  /** Of the first of these files that has one. */
  static Optional<ProvenEdit> of(Collection<String> files, Recent recent) {
    return files.stream()
        .flatMap(file -> recent.lately().file(file).stream())
        .flatMap(
            file -> recent.now().text(file.path()).flatMap(now -> of(file, now).edit()).stream())
        .findFirst();
  }

  /** The key that came twice, empty where none did, and the edit, where one is proven. */
  record Found(String key, Optional<ProvenEdit> edit) {}

  static Found of(Earlier file, String now) {
    List<DoubledKey> doubled =
        file.path().matches("(?i).*\\.ya?ml") ? DoubledKey.in(now) : List.of();
    if (doubled.isEmpty() || file.text() == null || !DoubledKey.in(file.text()).isEmpty()) {
      return new Found("", Optional.empty());
    }
    String key = doubled.get(0).key();
    Edited mended = DoubledKey.mend(file.text(), now);
    Came by = file.by();
    return new Found(
        key,
        mended.changed()
            ? Optional.of(
                new ProvenEdit(
                    file.path(),
                    by == null ? "" : by.commit(),
                    Pieces.between(mended.text(), now),
                    "says once what both " + key + " say, of which dbt reads the last alone"))
            : Optional.empty());
  }
}
