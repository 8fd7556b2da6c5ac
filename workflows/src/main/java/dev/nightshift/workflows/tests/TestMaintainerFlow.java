package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Builds the changed models in a sandbox, has each planned by a flow of its own, writes all plans
 * at once, and runs what it wrote until it holds.
 */
public final class TestMaintainerFlow implements TestMaintainer {
  static final String KIND = "tests";

  /** Each round leaves fewer tests that can fail; who needs more has data that changes. */
  private static final int ROUNDS = 4;

  /** No tests yet; rows of an older query would be judged with the new one's. */
  private static final List<String> ALL_ANEW =
      List.of(
          "--resource-type",
          "seed",
          "--resource-type",
          "snapshot",
          "--resource-type",
          "model",
          "--full-refresh",
          "--no-fail-fast");

  private static final List<String> NO_MORE = List.of();

  /** Whatever a project's own flags leave out. */
  private static final List<String> EACH_TEST =
      List.of("--indirect-selection", "eager", "--no-fail-fast");

  private final TestsRequest request;
  private final Trail trail;
  private final Tests tests;
  private final Dbt dbt;
  private final Sandboxes sandboxes;
  private final List<String> notes = new ArrayList<>();
  private BlobRef manifest;

  @WorkflowInit
  public TestMaintainerFlow(TestsRequest request) {
    this.request = request;
    this.trail = new Trail(KIND, request.workspace().project(), request.title());
    this.tests = Workflow.newActivityStub(Tests.class, Options.reading(request.pace()));
    this.dbt = Workflow.newActivityStub(Dbt.class, Options.dbt(request.pace()));
    this.sandboxes = Workflow.newActivityStub(Sandboxes.class, Options.dbt(request.pace()));
  }

  @Override
  public TestsOutcome run(TestsRequest same) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet(KIND),
        Attributes.PROJECT.valueSet(request.workspace().project()),
        Attributes.REPOSITORY.valueSet(request.workspace().repository()));
    try {
      return ended(inSandbox());
    } catch (ActivityFailure | ChildWorkflowFailure failed) {
      if (CancellationScope.current().isCancelRequested() || ErrorKind.isDefect(failed)) {
        throw failed;
      }
      return ended(stopped(ErrorKind.messageOf(failed), List.of()));
    }
  }

  private TestsOutcome inSandbox() {
    var info = Workflow.getInfo();
    String name = Ids.sandbox(info.getWorkflowId(), info.getFirstExecutionRunId(), KIND);
    String owner = info.getWorkflowId();
    Sandbox named = new Sandbox(name, owner, "", "", List.of());
    trail.enter("sandbox", "copying production's data");
    try {
      return within(
          sandboxes.make(new Sandboxes.Order(name, request.workspace().project(), owner, null)));
    } finally {
      Workflow.newDetachedCancellationScope(() -> sandboxes.drop(named)).run();
    }
  }

  private TestsOutcome within(Sandbox sandbox) {
    List<String> selected = Selection.of(request);
    if (selected.isEmpty()) {
      return stopped("Nothing of what is meant has a name that dbt can select.", List.of());
    }
    trail.enter("build", "the changed models, so that there is something to test");
    DbtResult built = dbt(Dbt.Verb.BUILD, request.workspace(), sandbox, selected, ALL_ANEW);
    DbtResult compiled =
        built.errors().isEmpty() && built.ended()
            ? dbt(
                Dbt.Verb.COMPILE, request.workspace(), sandbox, Selection.around(request), NO_MORE)
            : built;
    if (!compiled.ended() || compiled.manifest() == null || !compiled.errors().isEmpty()) {
      return stopped(Selection.objection(compiled), List.of());
    }
    manifest = compiled.manifest();
    Tests.Survey survey =
        tests.survey(
            new Tests.Scope(request.workspace(), manifest, request.models(), request.paths()));
    notes.addAll(survey.notes());
    survey.notes().forEach(trail::found);
    if (survey.models().isEmpty()) {
      return request.models().isEmpty()
          ? outcome(TestsOutcome.Ending.NOTHING, "No model changed.", null, List.of())
          : stopped("None of the models that were named is there.", List.of());
    }
    trail.enter("plan", Selection.counted(survey.models().size(), "model"));
    List<Tests.Plan> plans =
        new Planning(request, manifest, sandbox, trail).of(survey.models(), built);
    return held(sandbox, plans);
  }

  /** Writes, runs and judges, until all that is written holds. */
  private TestsOutcome held(Sandbox sandbox, List<Tests.Plan> planned) {
    List<Tests.Plan> plans = planned;
    for (int round = 0; round < ROUNDS; round++) {
      trail.enter("write", "what is planned, into the properties files");
      Tests.Written written =
          tests.write(new Tests.Draft(request.workspace(), manifest, plans, request.most()));
      if (written.files().isEmpty()) {
        return outcome(
            TestsOutcome.Ending.NOTHING, "There is nothing to write.", null, written.plans());
      }
      List<String> tested = Selection.names(written.plans());
      if (tested.isEmpty()) {
        return stopped("No model of which tests were written can be selected by dbt.", plans);
      }
      trail.enter("test", Selection.counted(Selection.written(written.plans()), "new test"));
      DbtResult run = dbt(Dbt.Verb.TEST, written.workspace(), sandbox, tested, EACH_TEST);
      if (!run.ended() || run.manifest() == null || run.runResults() == null) {
        return stopped(Selection.objection(run), written.plans());
      }
      Tests.Judged judged =
          tests.judge(
              new Tests.Draft(written.workspace(), run.manifest(), written.plans(), request.most()),
              run);
      if (judged.settled()) {
        return outcome(
            TestsOutcome.Ending.WRITTEN,
            Selection.headline(judged.plans()),
            written,
            judged.plans());
      }
      plans = judged.plans();
    }
    return stopped("What was written did not hold, however often it was mended.", plans);
  }

  private DbtResult dbt(
      Dbt.Verb verb,
      Workspace workspace,
      Sandbox sandbox,
      List<String> selected,
      List<String> arguments) {
    return dbt.run(
        new Dbt.Command(
            verb,
            workspace,
            sandbox,
            selected,
            null,
            null,
            arguments,
            0,
            request.pace().dbtDeadlineSeconds()));
  }

  private TestsOutcome stopped(String why, List<Tests.Plan> plans) {
    return outcome(TestsOutcome.Ending.STOPPED, why, null, plans);
  }

  private TestsOutcome outcome(
      TestsOutcome.Ending ending, String headline, Tests.Written written, List<Tests.Plan> plans) {
    return new TestsOutcome(
        ending,
        headline,
        written == null ? request.workspace() : written.workspace(),
        written == null ? List.of() : written.files(),
        plans,
        manifest,
        notes);
  }

  private TestsOutcome ended(TestsOutcome outcome) {
    trail.end(outcome.ending().name().toLowerCase(Locale.ROOT), outcome.headline());
    return outcome;
  }

  @Override
  public Progress progress() {
    return trail.progress();
  }
}
