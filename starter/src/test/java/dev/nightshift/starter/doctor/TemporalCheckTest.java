package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.local.DevServer;
import dev.nightshift.starter.memory.MemoryServer;
import dev.nightshift.worker.Temporal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalCheckTest {
  @TempDir static Path folder;
  private static DevServer server;

  @BeforeAll
  static void start() throws Exception {
    Path executable = Toolchain.of(Home.of(System.getenv())).required("temporal").path();
    server =
        DevServer.start(executable, folder.resolve("state"), folder.resolve("log"), 0, 0, List.of())
            .awaitReady();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b:1", ":7"})
  void what_is_no_address_is_said(String address) {
    List<Finding> findings = TemporalCheck.findings(Map.of("TEMPORAL_ADDRESS", address));
    assertTrue(
        findings.get(0).says().contains("«" + address + "» is no address"), findings::toString);
  }

  @Test
  void a_server_that_knows_our_attributes_is_fine() {
    List<Finding> findings = TemporalCheck.findings(Map.of("TEMPORAL_ADDRESS", server.address()));
    assertEquals(
        List.of(
            Finding.fine("Temporal", "server", server.address()),
            Finding.fine("Temporal", "search attributes", "all are registered"),
            Finding.note(
                "Temporal",
                "worker",
                "none runs: what is begun waits for one",
                "start one: ./nightshift worker; ./nightshift up has one")),
        findings);
  }

  @Test
  void a_server_in_memory_is_a_note_with_what_is_missing() throws IOException {
    try (MemoryServer memory = MemoryServer.start(0);
        Temporal temporal = Temporal.connect(Map.of("TEMPORAL_ADDRESS", memory.address()))) {
      temporal.registerAttributes();
      assertEquals(
          List.of(
              Finding.note(
                  "Temporal",
                  "server",
                  memory.address() + " is in memory: " + MemoryServer.WITHOUT,
                  MemoryServer.REMEDY),
              Finding.fine("Temporal", "search attributes", "all are registered")),
          TemporalCheck.findings(Map.of("TEMPORAL_ADDRESS", memory.address())));
    }
  }

  @Test
  void a_namespace_that_is_not_there_is_wrong() {
    List<Finding> findings =
        TemporalCheck.findings(
            Map.of("TEMPORAL_ADDRESS", server.address(), "TEMPORAL_NAMESPACE", "nowhere"));
    assertEquals(
        Finding.wrong(
            "Temporal",
            "namespace",
            "Namespace nowhere is not found.",
            "correct TEMPORAL_NAMESPACE, or have the namespace made"),
        findings.get(1));
  }

  @Test
  void a_server_that_is_away_is_said_with_what_to_do() {
    String nobody = "127.0.0.1:" + DevServer.freePort();
    List<Finding> findings = TemporalCheck.findings(Map.of("TEMPORAL_ADDRESS", nobody));
    assertEquals(
        List.of(
            Finding.wrong(
                "Temporal",
                "server",
                nobody + " does not answer",
                "start one with ./nightshift up, or set TEMPORAL_ADDRESS")),
        findings);
  }
}
