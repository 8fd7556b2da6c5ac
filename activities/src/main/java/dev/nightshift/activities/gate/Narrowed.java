package dev.nightshift.activities.gate;

import dev.nightshift.activities.yaml.Keys;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A page in prose narrows what is to change for its cause to the files that it names, and within
 * one to the keys that it names there, where it names any. Another one is no error, but a person's
 * to agree to.
 */
final class Narrowed {
  private Narrowed() {}

  /** Why a person is asked; empty where a page names all that changes, or none narrows it. */
  static String ask(Exhibit exhibit) {
    for (FileChange file : exhibit.files().values()) {
      List<Cause> causes =
          exhibit.codeCauses().stream()
              .filter(cause -> BelongsToCause.belongs(cause, file, exhibit))
              .toList();
      if (!causes.isEmpty() && causes.stream().allMatch(cause -> leavesOut(exhibit, cause, file))) {
        Cause cause = causes.get(0);
        return "the page %s names %s for this, and the patch changes %s"
            .formatted(
                cause.known().entry(), String.join(", ", named(exhibit, cause)), file.path());
      }
      Optional<String> key = causes.isEmpty() ? Optional.empty() : otherKey(causes, file);
      if (key.isPresent()) {
        return key.get();
      }
    }
    return "";
  }

  /** Keys are dotted, as `vars.order_channels`, and lead somewhere in the file, or will. */
  private static Optional<String> otherKey(List<Cause> causes, FileChange file) {
    if (!file.path().endsWith(".yml") && !file.path().endsWith(".yaml")) {
      return Optional.empty();
    }
    Keys before = Keys.of(file.before());
    Keys after = Keys.of(file.after());
    for (String changed : before.changed(after)) {
      if (causes.stream().allMatch(cause -> leavesOut(keys(cause, before, after), changed))) {
        Cause cause = causes.get(0);
        return Optional.of(
            "the page %s names %s for this, and the patch sets %s in %s"
                .formatted(
                    cause.known().entry(),
                    String.join(", ", keys(cause, before, after)),
                    changed,
                    file.path()));
      }
    }
    return Optional.empty();
  }

  private static List<String> keys(Cause cause, Keys before, Keys after) {
    return isProse(cause)
        ? cause.known().named().stream()
            .filter(name -> name.contains("."))
            .filter(name -> before.has(name) || after.has(name))
            .toList()
        : List.of();
  }

  private static boolean leavesOut(List<String> keys, String changed) {
    return !keys.isEmpty() && keys.stream().noneMatch(key -> Keys.isWithin(changed, key));
  }

  private static boolean isProse(Cause cause) {
    return cause.known() != null && cause.known().change() == null;
  }

  private static boolean leavesOut(Exhibit exhibit, Cause cause, FileChange file) {
    Set<String> named = named(exhibit, cause);
    return !named.isEmpty() && !named.contains(file.path());
  }

  private static Set<String> named(Exhibit exhibit, Cause cause) {
    return isProse(cause)
        ? exhibit.named().getOrDefault(cause.known().entry(), Set.of())
        : Set.of();
  }
}
