package dev.nightshift.starter.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.memory.MemoryServer;
import dev.nightshift.workflows.durable.Converter;
import io.temporal.failure.ApplicationFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine where provisioning could get no Temporal. */
class UpCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private Home home;

  @BeforeEach
  void prepare() throws IOException {
    home = new Home(folder.resolve("a home"));
    Files.createDirectories(home.root());
    Path database = Files.writeString(folder.resolve("shop.duckdb"), "not empty");
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        starter: {port: %d}
        projects:
          - name: shop
            repository: acme/shop
            target: prod
            warehouse: {kind: duckdb, path: '%s'}
        """
            .formatted(DevServer.freePort(), database));
    ObjectNode list =
        (ObjectNode) Converter.json().readTree(Home.of(System.getenv()).toolchain().toFile());
    ((ObjectNode) list.path("parts")).putObject("temporal").put("absent", "no way to it");
    Files.writeString(home.toolchain(), list.toString());
  }

  @Test
  void it_says_what_is_missing_and_its_server_ends_with_it_and_it_with_its_server()
      throws Exception {
    CompletableFuture<Integer> up = CompletableFuture.supplyAsync(this::up);
    Path note = home.root().resolve("running.json");
    until(() -> Files.exists(note) || up.isDone(), 60);
    until(() -> out().contains("Ctrl-C") || up.isDone(), 60);
    assertFalse(up.isDone(), this::out);
    assertTrue(out().startsWith("There is no Temporal server on this machine"), this::out);
    assertTrue(out().contains("Temporal  in memory: " + MemoryServer.WITHOUT), this::out);
    assertTrue(out().contains("Ctrl-C stops all three, and ends for good"), this::out);
    assertTrue(assertThrows(Refusal.class, this::up).getMessage().contains("is running already"));

    List<ProcessHandle> three = processes(note);
    assertEquals(3, three.size());
    // The server is noted last, as it is stopped last.
    three.get(2).destroy();
    assertEquals(1, up.get(40, TimeUnit.SECONDS));
    assertTrue(out().contains("The in-memory Temporal server ended by itself"), this::out);
    assertFalse(three.stream().anyMatch(ProcessHandle::isAlive));
    assertFalse(Files.exists(note));
  }

  @Test
  void a_toolchain_that_was_never_provisioned_is_no_reason_for_memory() throws Exception {
    Files.writeString(home.toolchain(), "{\"format\":1,\"parts\":{}}");
    ApplicationFailure missing = assertThrows(ApplicationFailure.class, this::up);
    assertTrue(missing.getOriginalMessage().contains("./nightshift toolchain ensure"));
  }

  private int up() {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("NIGHTSHIFT_HOME", home.root().toString());
    Desk desk = new Desk(stream, stream, environment, folder, false, new FakeDoors());
    try {
      return new UpCommand(desk).call();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<ProcessHandle> processes(Path note) throws IOException {
    List<ProcessHandle> processes = new ArrayList<>();
    for (JsonNode named : Converter.json().readTree(note.toFile()).path("processes")) {
      processes.add(ProcessHandle.of(named.path("pid").asLong()).orElseThrow());
    }
    return processes;
  }

  private static void until(BooleanSupplier condition, int seconds) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    CountDownLatch pause = new CountDownLatch(1);
    while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
      pause.await(20, TimeUnit.MILLISECONDS);
    }
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
