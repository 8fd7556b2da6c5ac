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
import java.util.function.Function;

/** Properties in which a key stands twice since a commit, and both as one. */
final class DoubledKeys {
  private static final Found NONE = new Found("", Optional.empty());

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
    List<DoubledKey> came = came(file, now);
    return came.isEmpty() ? NONE : found(file, now, came.get(0), mended(file, now));
  }

  /**
   * The one without which the file would say something else of a node, as {@code says} reads it.
   */
  static Found of(Earlier file, String now, Function<String, ?> says) {
    List<DoubledKey> came = came(file, now);
    if (came.isEmpty()) {
      return NONE;
    }
    Edited mended = mended(file, now);
    Object said = says.apply(now);
    return came.stream()
        .filter(
            key ->
                (mended.changed() ? Optional.of(mended.text()) : key.first(now))
                    .filter(otherwise -> !says.apply(otherwise).equals(said))
                    .isPresent())
        .findFirst()
        .map(key -> found(file, now, key, mended))
        .orElse(NONE);
  }

  private static List<DoubledKey> came(Earlier file, String now) {
    return file.path().matches("(?i).*\\.ya?ml")
            && file.text() != null
            && DoubledKey.in(file.text()).isEmpty()
        ? DoubledKey.in(now)
        : List.of();
  }

  private static Edited mended(Earlier file, String now) {
    return DoubledKey.mend(file.text(), now);
  }

  private static Found found(Earlier file, String now, DoubledKey doubled, Edited mended) {
    Came by = file.by();
    return new Found(
        doubled.key(),
        mended.changed()
            ? Optional.of(
                new ProvenEdit(
                    file.path(),
                    by == null ? "" : by.commit(),
                    Pieces.between(mended.text(), now),
                    "says once what both "
                        + doubled.key()
                        + " say, of which dbt reads the last alone"))
            : Optional.empty());
  }
}
