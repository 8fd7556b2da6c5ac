package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Usage;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** A model that thinks in turns: it is told what its tools gave, and says what it wants next. */
@ActivityInterface(namePrefix = "Models")
public interface Models {
  /**
   * One turn. It is paid once for each session and number: an answer that was stored is given
   * again, and one that was lost on its way is counted at the most that it can have cost.
   */
  Turn turn(Ask ask);

  /**
   * What is asked. {@code session} and {@code number} are the turn's key; {@code model} a name of
   * the configuration; {@code opening} the first words, a blob of {@link Opening}, which stay the
   * same for the whole session; {@code conversation} what was said since, as the turn before gave
   * it, null before the first; {@code answered} what its calls gave, nothing where it is only to go
   * on; {@code spent} what the session used up.
   */
  record Ask(
      String session,
      int number,
      String model,
      BlobRef opening,
      BlobRef conversation,
      List<Answered> answered,
      Leash leash,
      Usage spent) {
    public Ask {
      answered = answered == null ? List.of() : List.copyOf(answered);
      leash = requireNonNullElse(leash, Leash.standard());
      spent = requireNonNullElse(spent, Usage.NONE);
    }
  }

  /**
   * What a session begins with, as JSON in a blob: who the agent is and what holds for it, what it
   * is to do, and the tools that there are for it.
   */
  record Opening(String system, String task, List<ToolShape> tools) {
    public Opening {
      system = requireNonNullElse(system, "");
      task = requireNonNullElse(task, "");
      tools = tools == null ? List.of() : List.copyOf(tools);
    }
  }

  /** A tool as a model is told of it; {@code schema} is the JSON Schema of its arguments. */
  record ToolShape(String name, String description, String schema) {}

  /**
   * What the call of that id gave, as a blob; or, where no tool was used, {@code text} that says
   * why. {@code failed} where it was not what was wanted.
   */
  record Answered(String id, BlobRef content, String text, boolean failed) {
    public Answered {
      text = requireNonNullElse(text, "");
    }
  }

  /**
   * What came of it. {@code said} is the beginning of what the model said in words, {@code
   * conversation} the whole for the next turn.
   */
  record Turn(BlobRef conversation, String said, List<Call> calls, Stop stop, Usage usage) {
    public Turn {
      said = requireNonNullElse(said, "");
      calls = calls == null ? List.of() : List.copyOf(calls);
      stop = requireNonNullElse(stop, Stop.DONE);
      usage = requireNonNullElse(usage, Usage.NONE);
    }
  }

  /** A tool that the model wants to be used; {@code arguments} is a blob of JSON. */
  record Call(String id, String tool, BlobRef arguments) {}

  /** Why a turn ended. */
  enum Stop {
    /** It said its last word. */
    @JsonEnumDefaultValue
    DONE,
    /** It waits for what its calls give. */
    CALLS,
    /** It was cut off at the most that it may say at once. */
    LENGTH,
    /** It will not do this. */
    REFUSED,
    /** The next request might exceed the leash; nothing was sent. */
    LEASH,
    /** What was said does not fit the model any more, however much is left out. */
    TOO_LONG
  }
}
