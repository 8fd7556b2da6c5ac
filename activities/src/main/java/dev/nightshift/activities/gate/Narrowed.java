package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Set;

/**
 * A page in prose narrows what is to change for its cause to the files that it names. Another one
 * is no error, but a person's to agree to.
 */
final class Narrowed {
  private Narrowed() {}

  /** Why a person is asked; empty where every file is one that a page names, or none narrows it. */
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
    }
    return "";
  }

  private static boolean leavesOut(Exhibit exhibit, Cause cause, FileChange file) {
    Set<String> named = named(exhibit, cause);
    return !named.isEmpty() && !named.contains(file.path());
  }

  private static Set<String> named(Exhibit exhibit, Cause cause) {
    return cause.known() == null || cause.known().change() != null
        ? Set.of()
        : exhibit.named().getOrDefault(cause.known().entry(), Set.of());
  }
}
