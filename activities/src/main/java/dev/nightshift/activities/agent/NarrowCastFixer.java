package dev.nightshift.activities.agent;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.CastType;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Casts a number to the type that its source has, where it was cast to one that holds less. */
final class NarrowCastFixer implements Fixer {
  @Override
  public String kind() {
    return "narrow_cast";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    Map<String, String> details = cause.details();
    String file = details.getOrDefault("file", "");
    Optional<String> text = file.endsWith(".sql") ? project.text(file) : Optional.empty();
    if (text.isEmpty()) {
      return Remedy.refused("the cause names no SQL file of the project");
    }
    String from = details.getOrDefault("from", "");
    String to = details.getOrDefault("to", "");
    Edited edited = CastType.exchanged(text.get(), details.getOrDefault("column", ""), from, to);
    if (edited.refused()) {
      return Remedy.refused(quoted(file) + ": " + edited.refusal());
    }
    return Remedy.of(
        Map.of(file, edited.text()),
        List.of(
            quoted(file)
                + ": casts "
                + quoted(details.get("column"))
                + " to "
                + quoted(to.toLowerCase(java.util.Locale.ROOT))
                + ", as its source has it, where "
                + quoted(from.toLowerCase(java.util.Locale.ROOT))
                + " stood."));
  }

  private static String quoted(String text) {
    return "`" + text.replace("`", "'") + "`";
  }
}
