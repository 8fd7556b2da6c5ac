package dev.nightshift.starter.flows;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.agent.AgentRequest;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress;
import java.util.List;
import java.util.Optional;

/** Messages to agents, in Temporal. Every method answers within seconds or throws. */
public interface AgentRuns {
  /** Begins it under that id, or finds that it was begun. */
  Started start(String id, AgentRequest request);

  /** One with all that is known of it now. */
  Optional<Asked> find(String id);

  /** The latest messages, without what was said. */
  List<Run> latest(int most);

  /** The same as {@link #find}, of a session too that works for a run or for another agent. */
  Optional<Asked> talk(String id);

  /** What it was given to do, of a message or a session. */
  Optional<Given> given(String id);

  /**
   * The sessions that work, or worked, on a run's fixes, in their order, without what is being
   * said.
   */
  List<Asked> sessions(String flow);

  /** Asks it to stop, and notes why; false when it had ended before. */
  boolean cancel(String id, String why);

  /**
   * The message and the causes that it is about, the engine that was asked for, empty where the
   * agent's own file says it, and the most that it may cost, zero for the standard.
   */
  record Given(String message, List<String> causes, String engine, double dollars) {
    public Given {
      causes = causes == null ? List.of() : List.copyOf(causes);
    }
  }

  /**
   * {@code parent} is whom it works for, empty where it is a message of a person or a program;
   * {@code conversation} is what was said until now, and {@code lately} the beginning of an agent's
   * newest words, where nothing but these is known; {@code outcome} is null until it has ended
   * well.
   */
  record Asked(Run run, String parent, BlobRef conversation, String lately, AgentOutcome outcome) {
    public Asked {
      parent = requireNonNullElse(parent, "");
      lately = requireNonNullElse(lately, "");
    }

    Asked saying(BlobRef now, String words) {
      return new Asked(run, parent, now, words, outcome);
    }

    public String id() {
      return run.id();
    }

    public Progress progress() {
      return run.progress();
    }

    /** Empty unless it did not end well. */
    public String failure() {
      return run.failure();
    }

    public boolean open() {
      return run.open();
    }

    /** One word: it works, is done, or how else it ended. */
    public String state() {
      return run.state();
    }
  }
}
