package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Converter;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Histories of released shapes, replayed by this build. To record one for a new shape, run the test
 * that makes it with {@code -Dnightshift.record=NAME-VERSION.json} and commit the file.
 */
public final class Replays {
  private Replays() {}

  public static String recorded(String file) throws IOException {
    try (InputStream stream = Replays.class.getResourceAsStream("/histories/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** As a server counts them; written for people it is three times as long. */
  public static int bytes(String history) {
    return WorkflowExecutionHistory.fromJson(history, "counted").getHistory().getSerializedSize();
  }

  /** Keeps it where one of this kind is asked for. */
  public static void keep(String kind, String history) throws IOException {
    String file = System.getProperty("nightshift.record", "");
    if (file.startsWith(kind)) {
      Files.writeString(Path.of("src/test/resources/histories", file), history + "\n");
    }
  }

  public static void replay(String history, String workflow, Class<?> flow) throws Exception {
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build())
                .build())) {
      Worker worker = environment.newWorker("replay");
      worker.registerWorkflowImplementationTypes(flow);
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(history, workflow), worker);
    }
  }
}
