package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What came into the project lately, against what it holds now. */
record Recent(Lately lately, Inventory now) {
  /** A file that moved is changed a little on the way: of its lines most are there. */
  private static final double ALIKE = 0.6;

  /** The file's text as it was; empty where it did not change, or was not there. */
  Optional<String> before(String path) {
    return lately.file(path).map(Earlier::text);
  }

  List<String> changed() {
    return lately.files().stream().map(Earlier::path).toList();
  }

  List<String> added() {
    return lately.files().stream().filter(Earlier::isNew).map(Earlier::path).toList();
  }

  /** A file that went had this name, or a text as it was gave it to something. */
  boolean defined(String name) {
    Pattern given =
        Pattern.compile(
            "(?m)\\b(?:name:\\s*|(?:macro|test|data_test|docs|snapshot|materialization)\\s+)['\"]?"
                + Pattern.quote(name)
                + "\\b|^\\s*['\"]?"
                + Pattern.quote(name)
                + "['\"]?\\s*:");
    return lately.files().stream()
        .filter(file -> !file.isNew())
        .anyMatch(
            file ->
                file.path().matches("(?:.*/)?" + Pattern.quote(name) + "\\.\\w+")
                    || (file.text() != null && given.matcher(file.text()).find()));
  }

  /**
   * The file that may have come in the place of one that went: the one that holds most of its
   * lines. Of a form that many files share that proves nothing yet.
   */
  Map<String, String> alike() {
    Map<String, String> found = new TreeMap<>();
    for (Earlier gone : lately.files()) {
      if (gone.text() == null || now.text(gone.path()).isPresent()) {
        continue;
      }
      List<String> alike =
          lately.files().stream()
              .filter(file -> file.isNew() && isAlike(gone.text(), file.path()))
              .map(Earlier::path)
              .toList();
      if (alike.size() == 1) {
        found.put(gone.path(), alike.get(0));
      }
    }
    return found;
  }

  private boolean isAlike(String old, String path) {
    Set<String> lines = lines(old);
    Set<String> there = lines(now.text(path).orElse(""));
    int all = Math.max(lines.size(), there.size());
    there.retainAll(lines);
    return !there.isEmpty() && there.size() >= ALIKE * all;
  }

  private static Set<String> lines(String text) {
    Set<String> lines = new HashSet<>(text.lines().map(String::strip).toList());
    lines.remove("");
    return lines;
  }
}
