package dev.nightshift.activities.gate;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.sql.ColumnRename;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Each changed file belongs to a cause whose verdict is CODE: it reads the renamed column, it is
 * named by the knowledge entry, it is the one with the join or the change that is proven to be the
 * error, or it defines a failing node or something above one. What lies only below, or belongs to
 * another verdict, is not to be patched.
 */
final class BelongsToCause implements Rule {
  @Override
  public String name() {
    return "no_cause_for_it";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      if (!exhibit.isProven(file)
          && exhibit.codeCauses().stream().noneMatch(cause -> belongs(cause, file, exhibit))) {
        refusals.add(refusal(file.path(), because(file, exhibit)));
      }
    }
    return refusals;
  }

  private static String because(FileChange file, Exhibit exhibit) {
    for (Cause cause : exhibit.causes()) {
      if (!exhibit.codeCauses().contains(cause) && isAbove(cause, file, exhibit)) {
        return "it is changed for "
            + cause.subject()
            + ", whose verdict is "
            + cause.verdict()
            + ": no code is to change for it";
      }
    }
    return "no cause with the verdict CODE calls for a change of it";
  }

  static boolean belongs(Cause cause, FileChange file, Exhibit exhibit) {
    return switch (cause.kind()) {
      case "renamed_source_column" -> usesSource(cause, file);
      case "renamed_column" -> usesModel(cause, file);
      case "documented_value", "documented_fix", Cause.CHOSEN -> isDocumented(cause, file);
      case "fan_out" ->
          Rejoined.of(cause)
              .map(it -> it.isIn(file))
              .orElseGet(() -> isAbove(cause, file, exhibit));
      case "broken_by_change" -> file.path().equals(cause.details().get("file"));
      case "parse_error" ->
          file.path().equals(cause.details().get("file")) || exhibit.isRightName(file);
      case "compilation_error" -> exhibit.isRightName(file) || isAbove(cause, file, exhibit);
      default -> isDocumented(cause, file) || isAbove(cause, file, exhibit);
    };
  }

  private static boolean isDocumented(Cause cause, FileChange file) {
    return cause.documented().filter(change -> change.file().equals(file.path())).isPresent();
  }

  private static boolean usesSource(Cause cause, FileChange file) {
    String[] source = cause.details().getOrDefault("source", "").split("\\.", 4);
    if (source.length != 4 || file.isNew()) {
      return false;
    }
    if (file.isYaml()) {
      String column = cause.details().getOrDefault("from", "");
      return names(file.before(), source[3]) && names(file.before(), column);
    }
    return file.ends(".sql") && ColumnRename.reads(file.before(), source[2], source[3]);
  }

  private static boolean usesModel(Cause cause, FileChange file) {
    return !file.isNew()
        && file.ends(".sql")
        && ColumnRename.reads(file.before(), "", cause.details().getOrDefault("model", ""));
  }

  private static boolean names(String text, String word) {
    return Pattern.compile("(?i)(?<![\\w$])" + Pattern.quote(word) + "(?![\\w$])")
        .matcher(text)
        .find();
  }

  /** Before it was run there is no lineage to ask; the second examination has it. */
  private static boolean isAbove(Cause cause, FileChange file, Exhibit exhibit) {
    if (exhibit.run().isEmpty()) {
      return true;
    }
    Runs runs = exhibit.run().get();
    return !runs.comparable()
        || defines(file, runs.base(), cause)
        || defines(file, runs.patched(), cause)
        || exhibit.layout().isMacro(file.path());
  }

  private static boolean defines(FileChange file, Manifest manifest, Cause cause) {
    for (String id : withAncestors(manifest, cause.nodes())) {
      Node node = manifest.node(id).orElse(null);
      if (node != null
          && (node.path().equals(file.path())
              || node.text("patch_path").endsWith("://" + file.path()))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> withAncestors(Manifest manifest, List<String> nodes) {
    Set<String> all = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(nodes);
    while (!next.isEmpty()) {
      String id = next.pop();
      if (all.add(id)) {
        manifest.parents(id).forEach(next::push);
        manifest.node(id).ifPresent(node -> node.dependsOn().forEach(next::push));
      }
    }
    return all;
  }
}
