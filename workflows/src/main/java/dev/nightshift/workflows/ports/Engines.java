package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Leash;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who does the thinking. */
@ActivityInterface(namePrefix = "Engines")
public interface Engines {
  /** The engines that stand in a line, with commas between them. */
  static List<String> named(String line) {
    return Stream.of(line.split(",", -1)).map(String::strip).filter(w -> !w.isEmpty()).toList();
  }

  /** One attempt at the task by the engine that it names. */
  Result work(Task task);

  /**
   * A piece of work: what is wanted, on what, by whom (one engine, or several with commas between
   * them), and what was proposed already and did not hold, the oldest first. {@code briefing} is
   * what a reader is told before, or null where rules work on the facts; {@code sandbox} where dbt
   * may run for it, or null; {@code leash} how far it may go.
   */
  record Task(
      String role,
      String engine,
      String goal,
      Workspace workspace,
      List<Cause> causes,
      BlobRef facts,
      List<Tried> tried,
      BlobRef briefing,
      Sandbox sandbox,
      Leash leash) {
    public Task {
      role = requireNonNullElse(role, "fixer");
      engine = requireNonNullElse(engine, "rules");
      goal = requireNonNullElse(goal, "");
      causes = causes == null ? List.of() : List.copyOf(causes);
      tried = tried == null ? List.of() : List.copyOf(tried);
      leash = requireNonNullElse(leash, Leash.standard());
    }

    /** Without a sandbox, on the standard leash. */
    public Task(
        String role,
        String engine,
        String goal,
        Workspace workspace,
        List<Cause> causes,
        BlobRef facts,
        List<Tried> tried,
        BlobRef briefing) {
      this(role, engine, goal, workspace, causes, facts, tried, briefing, null, null);
    }

    /** Who is to work on it, one after another, each on what is left. */
    public List<String> engines() {
      return Engines.named(engine);
    }

    /** Whether it is what did not hold before. */
    public boolean wasTried(Result result) {
      return result.patch() != null
          && tried.stream().anyMatch(one -> one.patch().sha256().equals(result.patch().sha256()));
    }

    /** The same by one engine. */
    public Task with(String one) {
      return new Task(role, one, goal, workspace, causes, facts, tried, briefing, sandbox, leash);
    }

    /** The same on another leash. */
    public Task on(Leash other) {
      return new Task(
          role, engine, goal, workspace, causes, facts, tried, briefing, sandbox, other);
    }

    /** For another agent: by these engines where its own file names none, on this leash. */
    public Task under(String engines, Leash rest) {
      return new Task(
          role,
          engine.isEmpty() ? engines : engine,
          goal,
          workspace,
          causes,
          facts,
          tried,
          briefing,
          sandbox,
          rest);
    }

    /** What that left of it, on top of what it made. */
    public Task after(Result result) {
      Set<String> open = result.left().stream().map(Left::cause).collect(Collectors.toSet());
      return new Task(
          role,
          engine,
          goal,
          result.patch() == null ? workspace : workspace.with(result.patch()),
          causes.stream().filter(cause -> open.contains(cause.signature())).toList(),
          facts,
          tried,
          briefing,
          sandbox,
          leash);
    }

    /** A first attempt. */
    public Task(
        String role,
        String engine,
        String goal,
        Workspace workspace,
        List<Cause> causes,
        BlobRef facts) {
      this(role, engine, goal, workspace, causes, facts, null, null);
    }
  }

  /**
   * What a step tells of itself while it works: the beginning of the newest words, and all that was
   * said until now, null where nothing was.
   */
  record Beat(String says, BlobRef talk) {}

  /** The words for why a session stopped, whoever worked. */
  final class Stopped {
    /** It said its last word: it left a patch, or was only asked something. */
    public static final String DONE = "done";

    /** It said its last word, and left none. */
    public static final String GAVE_UP = "gave_up";

    /** What it may spend was spent, or its time was over. */
    public static final String BUDGET = "budget";

    /** The model will not do this. */
    public static final String REFUSED = "refused";

    /** It went in circles. */
    public static final String CIRCLES = "circles";

    /** There was more to say than the model can hold. */
    public static final String TOO_LONG = "too_long";

    /** Nothing was heard of it or its model for as long as the leash allows. */
    public static final String SILENT = "silent";

