package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.words.Nearest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A snapshot whose own settings name a column that what it is taken of does not have, since a
 * commit wrote it there. The one that stood there before is meant, else the one that is a slip of
 * the pen away. A column that went above it is another matter: by a new name in its settings the
 * snapshot would begin its history anew.
 */
final class SnapshotColumns {
  private static final List<String> KEYS = List.of("check_cols", "unique_key", "updated_at");

  private static final Pattern IN_CALL =
      Pattern.compile(
          "\\b(check_cols|unique_key|updated_at)\\s*=\\s*(\\[[^\\]]*\\]|'[^']*'|\"[^\"]*\")");

  private SnapshotColumns() {}

  /** {@code has} are the columns of what the snapshot is taken of. */
  static Optional<ProvenEdit> of(
      Part snapshot, String text, String wrong, Optional<Earlier> earlier, Set<String> has) {
    if (earlier.isEmpty() || has.isEmpty() || has.contains(wrong)) {
      return Optional.empty();
    }
    String was = earlier.get().text() == null ? "" : earlier.get().text();
    for (String key : KEYS) {
      Set<String> now = named(snapshot, text, key);
      Set<String> before = named(snapshot, was, key);
      if (now.contains(wrong) && !before.contains(wrong)) {
        return meant(wrong, now, before, has)
            .flatMap(found -> edit(earlier.get(), text, key, wrong, found));
      }
    }
    return Optional.empty();
  }

  private record Found(String column, String why) {}

  private static Optional<Found> meant(
      String wrong, Set<String> now, Set<String> before, Set<String> has) {
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(now);
    gone.retainAll(has);
    if (gone.size() == 1) {
      return Optional.of(new Found(gone.iterator().next(), "it is what stood there before"));
    }
    Set<String> free = new TreeSet<>(has);
    free.removeAll(now);
    return gone.isEmpty()
        ? Nearest.only(wrong, free)
            .map(near -> new Found(near, "no other column is a slip of the pen away"))
        : Optional.empty();
  }

  /** On the one line that has the name: on several it might be another thing. */
  private static Optional<ProvenEdit> edit(
      Earlier earlier, String text, String key, String wrong, Found found) {
    Pattern word = Pattern.compile("(?<![\\w$])" + Pattern.quote(wrong) + "(?![\\w$])");
    List<String> lines = text.lines().toList();
    List<String> naming = lines.stream().filter(line -> word.matcher(line).find()).toList();
    if (naming.size() != 1 || word.matcher(naming.get(0)).results().count() != 1) {
      return Optional.empty();
    }
    String line = naming.get(0);
    String mended = word.matcher(line).replaceAll(Matcher.quoteReplacement(found.column()));
    return Optional.of(
        new ProvenEdit(
            earlier.path(),
            earlier.by() == null ? "" : earlier.by().commit(),
            List.of(new Piece(lines.indexOf(line) + 1, List.of(mended), List.of(line))),
            "its "
                + key
                + " names "
                + found.column()
                + " where "
                + wrong
                + " stood, which is not there; "
                + found.why()));
  }

  private static Set<String> named(Part snapshot, String text, String key) {
    Set<String> names = new LinkedHashSet<>();
    for (Map<?, ?> entry : Contents.items(Contents.parsed(text), "snapshots")) {
      if (snapshot.name().equals(entry.get("name"))) {
        add(entry.get(key), names);
        add(entry.get("config") instanceof Map<?, ?> config ? config.get(key) : null, names);
      }
    }
    IN_CALL
        .matcher(block(snapshot, text))
        .results()
        .filter(it -> it.group(1).equals(key))
        .forEach(it -> words(it.group(2), names));
    return names;
  }

  private static void add(Object value, Set<String> names) {
    if (value instanceof List<?> list) {
      list.forEach(it -> names.add(String.valueOf(it)));
    } else if (value instanceof String text) {
      names.add(text);
    }
  }

  private static void words(String list, Set<String> names) {
    for (String word : list.replaceAll("[\\[\\]'\"\\s]", "").split(",", -1)) {
      names.add(word);
    }
  }

  private static String block(Part snapshot, String text) {
    Matcher block =
        Pattern.compile(
                "(?s)\\{%[-+]?\\s*snapshot\\s+"
                    + Pattern.quote(snapshot.name())
                    + "\\b(.*?)\\{%[-+]?\\s*endsnapshot")
            .matcher(text);
    return block.find() ? block.group(1) : "";
  }
}
