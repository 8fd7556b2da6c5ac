package dev.nightshift.activities.agent;

import dev.nightshift.workflows.values.Cause;

/** Mends a node that dbt cannot compile, where it names something that is called otherwise. */
final class CompilationErrorFixer implements Fixer {
  @Override
  public String kind() {
    return "compilation_error";
  }

  @Override
  public Remedy fix(Cause cause, ProjectText project) {
    return WrongNameRemedy.isDecided(cause)
        ? WrongNameRemedy.of(cause, project)
        : Remedy.refused("what it was to name, or how it was to be written, is not known");
  }
}
