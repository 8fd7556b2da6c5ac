package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.CastType;
import dev.nightshift.workflows.values.Cause;
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
    return Remedy.of(
        file,
        edited,
        "casts "
            + quoted(details.getOrDefault("column", ""))
            + " to "
            + quoted(to.toLowerCase(java.util.Locale.ROOT))
            + ", as its source has it, where "
            + quoted(from.toLowerCase(java.util.Locale.ROOT))
            + " stood.");
  }
}
