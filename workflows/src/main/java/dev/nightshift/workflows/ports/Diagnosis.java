package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why nodes failed: facts from artifacts, production (read-only), code and knowledge, then rules.
 */
@ActivityInterface(namePrefix = "Diagnosis")
public interface Diagnosis {
  /** The causes, each failing node in exactly one of them. */
  Findings diagnose(Case subject);

  /**
   * The causes again, now that the sandbox has run the same nodes: what passes there is TRANSIENT,
   * and what fails another way is said.
   */
  Findings reconsider(Findings findings, DbtResult reproduced);

  /**
   * The causes of what failed only once a fix let it run, looked for in the sandbox; the evidence
   * is that of the earlier findings with theirs. What an earlier cause explains is none again.
   */
  Findings uncovered(Uncovered subject);

  /** What a diagnosis looks at, and what it may say of rows. */
  record Case(FailureSummary summary, Workspace workspace, BlobRef knowledge, Privacy privacy) {
    public Case {
      privacy = privacy == null ? Privacy.standard() : privacy;
    }

    /** With rows masked wherever they are shown. */
    public Case(FailureSummary summary, Workspace workspace, BlobRef knowledge) {
      this(summary, workspace, knowledge, null);
    }
  }

  /**
   * The run with the fix, where it was, which of its nodes are to be explained, and what is known.
   */
  record Uncovered(Case subject, Sandbox sandbox, List<String> nodes, Findings earlier) {
    public Uncovered {
      nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }
  }

  /**
   * The causes in short, a reference to all facts that led to them, one to the causes with the
   * whole of their evidence, and the names of the looks that broke, of which nothing is concluded.
   */
  record Findings(List<Cause> causes, BlobRef facts, BlobRef evidence, List<String> unmade) {
    /** They are said in one line, and stand in a history. */
    private static final int MOST_UNMADE = 20;

    public Findings {
      causes = causes == null ? List.of() : List.copyOf(causes);
      unmade = unmade == null ? List.of() : List.copyOf(unmade);
    }

    /** For which every look was made. */
    public Findings(List<Cause> causes, BlobRef facts, BlobRef evidence) {
      this(causes, facts, evidence, null);
    }

    public Findings with(List<Cause> others) {
      return new Findings(others, facts, evidence, unmade);
    }

    /** The same, where these looks broke too. */
    public Findings without(List<String> looks) {
      List<String> all =
          Stream.concat(unmade.stream(), looks.stream()).distinct().limit(MOST_UNMADE).toList();
      return new Findings(causes, facts, evidence, all);
    }
  }
}
