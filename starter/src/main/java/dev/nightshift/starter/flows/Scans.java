package dev.nightshift.starter.flows;

import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Queues;
import dev.nightshift.workflows.scan.Scan;
import dev.nightshift.workflows.scan.ScanRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleListActionStartWorkflow;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** One Schedule for each project whose runs are looked through. */
final class Scans {
  /** A scan looks back a day: of those that were missed the next one finds all. */
  private static final Duration MISSED = Duration.ofMinutes(1);

  private Scans() {}

  private static ScheduleClient of(WorkflowClient client) {
    return ScheduleClient.newInstance(
        client.getWorkflowServiceStubs(),
        ScheduleClientOptions.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setDataConverter(client.getOptions().getDataConverter())
            .build());
  }

  /** Made or brought up to date, and begun now. One that somebody paused stays so. */
  static void schedule(WorkflowClient client, ScanRequest request, Duration every) {
    ScheduleClient schedules = of(client);
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

  /** Takes away those of other projects, and gives their ids. What is not a scan is not ours. */
  static List<String> keepOnly(WorkflowClient client, Collection<String> projects) {
    ScheduleClient schedules = of(client);
    Set<String> kept = projects.stream().map(Ids::scan).collect(Collectors.toSet());
    List<String> others =
        schedules
            .listSchedules()
            .filter(Scans::isScan)
            .map(ScheduleListDescription::getScheduleId)
            .filter(id -> !kept.contains(id))
            .toList();
    others.forEach(id -> delete(schedules.getHandle(id)));
    return others;
  }

  private static boolean isScan(ScheduleListDescription listed) {
    return listed.getScheduleId().startsWith(Ids.scan(""))
        && listed.getSchedule().getAction() instanceof ScheduleListActionStartWorkflow starts
        && starts.getWorkflow().equals(Scan.class.getSimpleName());
  }

  /** The list lags: what it holds may be gone. */
  private static void delete(ScheduleHandle schedule) {
    try {
      schedule.delete();
    } catch (ScheduleException failed) {
      boolean gone =
          failed.getCause() instanceof StatusRuntimeException status
              && status.getStatus().getCode() == Status.Code.NOT_FOUND;
      if (!gone) {
        throw failed;
      }
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
