package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.local.DevServer;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.remediation.RemediationRequest.Cloud;
import dev.nightshift.workflows.scan.ScanRequest;
import dev.nightshift.workflows.values.Decision;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TemporalFlowsTest extends FlowsOnAServer {
  @Override
  DevServer start(Path place, int port) throws IOException {
    Path executable = Toolchain.of(Home.of(System.getenv())).required("temporal").path();
    Files.createDirectories(place);
    return DevServer.start(
        executable, place.resolve("state"), place.resolve("log"), port, 0, List.of());
  }

  @Test
  void queues_that_nobody_works_on_are_known() {
    List<String> idle = List.of(Queues.AGENTS);
    assertEquals(idle, await(() -> Optional.of(temporal.unpolled()).filter(idle::equals)));
  }

  @Test
  void a_real_server_is_told_from_one_in_memory() {
    assertFalse(flows.inMemory());
  }

  @Test
  void a_decision_that_no_worker_hears_is_told_as_that() {
    WorkflowStub unheard =
        temporal
            .client()
            .newUntypedWorkflowStub(
                "Remediation",
                WorkflowOptions.newBuilder()
                    .setWorkflowId("fix/shop/unheard")
                    .setTaskQueue("nobody")
                    .build());
    unheard.start(request("unheard"));
    Run run = flows.find("fix/shop/unheard").orElseThrow();
    Decision yes = new Decision(Decision.Choice.APPROVE, "kim", "a-patch", "", "cli", "");
    Flows.Heard answer = flows.decide(run, yes);
    assertFalse(answer.accepted());
    assertTrue(answer.says().startsWith("no worker has answered yet"), answer.says());
    unheard.terminate("done");
  }

  @Test
  void a_projects_runs_are_looked_through_now_and_by_one_schedule_however_often_it_is_asked() {
    flows.scan(scan(), Duration.ofHours(1));
    flows.scan(scan(), Duration.ofMinutes(10));
    ScheduleHandle schedule = schedules().getHandle("scan/shop");
    assertEquals(
        List.of(Duration.ofMinutes(10)),
        schedule.describe().getSchedule().getSpec().getIntervals().stream()
            .map(ScheduleIntervalSpec::getEvery)
            .toList());
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (schedule.describe().getInfo().getRunningActions().isEmpty()
        && schedule.describe().getInfo().getRecentActions().isEmpty()) {
      assertTrue(System.nanoTime() < deadline, "nothing was started");
      Thread.onSpinWait();
    }
  }

  @Test
  void a_schedule_that_somebody_paused_stays_paused() {
    flows.scan(scan(), Duration.ofHours(1));
    schedules().getHandle("scan/shop").pause("a quiet week");
    flows.scan(scan(), Duration.ofHours(1));
    assertTrue(schedules().getHandle("scan/shop").describe().getSchedule().getState().isPaused());
    schedules().getHandle("scan/shop").unpause();
  }

  private ScheduleClient schedules() {
    return ScheduleClient.newInstance(temporal.client().getWorkflowServiceStubs());
  }

  private static ScanRequest scan() {
    return new ScanRequest(
        new RemediationRequest(
            "shop", "acme/shop", "", "", "scan", null, null, null, null, new Cloud(null)));
  }
}
