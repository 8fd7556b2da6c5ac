package dev.nightshift.starter.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
  @TempDir Path folder;
  private Process server;
  private String nightBegan =
      ProcessHandle.current().info().startInstant().orElseThrow().toString();

  @BeforeEach
  void start() throws IOException {
    server = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void stop() {
    server.destroyForcibly();
  }

  @Test
  void what_a_killed_night_left_running_is_stopped_before_the_next() throws Exception {
    note(gone(), started());
    assertEquals(1, Running.stopLeftovers(new Home(folder)));
    assertFalse(server.isAlive());
  }

  @Test
  void another_process_that_got_the_number_since_is_left_alone() throws Exception {
    note(gone(), "2001-01-01T00:00:00Z");
    assertEquals(0, Running.stopLeftovers(new Home(folder)));
    assertTrue(server.isAlive());
  }

  @Test
  void a_night_that_still_runs_is_left_alone() throws Exception {
    note(ProcessHandle.current().pid(), started());
    assertEquals(0, Running.stopLeftovers(new Home(folder)));
    assertTrue(server.isAlive());
  }

  @Test
  void a_killed_night_is_over_also_where_another_process_has_its_number_since() throws Exception {
    nightBegan = "2001-01-01T00:00:00Z";
    note(ProcessHandle.current().pid(), started());
    Map<String, String> bare = Map.of("NIGHTSHIFT_HOME", folder.toString());
    assertEquals(bare, Running.complete(bare, folder));
    assertEquals(1, Running.stopLeftovers(new Home(folder)));
  }

  @Test
  void without_a_note_there_is_nothing_to_stop() {
    assertEquals(0, Running.stopLeftovers(new Home(folder)));
  }

  @Test
  void commands_in_another_terminal_find_the_night_that_runs() throws Exception {
    note(ProcessHandle.current().pid(), started());
    Map<String, String> bare = Map.of("NIGHTSHIFT_HOME", folder.toString());
    Map<String, String> completed = Running.complete(bare, folder);
    assertEquals("127.0.0.1:7000", completed.get("TEMPORAL_ADDRESS"));
    assertEquals("/demo/home", completed.get("NIGHTSHIFT_HOME"));
    note(gone(), started());
    assertEquals(bare, Running.complete(bare, folder));
  }

  @Test
  void a_clock_that_was_put_right_since_loses_no_night() throws Exception {
    nightBegan = Instant.parse(nightBegan).plusSeconds(1).toString();
    note(ProcessHandle.current().pid(), started());
    Map<String, String> bare = Map.of("NIGHTSHIFT_HOME", folder.toString());
    assertEquals("127.0.0.1:7000", Running.complete(bare, folder).get("TEMPORAL_ADDRESS"));
  }

  @Test
  void where_a_person_has_a_configuration_only_the_night_of_just_that_one_is_theirs()
      throws Exception {
    Path own = Files.writeString(folder.resolve("nightshift.yml"), "projects: []");
    Map<String, String> bare = Map.of("NIGHTSHIFT_HOME", folder.toString());
    note(ProcessHandle.current().pid(), started());
    assertEquals(bare, Running.complete(bare, folder));

    note(ProcessHandle.current().pid(), started(), folder.toString(), own.toString());
    Map<String, String> completed = Running.complete(bare, folder);
    assertEquals("127.0.0.1:7000", completed.get("TEMPORAL_ADDRESS"));
    assertEquals(Set.of("NIGHTSHIFT_HOME", "TEMPORAL_ADDRESS"), completed.keySet());

    Map<String, String> set = Map.of("NIGHTSHIFT_HOME", folder.toString(), "TEMPORAL_ADDRESS", "x");
    assertEquals(set, Running.complete(set, folder));
  }

  @Test
  void another_nights_note_is_not_taken_back() throws Exception {
    note(gone(), started());
    Running.forget(new Home(folder));
    assertTrue(Files.exists(folder.resolve("running.json")));
    note(ProcessHandle.current().pid(), started());
    Running.forget(new Home(folder));
    assertFalse(Files.exists(folder.resolve("running.json")));
  }

  @Test
  void only_one_may_be_up_at_a_time() throws Exception {
    Path lock = folder.resolve("up.lock");
    try (Alone first = Alone.in(lock, "one is up")) {
      assertEquals(
          "one is up",
          assertThrows(Refusal.class, () -> Alone.in(lock, "one is up")).getMessage(),
          first::toString);
    }
    Alone.in(lock, "one is up").close();
  }

  private String started() {
    return server.info().startInstant().orElseThrow().toString();
  }

  /** The number of a process that has ended. */
  private static long gone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    return process.pid();
  }

  private void note(long pid, String started) throws IOException {
    note(pid, started, "/demo/home", "/demo/nightshift.yml");
  }

  private void note(long pid, String started, String home, String config) throws IOException {
    Files.write(
        folder.resolve("running.json"),
        Converter.json()
            .writeValueAsBytes(
                Map.of(
                    "pid",
                    pid,
                    "started",
                    nightBegan,
                    "home",
                    home,
                    "config",
                    config,
                    "temporal",
                    "127.0.0.1:7000",
                    "processes",
                    List.of(Map.of("pid", server.pid(), "started", started)))));
  }
}
