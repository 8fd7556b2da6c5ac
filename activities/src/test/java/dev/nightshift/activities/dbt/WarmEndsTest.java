package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Den;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.process.Walls;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a warm job when somebody dies, and what it sees while it lives. */
class WarmEndsTest {
  private static Processes processes;
  private static Runners warm;

  @TempDir Path folder;
  private World world;

  @BeforeAll
  static void a_keeper_of_its_own() {
    Needs.part("bubblewrap", Warmth.CAGE.level() == Cage.Level.BUBBLEWRAP, Warmth.CAGE.reason());
    processes = new Processes(Warmth.HOME);
    warm = Runners.warm(processes, Warmth.CAGE, dbt(), Warmth.HOME);
  }

  private static Toolchain.Tool dbt() {
    return Warmth.TOOLCHAIN.required("dbt");
  }

  @AfterAll
  static void closed() {
    if (warm != null) {
      warm.close();
      processes.close();
    }
  }

  @BeforeEach
  void a_model_that_waits_until_it_may_go_on() {
    world = WarmProcesses.waiting(folder.resolve("shop.duckdb"));
    // One that still warms up forks as well, to see whether it can.
    assertTrue(world.run(warm, Verb.PARSE).success());
  }

  @AfterEach
  void nothing_is_left() throws IOException {
    world.close();
    try (var jobs = Files.list(Warmth.HOME.jobs())) {
      assertEquals(0, jobs.count());
    }
  }

  @Test
  void a_job_that_dies_is_done_plainly() throws Exception {
    CompletableFuture<DbtResult> result = begun();
    WarmProcesses.job().destroyForcibly();
    world.file("go", "");
    assertTrue(result.get().success(), result.get().toString());
  }

  @Test
  void a_keeper_that_dies_is_replaced_and_its_job_is_done_plainly() throws Exception {
    CompletableFuture<DbtResult> result = begun();
    ProcessHandle dead = WarmProcesses.job().parent().orElseThrow();
    dead.destroyForcibly();
    world.file("go", "");
    assertTrue(result.get().success(), result.get().toString());

    assertTrue(world.run(warm, Verb.BUILD).success());
    assertEquals(1, warm.warm.orElseThrow().begun(), "it was not done by a new keeper");
  }

  /** The walls do not follow it: who could put it there would see what is behind it. */
  @Test
  void a_link_in_the_place_of_the_checkout_is_left_to_the_plain_one() throws IOException {
    world.file("go", "");
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(world.project, elsewhere);
    Files.createSymbolicLink(world.project, elsewhere);
    WarmDbt keepers = warm.warm.orElseThrow();
    int done = keepers.done();
    int begun = keepers.begun();

    DbtResult result = world.run(warm, Verb.PARSE);

    assertTrue(result.success(), result.toString());
    assertEquals(done, keepers.done(), "it was done warm");
    assertEquals(begun + 1, keepers.begun(), "the keeper was thrown away for it");
  }

  @Test
  void where_jobs_cannot_be_kept_apart_all_is_done_plainly() {
    world.file("go", "");
    try (Runners weak = Runners.warm(processes, Powerless.CAGE, dbt(), Warmth.HOME)) {
      assertTrue(world.run(weak, Verb.PARSE).success());
      assertEquals(0, weak.warm.orElseThrow().done());
    }
  }

  /** A den as a container has it that may not make namespaces. */
  private record Powerless(Den whole) implements Den, Cage {
    static final Cage CAGE = new Powerless(Warmth.CAGE.den().orElseThrow());

    @Override
    public Command enclose(Command keeper, List<Path> tools, List<Path> rooms, Path door) {
      Command command = whole.enclose(keeper, tools, rooms, door);
      List<String> words = new ArrayList<>(command.argv());
      Collections.replaceAll(words, "--cap-add", "--cap-drop");
      return Command.of(command.directory(), command.deadline(), words);
    }

    @Override
    public OptionalInt lodge(Walls walls) {
      return whole.lodge(walls);
    }

    @Override
    public Optional<Den> den() {
      return Optional.of(this);
    }

    @Override
    public Level level() {
      return Warmth.CAGE.level();
    }

    @Override
    public String reason() {
      return "";
    }

    @Override
    public Command enclose(Command command, Walls walls) {
      return Warmth.CAGE.enclose(command, walls);
    }
  }

  @Test
  void a_job_sees_no_other_and_is_nobody() throws Exception {
    Files.createDirectories(Warmth.HOME.workspaces().resolve("somebody-elses"));
    Files.delete(world.project.resolve("models/waits.py"));
    world.file(
        "models/looks.py",
        """
        import os, socket

        def refused(path):
            try:
                open(path, "w")
            except OSError:
                return True
            return False

        # Within a user namespace it may be called 0 and be an ordinary user outside.
        def outside(user):
            for line in open("/proc/self/uid_map"):
                inner, outer, many = map(int, line.split())
                if inner <= user < inner + many:
                    return outer + user - inner

        def model(dbt, session):
            home = "%s"
            mine = "%s"
            seen = {
                "workspaces": os.listdir(home + "/workspaces") == [mine],
                "jobs": len(os.listdir(home + "/jobs")) == 1,
                "sandboxes": len(os.listdir(home + "/sandboxes")) == 1,
                "home": sorted(os.listdir(home)) == ["jobs", "sandboxes", "workspaces"],
                "door": not [n for n in os.listdir("/tmp") if n.startswith("nightshift-")],
                "first": os.getpid() == 1,
                "processes": [n for n in os.listdir("/proc") if n.isdigit()] == ["1"],
                "user": outside(os.getuid()) not in (None, 0),
                "powers": "CapEff:\\t0000000000000000" in open("/proc/self/status").read(),
                "network": [n for _, n in socket.if_nameindex()] == ["lo"],
                "workspace": refused(home + "/workspaces/" + mine + "/x"),
                "elsewhere": refused(home + "/workspaces/x"),
            }
            wrong = str(sorted(k for k, right in seen.items() if not right))
            if True:
                raise Exception("SEEN " + wrong + " " + str(os.listdir(home + "/sandboxes")))
            return session.sql("select 1 as x")
        """
            .formatted(Warmth.HOME.root(), world.project.getFileName()));

    DbtResult result = world.run(warm, Verb.BUILD);

    assertTrue(result.red().toString().contains("SEEN []"), result.toString());
  }

  private CompletableFuture<DbtResult> begun() {
    return CompletableFuture.supplyAsync(() -> world.run(warm, Verb.BUILD));
  }
}
