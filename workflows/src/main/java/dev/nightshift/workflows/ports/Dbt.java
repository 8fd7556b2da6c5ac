package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Pace;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;

/** dbt, on a sandbox, in the cage. */
@ActivityInterface(namePrefix = "Dbt")
public interface Dbt {
  /**
   * Runs it. Red nodes, errors of the project and a command that does not end in its time are a
   * result; only a broken dbt is a failure.
   */
  DbtResult run(Command command);

  /** The verbs that are used. */
  enum Verb {
    PARSE("parse"),
    LIST("list"),
    COMPILE("compile"),
    RUN("run"),
    BUILD("build"),
    TEST("test"),
    SHOW("show"),
    DEPS("deps"),
    RUN_OPERATION("run-operation");

    private final String word;

    Verb(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * One invocation. {@code select} and {@code exclude} are dbt's own selectors; {@code arguments}
   * follow the verb as they are ({@code --inline} of show, a macro's name and {@code --args});
   * {@code threads} 0 means the profile's; {@code deadlineSeconds} 0 what is left of a step at the
   * standard pace; {@code strictness} is which warnings are errors, as {@code --warn-error-options}
   * takes them.
   */
  record Command(
      Verb verb,
      Workspace workspace,
      Sandbox sandbox,
      List<String> select,
      List<String> exclude,
      Map<String, Object> vars,
      List<String> arguments,
      int threads,
      int deadlineSeconds,
      String strictness) {
    public Command {
      verb = requireNonNullElse(verb, Verb.BUILD);
      select = select == null ? List.of() : List.copyOf(select);
      exclude = exclude == null ? List.of() : List.copyOf(exclude);
      vars = vars == null ? Map.of() : Map.copyOf(vars);
      arguments = arguments == null ? List.of() : List.copyOf(arguments);
      strictness = requireNonNullElse(strictness, "");
    }

    /** One in which a warning is no error. */
    public Command(
        Verb verb,
        Workspace workspace,
        Sandbox sandbox,
        List<String> select,
        List<String> exclude,
        Map<String, Object> vars,
        List<String> arguments,
        int threads,
        int deadlineSeconds) {
      this(
          verb, workspace, sandbox, select, exclude, vars, arguments, threads, deadlineSeconds, "");
    }

    /** One that ends, or is stopped, before its step's time is over. */
    public static Command of(
        Verb verb, Workspace workspace, Sandbox sandbox, List<String> select, Pace pace) {
      return new Command(
          verb, workspace, sandbox, select, null, null, null, 0, pace.dbtDeadlineSeconds());
    }

    /** The same, as strict as a run was. */
    public Command as(String strictness) {
      return new Command(
          verb,
          workspace,
          sandbox,
          select,
          exclude,
          vars,
          arguments,
          threads,
          deadlineSeconds,
          strictness);
    }
  }
}
