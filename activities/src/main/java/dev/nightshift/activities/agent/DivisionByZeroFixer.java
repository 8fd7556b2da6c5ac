package dev.nightshift.activities.agent;

import static dev.nightshift.activities.agent.Remedy.quoted;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.sql.Divisions;
import dev.nightshift.workflows.values.Cause;
import java.util.Optional;

/** Leaves a quotient empty where it is divided by zero, and there only. */
final class DivisionByZeroFixer implements Fixer {
  @Override
  public String kind() {
    return "division_by_zero";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    String file = cause.details().getOrDefault("file", "");
    Optional<String> text = file.endsWith(".sql") ? project.text(file) : Optional.empty();
    if (text.isEmpty()) {
      return Remedy.refused("the cause names no SQL file of the project");
    }
    Edited edited = Divisions.guarded(text.get());
    return Remedy.of(
        file,
        edited,
        "where "
            + quoted(cause.details().getOrDefault("divisor", "the divisor"))
            + " is zero, the quotient is null; every other one stays as it is.");
  }
}
