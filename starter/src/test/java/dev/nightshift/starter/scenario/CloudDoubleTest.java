package dev.nightshift.starter.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.DbtCloud;
import dev.nightshift.activities.dbtcloud.CloudRuns;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The double says what the client, held to the real one's bodies elsewhere, understands. */
class CloudDoubleTest {
  private static final Instant AT = Instant.parse("2026-11-21T04:09:59.653171Z");

  @TempDir Path folder;
  private final CloudDouble cloud = new CloudDouble("a token");
  private FileBlobs blobs;

  @BeforeEach
  void fail() throws IOException {
    blobs = new FileBlobs(folder.resolve("blobs"));
    Path left = Files.createDirectories(folder.resolve("left"));
    Files.writeString(left.resolve("run_results.json"), "{\"results\": []}");
    Files.writeString(left.resolve("manifest.json"), "{}");
    Files.writeString(left.resolve("output.log"), "04:00:00  Running with dbt=1.9.4");
    cloud.failed(new CloudDouble.Failed(101, 88, 551, "abc1234", "build", left, AT));
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void a_failed_run_is_found_read_and_brought() {
    CloudRuns runs = runs("a token");
    CloudRun run = runs.fetch("shop", "101");
    assertEquals(List.of("101"), runs.failed("shop", 0).stream().map(CloudRun::id).toList());
    assertEquals(List.of(), runs.failed("shop", AT.plusSeconds(1).toEpochMilli()));
    assertEquals("101", runs.latest("shop", "551").id());
    assertEquals(Status.FAILED, run.status());
    assertEquals("scheduled", run.cause());
    assertEquals("Invoke dbt with `dbt build`", run.failedStepName());
    assertEquals(AT.toEpochMilli(), run.finishedAt());
    Location location = runs.bring("shop", run);
    assertEquals("{\"results\": []}", blobs.readText(location.runResults()));
    assertEquals("04:00:00  Running with dbt=1.9.4", blobs.readText(location.log()));
  }

  @Test
  void what_the_real_one_refuses_it_refuses() {
    refused(ErrorKind.UNAUTHORIZED, () -> runs("another").fetch("shop", "101"));
    refused(ErrorKind.NOT_FOUND, () -> runs("a token").fetch("shop", "102"));
  }

  private static void refused(ErrorKind kind, Executable call) {
    assertEquals(kind, ErrorKind.of(assertThrows(ApplicationFailure.class, call)));
  }

  private CloudRuns runs(String token) {
    DbtCloud account = new DbtCloud("7100", "88", null, null, cloud.address().toString(), null, 0);
    Settings settings =
        new Settings(
            folder,
            "",
            null,
            List.of(Settings.Project.of("shop", "acme/shop").dbtCloud(account).made()));
    return new CloudRuns(settings, blobs, Optional.of(token), InstantSource.system());
  }
}
