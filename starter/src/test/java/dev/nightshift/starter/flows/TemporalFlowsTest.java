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
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.ScheduleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

  @Test
  void a_project_that_is_gone_is_looked_through_no_more_and_what_is_not_ours_stays() {
    flows.scan(scan("gone"), Duration.ofHours(1));
    flows.scan(scan("stays"), Duration.ofHours(1));
    schedule("scan/of-somebody-else", "Backup");
    schedule("nightly", "Scan");
    Set<String> all = Set.of("scan/gone", "scan/stays", "scan/of-somebody-else", "nightly");
    await(() -> Optional.of(listed()).filter(ids -> ids.containsAll(all)));
    List<String> removed = flows.scanOnly(List.of("shop", "stays"));
    assertEquals(List.of("scan/gone"), removed.stream().filter(all::contains).toList());
    Set<String> left = Set.of("scan/stays", "scan/of-somebody-else", "nightly");
    await(
        () ->
            Optional.of(listed())
                .filter(ids -> ids.containsAll(left) && !ids.contains("scan/gone")));
    assertEquals(List.of(), flows.scanOnly(List.of("shop", "stays")));
    left.forEach(id -> schedules().getHandle(id).delete());
  }

  @Test
  void word_of_a_run_that_passed_is_taken_once() {
    ScanRequest told = new ScanRequest(scan().each(), "551");
    assertEquals(new Flows.Started("passed/shop/103", true), flows.passed(told, "103"));
    assertEquals(new Flows.Started("passed/shop/103", false), flows.passed(told, "103"));
  }

  private Set<String> listed() {
    return schedules()
        .listSchedules()
        .map(ScheduleListDescription::getScheduleId)
        .collect(Collectors.toSet());
  }

  private void schedule(String id, String type) {
    schedules()
        .createSchedule(
            id,
            Schedule.newBuilder()
                .setAction(
                    ScheduleActionStartWorkflow.newBuilder()
                        .setWorkflowType(type)
                        .setOptions(
                            WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue("nobody's")
                                .build())
                        .build())
                .setSpec(
                    ScheduleSpec.newBuilder()
                        .setIntervals(List.of(new ScheduleIntervalSpec(Duration.ofDays(300))))
                        .build())
                .build(),
            ScheduleOptions.newBuilder().build());
  }

  private ScheduleClient schedules() {
    return ScheduleClient.newInstance(temporal.client().getWorkflowServiceStubs());
  }

  private static ScanRequest scan() {
    return scan("shop");
  }

  private static ScanRequest scan(String project) {
    return new ScanRequest(
        new RemediationRequest(
            project, "acme/shop", "", "", "scan", null, null, null, null, new Cloud(null)));
  }
}
