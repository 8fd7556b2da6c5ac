package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What an agent may do: one name, one schema, one permission each, whatever the engine. */
@ActivityInterface(namePrefix = "Tools")
public interface Tools {
  /** The tools that there are for a task, and its first words as a blob of {@code Opening}. */
  Kit kit(Engines.Task task);

  /** The project's agent of that name; {@code engine} is one that a person chose, or empty. */
  Agent agent(Workspace workspace, String name, String engine);

  /**
   * Uses one. What it may not do, and what it cannot do with these arguments, is an answer; only
   * what a second try can cure is a failure. The same key again has no second effect.
   */
  Given use(Use use);

  /** An agent, by whose thinking it works, and how far it may go in a session. */
  record Agent(String name, String engine, Limits limits) {
    public Agent {
      engine = requireNonNullElse(engine, "");
      limits = requireNonNullElse(limits, Limits.NONE);
    }

    /** Of whose limits nobody says anything. */
    public Agent(String name, String engine) {
      this(name, engine, null);
    }
  }

  /**
   * {@code opening} is what the model is told first; {@code told} what whoever gave the task is to
   * know of it.
   */
  record Kit(BlobRef opening, List<Offer> offers, String told) {
    public Kit {
      offers = offers == null ? List.of() : List.copyOf(offers);
      told = requireNonNullElse(told, "");
    }

    /** Of which there is nothing to know. */
    public Kit(BlobRef opening, List<Offer> offers) {
      this(opening, offers, null);
    }
  }

  /** A tool by its name, and where it is used. */
  record Offer(String tool, Place place) {
    public Offer {
      place = requireNonNullElse(place, Place.CHANGES);
    }
  }

  /** Where a tool is used, and what beside it. */
  enum Place {
    /** It only looks: several at once. */
    READS,
    /** It changes the workspace, or runs something in it: one after another. */
    @JsonEnumDefaultValue
    CHANGES,
    /** It tells people or asks an outside service: with the tokens for that. */
    TELLS,
    /** It asks a server that the team added: with its variables, and it may take minutes. */
    ASKS,
    /** It hands work to another agent, whose answer is its own. */
    DELEGATES
  }

  /**
   * One use. {@code key} is the same in every try of it; {@code arguments} a blob of JSON; {@code
   * sandbox} null where there is none; {@code before} the patch that is let pass already, null
   * where there is none.
   */
  record Use(
      String key,
      String role,
      String tool,
      BlobRef arguments,
      Workspace workspace,
      Sandbox sandbox,
      BlobRef before) {
    public Use {
      role = requireNonNullElse(role, "");
    }

    /** Of a task for which nothing was let pass before. */
    public Use(
        String key,
        String role,
        String tool,
        BlobRef arguments,
        Workspace workspace,
        Sandbox sandbox) {
      this(key, role, tool, arguments, workspace, sandbox, null);
    }
  }

  /**
   * What it gave: {@code content} for the model, as text in a blob; {@code failed} where it could
   * not be done, {@code refused} where it may not be; {@code workspace} as it is after, with all
   * {@code files} that differ there from its base, null where it did not change; {@code child} what
   * another agent is to do before there is an answer, null for all other tools; {@code refusal} why
   * it may not be done, in a line for people; {@code told} words for whoever gave the task.
   */
  record Given(
      BlobRef content,
      boolean failed,
      boolean refused,
      Workspace workspace,
      List<String> files,
      Engines.Task child,
      String refusal,
      String told) {
    private static final int LONGEST = 200;

    public Given {
      files = files == null ? List.of() : List.copyOf(files);
      refusal = requireNonNullElse(refusal, "");
      told = requireNonNullElse(told, "");
      refusal = refusal.length() <= LONGEST ? refusal : refusal.substring(0, LONGEST - 1) + "…";
    }

    /** Of what is not refused. */
    public Given(
        BlobRef content,
        boolean failed,
        boolean refused,
        Workspace workspace,
        List<String> files,
        Engines.Task child) {
      this(content, failed, refused, workspace, files, child, null, null);
    }

    /** Of a tool that only looked. */
    public static Given seen(BlobRef content) {
      return new Given(content, false, false, null, null, null);
    }
  }
}
