package dev.nightshift.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.workflows.remediation.RemediationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatchUpTest {
  private static final String CONFIGURATION =
      """
      projects:
        - {name: elsewhere, repository: a/b, warehouse: {kind: duckdb, path: p}}
        - name: hooked
          repository: a/b
          warehouse: {kind: duckdb, path: p}
          dbt_cloud: {account: 1, project: 2}
        - name: polled
          repository: a/b
          warehouse: {kind: duckdb, path: p}
          dbt_cloud: {account: 1, project: 3, poll: 5m}
      """;

  @TempDir Path folder;
  private final FakeFlows flows = new FakeFlows();

  @Test
  void each_project_of_dbt_clouds_is_scanned_as_often_as_it_says() throws IOException {
    try (CatchUp catchUp = CatchUp.start(settings(), flows)) {
      await(() -> flows.scans.size() == 2);
    }
    Map<String, Duration> every = new TreeMap<>();
    flows.scans.forEach((request, time) -> every.put(request.project(), time));
    assertEquals(Map.of("hooked", Duration.ofHours(1), "polled", Duration.ofMinutes(5)), every);
    RemediationRequest each = flows.scans.keySet().iterator().next();
    assertEquals("", each.run());
    assertEquals("scan", each.from());
  }

  @Test
  void a_project_that_the_configuration_has_no_more_is_scanned_no_more() throws IOException {
    try (CatchUp catchUp = CatchUp.start(settings(), flows)) {
      await(() -> flows.kept != null);
    }
    assertEquals(List.of("hooked", "polled"), flows.kept);
    assertEquals(2, flows.scans.size(), "first of all those are there that stay");
  }

  @Test
  void the_last_one_that_left_dbt_cloud_is_scanned_no_more_either() throws IOException {
    String none = CONFIGURATION.substring(0, CONFIGURATION.indexOf("  - name: hooked"));
    Settings settings =
        SettingsFile.read(Files.writeString(folder.resolve("nightshift.yml"), none), Map.of());
    try (CatchUp catchUp = CatchUp.start(settings, flows)) {
      await(() -> flows.kept != null);
    }
    assertEquals(List.of(), flows.kept);
  }

  @Test
  void it_waits_for_temporal() throws IOException {
    flows.away = true;
    try (CatchUp catchUp = CatchUp.start(settings(), flows)) {
      await(() -> flows.asked.get() > 0);
      assertEquals(0, flows.scans.size());
      flows.away = false;
      await(() -> flows.scans.size() == 2);
    }
  }

  @Test
  void a_project_that_temporal_takes_no_schedule_for_keeps_the_others_from_nothing()
      throws IOException {
    flows.forbidden = "hooked";
    try (CatchUp catchUp = CatchUp.start(settings(), flows)) {
      await(() -> flows.scans.size() == 1);
    }
    assertEquals("polled", flows.scans.keySet().iterator().next().project());
  }

  @Test
  void in_memory_there_is_none() throws IOException {
    flows.inMemory = true;
    try (CatchUp catchUp = CatchUp.start(settings(), flows)) {
      await(() -> flows.asked.get() > 0);
    }
    assertEquals(0, flows.scans.size());
    assertEquals(null, flows.kept);
  }

  private Settings settings() throws IOException {
    return SettingsFile.read(
        Files.writeString(folder.resolve("nightshift.yml"), CONFIGURATION), Map.of());
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "waited in vain");
      Thread.onSpinWait();
    }
  }
}
