package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.Pace;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;

/** Plans the tests of one model. */
public final class ModelTestsFlow implements ModelTests {
  /** One model in which something hangs is given up before the others have to wait for it. */
  private static final Duration MOST = Duration.ofMinutes(30);

  private final Trail trail;
  private final Tests tests;

  @WorkflowInit
  public ModelTestsFlow(Tests.Subject subject, Pace pace) {
    trail =
        new Trail(TestMaintainerFlow.KIND, subject.workspace().project(), subject.model().name());
    tests = Workflow.newActivityStub(Tests.class, Options.tool(pace, MOST));
  }

  @Override
  public Tests.Plan run(Tests.Subject subject, Pace pace) {
    Workflow.upsertTypedSearchAttributes(
        Attributes.KIND.valueSet(TestMaintainerFlow.KIND),
        Attributes.PROJECT.valueSet(subject.workspace().project()));
    trail.enter("plan", "what " + subject.model().name() + " lacks");
    Tests.Plan plan = planned(subject);
    trail.end("planned", plan.written() + " to write, " + plan.left() + " left to a person");
    return plan;
  }

  private Tests.Plan planned(Tests.Subject subject) {
    try {
      return tests.plan(subject);
    } catch (ActivityFailure failed) {
      if (failed.getCause() instanceof CanceledFailure) {
        throw failed;
      }
      return Tests.Plan.none(subject.model(), ErrorKind.messageOf(failed));
    }
  }
}
