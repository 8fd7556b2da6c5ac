package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import java.util.List;

/**
 * A project that dbt could not read: whether it can in the sandbox, and what a patch is held to.
 */
final class Unread {
  private Unread() {}

  /**
   * What dbt says of the base. It can write no manifest of what it cannot read: the newest one of
   * the artifacts stands for it, and without one the gate goes by the text.
   */
  static DbtResult reproduced(
      FailureSummary summary, Workspace base, Sandbox sandbox, Dbt dbt, Trail trail, Pace pace) {
    // A parse alone does not see that nodes read each other in a circle, nor what a model asks of
    // macros once it is compiled.
    String strictness = summary.strictness();
    DbtResult parsed =
        dbt.run(Dbt.Command.of(Dbt.Verb.LIST, base, sandbox, List.of(), pace).as(strictness));
    if (parsed.ended() && parsed.errors().isEmpty()) {
      parsed =
          dbt.run(Dbt.Command.of(Dbt.Verb.COMPILE, base, sandbox, List.of(), pace).as(strictness));
    }
    if (!parsed.ended()) {
      return parsed;
    }
    if (parsed.errors().isEmpty()) {
      trail.found("In the sandbox dbt reads the project.");
      return parsed;
    }
    trail.found("In the sandbox dbt cannot read it either: " + first(parsed));
    trail.found(
        summary.manifest() == null
            ? "The artifacts hold no manifest: the gate judges a fix by its text."
            : "The gate compares a fix with the newest manifest of the artifacts.");
    return parsed.with(summary.manifest());
  }

  private static String first(DbtResult parsed) {
    DbtResult.DbtError error = parsed.errors().get(0);
    return error.file().isEmpty() ? error.code() : error.file() + ", line " + error.line();
  }
}
