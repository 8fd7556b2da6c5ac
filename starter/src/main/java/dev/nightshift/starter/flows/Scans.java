package dev.nightshift.starter.flows;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.scan.Scan;
import dev.nightshift.workflows.scan.ScanRequest;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.List;

/** One Schedule for each project whose runs are looked through. */
final class Scans {
  /** A scan looks back a day: of those that were missed the next one finds all. */
  private static final Duration MISSED = Duration.ofMinutes(1);

  private Scans() {}

  /** Made or brought up to date, and begun now. One that somebody paused stays so. */
  static void schedule(WorkflowClient client, ScanRequest request, Duration every) {
    ScheduleClient schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .build());
    String id = Ids.scan(request.each().project());
    Schedule wanted = schedule(id, request, every);
    try {
      schedules.createSchedule(
          id, wanted, ScheduleOptions.newBuilder().setTriggerImmediately(true).build());
    } catch (ScheduleAlreadyRunningException there) {
      ScheduleHandle handle = schedules.getHandle(id);
      handle.update(
          now ->
              new ScheduleUpdate(
                  Schedule.newBuilder(wanted)
                      .setState(now.getDescription().getSchedule().getState())
                      .build()));
      handle.trigger();
    }
  }

  private static Schedule schedule(String id, ScanRequest request, Duration every) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(Scan.class)
                .setArguments(request)
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(Queues.MAIN)
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setIntervals(List.of(new ScheduleIntervalSpec(every)))
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(MISSED)
                .build())
        .build();
  }
}
