package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** The tests that models lack: planned, written into the project, and judged by a run of dbt. */
@ActivityInterface(namePrefix = "Tests")
public interface Tests {
  /** Which models are meant, as dbt has compiled them. */
  Survey survey(Scope scope);

  /**
   * What a model lacks: by its SQL, by its neighbours, and by the data that it has in the sandbox.
   */
  Plan plan(Subject subject);

  /** Writes into the project what the plans want, and plans anew what cannot be written. */
  Written write(Draft draft);

  /**
   * What a run of the written tests says of them. What does not hold is planned anew; then it is to
   * be written and run again.
   */
  Judged judge(Draft draft, DbtResult run);

  /** Models by their names, else by the files that changed; {@code manifest} as dbt left it. */
  record Scope(Workspace workspace, BlobRef manifest, List<String> models, List<String> paths) {
    public Scope {
      models = models == null ? List.of() : List.copyOf(models);
      paths = paths == null ? List.of() : List.copyOf(paths);
    }
  }

  /** {@code notes} say of what was meant and is no model to test. */
  record Survey(List<Model> models, List<String> notes) {
    public Survey {
      models = models == null ? List.of() : List.copyOf(models);
      notes = notes == null ? List.of() : List.copyOf(notes);
    }
  }

  /** A model of the project, with the file it is in. */
  record Model(String id, String name, String path) {
    public Model {
      id = requireNonNullElse(id, "");
      name = requireNonNullElse(name, "");
      path = requireNonNullElse(path, "");
    }
  }

  /** {@code built} are the results of the run that was to build it in the sandbox. */
  record Subject(
      Workspace workspace, BlobRef manifest, Sandbox sandbox, Model model, BlobRef built) {}

  /**
   * What is to become of a model: all of it in the blob {@code tests}, null where nothing could be
   * planned, and how many are written, of these how many only warn, and how many are left to a
   * person. {@code trouble} is what stood in the way; {@code failed} that nothing could be done for
   * it because of that.
   */
  record Plan(
      Model model,
      BlobRef tests,
      int written,
      int warning,
      int left,
      String file,
      String trouble,
      boolean failed) {
    public Plan {
      file = requireNonNullElse(file, "");
      trouble = requireNonNullElse(trouble, "");
    }

    /** Of a model for which nothing could be planned. */
    public static Plan none(Model model, String trouble) {
      return new Plan(model, null, 0, 0, 0, null, trouble, true);
    }
  }

  /** The plans on the project as it was; at the most so many tests are written for all of them. */
  record Draft(Workspace workspace, BlobRef manifest, List<Plan> plans, int most) {
    public Draft {
      plans = plans == null ? List.of() : List.copyOf(plans);
    }
  }

  /** The project with the tests in it, the plans as they are now, and the files that changed. */
  record Written(Workspace workspace, List<Plan> plans, List<String> files) {
    public Written {
      plans = plans == null ? List.of() : List.copyOf(plans);
      files = files == null ? List.of() : List.copyOf(files);
    }
  }

  /** {@code settled} says that what is written holds as it is. */
  record Judged(List<Plan> plans, boolean settled) {
    public Judged {
      plans = plans == null ? List.of() : List.copyOf(plans);
    }
  }
}
