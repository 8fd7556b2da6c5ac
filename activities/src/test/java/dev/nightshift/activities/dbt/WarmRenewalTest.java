package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Limits;
import dev.nightshift.activities.process.LineListener;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When one keeper follows another, and what is done with its word. A script plays the keepers: it
 * is warm when the file {@code warm} is there, and a job of its does what its first argument says.
 */
class WarmRenewalTest {
  private static final String SCRIPT =
      """
      #!/bin/sh
      '''exec' '%s' "$0" "$@"
      '''
      import json, os, socket, sys, threading, time

      if "-c" in sys.argv:
          print('%s')
          sys.exit()

      room, address = "%s", sys.argv[-1]

      def awaited(name):
          while not os.path.exists(os.path.join(room, name)):
              time.sleep(0.005)

      def do(order, out, control):
          what = order["arguments"]
          if "build" in what:
              awaited("lost")
              what = ["exit", "137"]
          if what[0] == "wait":
              awaited(what[1])
          if what[0] != "silent":
              out.sendall(f"{address} {order['seconds']}".encode())
          out.close()
          end = {"exit": int(what[1]) if what[0] in ("exit", "silent") else 0}
          end["late"] = what[-1] == "late"
          control.sendall(json.dumps(end).encode() + b"\\n")
          control.close()

      if address.endswith("/socket"):
          open(os.path.join(room, "keeper-" + address.replace("/", "-")), "w").close()
      awaited("warm")
      door = socket.socket(socket.AF_UNIX)
      door.bind(address)
      door.listen()
      print("warm now", flush=True)
      streams = {}
      while True:
          connection, _ = door.accept()
          said = json.loads(connection.makefile().readline())
          if "stream" in said:
              streams[said["job"], said["stream"]] = connection
          else:
              streams.pop((said["job"], "err")).close()
              out = streams.pop((said["job"], "out"))
              threading.Thread(target=do, args=(said, out, connection), daemon=True).start()
      """;

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Home home;
  private Toolchain.Tool tool;
  private volatile String version = "1";
  private WarmDbt warm;

  @BeforeEach
  void keepers_of_two_jobs() throws IOException {
    Needs.part("bubblewrap", Warmth.CAGE.level() == Cage.Level.BUBBLEWRAP, Warmth.CAGE.reason());
    home = new Home(folder.resolve("home"));
    Files.createDirectories(home.jobs());
    Toolchain.Tool real = Warmth.TOOLCHAIN.required("dbt");
    Path tools = folder.resolve("tools");
    Files.createDirectories(tools.resolve("lib"));
    Path script = tools.resolve("python");
    List<String> places = new ArrayList<>(List.of(tools.toString()));
    new Installation(Warmth.PROCESSES, real).folders().forEach(place -> places.add("" + place));
    String said = Converter.json().writeValueAsString(places);
    Files.writeString(script, SCRIPT.formatted(real.python(), said, home.jobs()));
    assertTrue(script.toFile().setExecutable(true, false));
    tool = new Toolchain.Tool("dbt", script, script, "");
    warm =
        new WarmDbt(
            Warmth.PROCESSES,
            Warmth.CAGE.den().orElseThrow(),
            new Installation(Warmth.PROCESSES, tool),
            home,
            Limits.standard(),
            () -> version,
            2);
  }

  @AfterEach
  void closed() {
    if (warm != null) {
      warm.close();
    }
  }

  @Test
  void after_so_many_jobs_another_follows_for_which_nobody_waits() throws IOException {
    make("warm");
    Path first = keeperOf("say");
    assertEquals(first, keeperOf("say"));
    assertEquals(1, keepersBegun());
    Files.delete(home.jobs().resolve("warm"));
    assertEquals(first, keeperOf("say"));
    until(() -> keepersBegun() == 2);
    assertEquals(first, keeperOf("say"));

    make("warm");

    until(() -> !keeperOf("say").equals(first));
    until(() -> !Files.exists(first.getParent()));
  }

