package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who does the thinking. */
@ActivityInterface(namePrefix = "Engines")
public interface Engines {
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
    private static final Pattern COMMA = Pattern.compile(",");

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
      return COMMA.splitAsStream(engine).map(String::strip).filter(one -> !one.isEmpty()).toList();
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
   * What came of it. {@code patch} is null when nothing was proposed; {@code explanation} says for
   * each cause what was done and why, or why not; {@code stopped} is {@code done}, {@code gave_up},
   * {@code budget} or {@code refused}; {@code steps} lead to the patch, cause by cause, where the
   * engine knows which edit is for which.
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
      stopped = requireNonNullElse(stopped, "done");
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
