package dev.nightshift.starter.flows;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import java.util.Locale;
import java.util.Optional;

/** Messages to agents, in Temporal. Every method answers within seconds or throws. */
public interface AgentRuns {
  /** Begins it under that id, or finds that it was begun. */
  Started start(String id, AgentRequest request);

  /** One with all that is known of it now. */
  Optional<Asked> find(String id);

  /** Asks it to stop; false when it had ended before. */
  boolean cancel(String id);

  /**
   * {@code conversation} is what was said until now, where a model of ours works; {@code outcome}
   * is null until it has ended well, {@code failure} empty unless it did not.
   */
  record Asked(
      String id,
      Run.Status status,
      Progress progress,
      BlobRef conversation,
      AgentOutcome outcome,
      String failure) {
    public Asked {
      failure = requireNonNullElse(failure, "");
    }

    public boolean open() {
      return status == Run.Status.RUNNING;
    }

    /** One word: it works, is done, or how else it ended. */
    public String state() {
      return switch (status) {
        case RUNNING -> "working";
        case COMPLETED -> "done";
        case CANCELED -> "cancelled";
        default -> status.name().toLowerCase(Locale.ROOT);
      };
    }
  }
}