    /** It ended without a last word, or its model was away, however often it was tried. */
    public static final String NO_ANSWER = "no_answer";

    /** The model's API does not take the key, or there is none. */
    public static final String UNAUTHORIZED = "unauthorized";

    /** It was not let use a tool that it is not offered. */
    public static final String DENIED = "denied";

    /** What it left is more than a patch may be, or it took more disk or memory than it may. */
    public static final String TOO_LARGE = "too_large";

    /** What it left is no text, or leads out of the repository. */
    public static final String UNREVIEWABLE = "unreviewable";

    /** It cannot be done by it: there is no such model, no cage, no such program. */
    public static final String FAILED = "failed";

    private static final Set<String> WITHOUT_A_WORD =
        Set.of(FAILED, UNAUTHORIZED, NO_ANSWER, SILENT);

    private Stopped() {}

    /** For a step that failed. */
    public static String by(ErrorKind kind) {
      return switch (kind) {
        case UNAUTHORIZED -> UNAUTHORIZED;
        case RATE_LIMITED, UNAVAILABLE -> NO_ANSWER;
        case TIMED_OUT -> SILENT;
        default -> FAILED;
      };
    }

    /** Whether nothing came of it, its own last word neither. */
    public static boolean withoutAWord(String stopped) {
      return WITHOUT_A_WORD.contains(stopped);
    }
  }

  /**
   * What came of it. {@code patch} is null when nothing was proposed; {@code explanation} says for
   * each cause what was done and why, or why not; {@code stopped} is a word of {@link Stopped};
   * {@code steps} lead to the patch, cause by cause, where the engine knows which edit is for
   * which.
   */
  record Result(
      BlobRef patch,
      List<String> files,
      List<Left> left,
      String explanation,
      BlobRef transcript,
      Usage usage,
      String stopped,
      List<Step> steps) {
    public Result {
      files = files == null ? List.of() : List.copyOf(files);
      left = left == null ? List.of() : List.copyOf(left);
      explanation = requireNonNullElse(explanation, "");
      usage = requireNonNullElse(usage, Usage.NONE);
      stopped = requireNonNullElse(stopped, Stopped.DONE);
      steps = steps == null ? List.of() : List.copyOf(steps);
    }

    /** A patch in one piece. */
    public Result(
        BlobRef patch,
        List<String> files,
        List<Left> left,
        String explanation,
        BlobRef transcript,
        Usage usage,
        String stopped) {
      this(patch, files, left, explanation, transcript, usage, stopped, null);
    }

    /** The same, where more than that was spent on it. */
    public Result costing(Usage more) {
      return new Result(
          patch, files, left, explanation, transcript, usage.plus(more), stopped, steps);
    }

    /** Both together, where the other worked on what this one left. */
    public Result andOfTheRest(Result other) {
      Result both = then(other);
      return new Result(
          both.patch(),
          both.files(),
          other.left(),
          both.explanation(),
          both.transcript(),
          both.usage(),
          other.patch() == null && patch != null ? stopped : other.stopped(),
          both.steps());
    }

    /** Both together, where the other began on the patch of this one. */
    public Result then(Result other) {
      List<Left> both = new ArrayList<>(left);
      both.addAll(other.left());
      List<Step> all = new ArrayList<>(steps);
      all.addAll(other.steps());
      return new Result(
          other.patch() == null ? patch : other.patch(),
          other.patch() == null ? files : other.files(),
          both,
          Stream.of(explanation, other.explanation())
              .filter(text -> !text.isBlank())
              .collect(Collectors.joining("\n\n")),
          other.transcript() == null ? transcript : other.transcript(),
          usage.plus(other.usage()),
          other.stopped(),
          all);
    }
  }

  /** The whole patch as far as these causes, by their signatures, and those of the steps before. */
  record Step(List<String> causes, BlobRef patch) {
    public Step {
      causes = causes == null ? List.of() : List.copyOf(causes);
    }
  }

  /** A proposal, and what the gate, dbt or a person had against it. */
  record Tried(BlobRef patch, List<String> objections) {
    public Tried {
      objections = objections == null ? List.of() : List.copyOf(objections);
    }
  }

  /** A cause, by its signature, that the patch does not mend, and why. */
  record Left(String cause, String why) {}
}
