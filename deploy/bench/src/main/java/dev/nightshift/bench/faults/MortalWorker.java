package dev.nightshift.bench.faults;

import dev.nightshift.activities.home.Home;
import dev.nightshift.worker.NightWorker;
import dev.nightshift.workflows.durable.Converter;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A worker process for the walk. It comes up warm and begins to work when it is told its first
 * faults on standard input; each later line has its next. It ends when its input does.
 */
public final class MortalWorker {
  private MortalWorker() {}

  public static void main(String[] arguments) throws IOException {
    Path configuration = Path.of(arguments[0]);
    Path recorded = arguments.length > 1 ? Path.of(arguments[1]) : null;
    DeathOnceReported afterwards = new DeathOnceReported();
    WorkflowClient client = client(afterwards);
    NightWorker.Steps steps = WalkSteps.of(System.getenv(), configuration, recorded, client);
    DeathAtWork atWork = new DeathAtWork(Home.of(System.getenv()).workspaces());
    FaultInterceptor faults = new FaultInterceptor(client, afterwards, atWork);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    NightWorker worker = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      faults.arm(Meeting.read(line));
      if (worker == null) {
        worker = NightWorker.start(client, steps, faults);
      }
      System.out.println(Mortal.ARMED);
    }
    System.exit(0);
  }

  private static WorkflowClient client(DeathOnceReported afterwards) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(System.getenv("TEMPORAL_ADDRESS"))
                .addGrpcClientInterceptor(afterwards)
                .build());
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder()
            .setNamespace(System.getenv("TEMPORAL_NAMESPACE"))
            .setDataConverter(Converter.data())
            .build());
  }
}
