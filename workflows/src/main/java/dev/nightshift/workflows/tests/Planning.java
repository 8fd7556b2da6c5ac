package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Sandbox;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Has each model planned by a flow of its own, some of them at once. */
final class Planning {
  /** More at once would only wait for a worker. */
  private static final int WINDOW = 8;

  private final TestsRequest request;
  private final BlobRef manifest;
  private final Sandbox sandbox;
  private final Trail trail;

  Planning(TestsRequest request, BlobRef manifest, Sandbox sandbox, Trail trail) {
    this.request = request;
    this.manifest = manifest;
    this.sandbox = sandbox;
    this.trail = trail;
  }

  List<Tests.Plan> of(List<Tests.Model> models, DbtResult built) {
    List<Tests.Plan> plans = new ArrayList<>();
    Deque<Promise<Tests.Plan>> open = new ArrayDeque<>();
    for (Tests.Model model : models) {
      if (open.size() == WINDOW) {
        plans.add(planned(open.removeFirst()));
      }
      open.addLast(begun(model, built));
    }
    while (!open.isEmpty()) {
      plans.add(planned(open.removeFirst()));
    }
    return plans;
  }

  private Promise<Tests.Plan> begun(Tests.Model model, DbtResult built) {
    String id = Ids.modelTests(Workflow.getInfo().getWorkflowId(), model.id());
    ModelTests flow = Workflow.newChildWorkflowStub(ModelTests.class, Options.child(id));
    Tests.Subject subject =
        new Tests.Subject(request.workspace(), manifest, sandbox, model, built.runResults());
    return Async.function(flow::run, subject, request.pace());
  }

  private Tests.Plan planned(Promise<Tests.Plan> promise) {
    Tests.Plan plan = promise.get();
    trail.found(
        plan.model().name()
            + ": "
            + (plan.trouble().isEmpty()
                ? Selection.counted(plan.written(), "test") + " to write"
                : plan.trouble()));
    return plan;
  }
}
