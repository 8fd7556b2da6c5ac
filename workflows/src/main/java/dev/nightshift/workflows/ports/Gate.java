package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What may be published. Guardrails are code: they hold whatever an agent says. */
@ActivityInterface(namePrefix = "Gate")
public interface Gate {
  /**
   * Judges a patch. Before it was run ({@code before} and {@code after} null) by its text; after
   * it, by the resolved manifests and the results of both runs too.
   */
  Ruling examine(Examination examination);

  /** All that the gate looks at. */
  record Examination(
      Workspace patched,
      List<Cause> causes,
      Policy policy,
      DbtResult before,
      DbtResult after,
      BlobRef facts) {
    public Examination {
      causes = causes == null ? List.of() : List.copyOf(causes);
    }

    public boolean wasRun() {
      return before != null && after != null;
    }
  }
}