  @Test
  void another_environment_has_another_keeper_and_the_old_one_does_what_it_has_begun()
      throws Exception {
    make("warm");
    Path first = keeperOf("say");
    CompletableFuture<Path> begun = CompletableFuture.supplyAsync(() -> keeperOf("wait", "go"));
    until(() -> warm.begun() == 2);

    version = "2";

    assertNotEquals(first, keeperOf("say"));
    assertTrue(Files.exists(first));
    make("go");
    assertEquals(first, begun.get(20, TimeUnit.SECONDS));
    until(() -> !Files.exists(first.getParent()));
  }

  @Test
  void the_deadline_is_over_while_it_still_warms_up() {
    long begun = System.nanoTime();
    RuntimeException late =
        assertThrows(RuntimeException.class, () -> run(Duration.ofSeconds(1), d -> {}, "say"));
    assertEquals(ErrorKind.TIMED_OUT, ErrorKind.of(late), late::toString);
    assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos());
  }

  /** The script plays the plain one as well, which waits for a file that it does not see. */
  @Test
  void the_plain_one_has_what_a_lost_one_has_left_of_the_time() {
    make("warm");
    try (World world = new World(home, folder.resolve("shop.duckdb"));
        Runners runners = Runners.warm(Warmth.PROCESSES, Warmth.CAGE, tool, home)) {
      AtomicInteger beats = new AtomicInteger();
      SandboxDbt dbt =
          world
              .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\n")
              .load("create table raw_orders as select 1 as id")
              .alive(
                  detail -> {
                    if (beats.incrementAndGet() == 2) {
                      make("lost");
                    }
                  })
              .dbt(runners);
      var command = world.command(Verb.BUILD, 3);
      long begun = System.nanoTime();

      assertEquals("dbt did not end within 3 s", dbt.run(command).notEnded());
      assertEquals(0, runners.warm.orElseThrow().begun(), "it was not lost");
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      assertTrue(took.compareTo(Duration.ofMillis(4500)) < 0, "it took " + took);
    }
  }

  @Test
  void what_warming_took_is_taken_off_the_deadline() {
    Outcome outcome = run(LONG, detail -> make("warm"), "say");
    String text = outcome.stdout().text();
    double seconds = Double.parseDouble(text.substring(text.indexOf(' ')));
    assertTrue(seconds <= 59, "the first beat comes after a second, and it had " + seconds);
  }

  @Test
  void one_that_its_keeper_ended_for_its_deadline_is_late_and_not_lost() {
    make("warm");
    assertEquals(Outcome.Ending.DEADLINE, run(LONG, d -> {}, "exit", "137", "late").ending());
    assertEquals(1, warm.begun(), "the keeper was thrown away for it");
  }

  @Test
  void one_that_was_killed_is_lost_with_its_keeper() {
    make("warm");
    assertThrows(Keeper.Lost.class, () -> run(LONG, d -> {}, "exit", "137"));
    assertEquals(0, warm.begun());
  }

  @Test
  void one_whose_walls_did_not_stand_is_lost_without_its_keeper() {
    make("warm");
    assertThrows(Keeper.Lost.class, () -> run(LONG, d -> {}, "silent", "70"));
    assertEquals(0, warm.done());
    assertEquals(1, warm.begun(), "the keeper was thrown away for it");
  }

  @Test
  void one_that_spoke_had_begun_whatever_its_code() {
    make("warm");
    assertEquals(70, run(LONG, d -> {}, "exit", "70").exitCode());
    assertEquals(1, warm.done());
  }

  private int keepersBegun() {
    return home.jobs().toFile().list((folder, name) -> name.startsWith("keeper-")).length;
  }

  private Path keeperOf(String... words) {
    return Path.of(run(LONG, detail -> {}, words).stdout().text().replaceFirst(" .*", ""));
  }

  private Outcome run(Duration deadline, Alive alive, String... words) {
    return warm.run(
        new DbtRunner.Invocation(
            List.of(words),
            home.jobs(),
            Map.of(),
            List.of(),
            List.of(),
            folder.resolve("output"),
            deadline,
            null,
            LineListener.DEAF),
        alive);
  }

  private void make(String file) {
    try {
      Files.writeString(home.jobs().resolve(file), "");
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  private static void until(BooleanSupplier condition) {
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertFalse(System.nanoTime() > patience, "it did not come true");
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }
}
