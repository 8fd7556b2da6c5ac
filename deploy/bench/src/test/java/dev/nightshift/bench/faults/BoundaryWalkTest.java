package dev.nightshift.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.bench.faults.Boundary.When;
import dev.nightshift.bench.faults.Workers.Answers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@Execution(ExecutionMode.CONCURRENT)
class BoundaryWalkTest {
  /** A lane mostly waits for a timeout of the dead worker's step: three fill two cores. */
  private static final List<String> LANES = List.of("lane-0", "lane-1", "lane-2");

  /** Where the others' workers do not answer from files. */
  private static final List<String> REAL = List.of("real");

  /** Where the others' workers know of nothing outside. */
  private static final List<String> ABROAD = List.of("abroad-0", "abroad-1");

  /** Of a flow that asks dbt Cloud, opens a draft, asks in Slack, and makes it ready. */
  private static final List<String> STEPS_ABROAD =
      List.of(
          "RunsFetch",
          "RunsBring",
          "CodeHostOpenPulls",
          "CodeHostPublishBranch",
          "CodeHostOpenPull",
          "ChatPost",
          "CodeHostMarkReady",
          "ChatPost");

  /** Of the flows that look after no run themselves: few steps, so one lane is enough. */
  private static final List<String> ASIDE = List.of("aside");

  /** Where models get their tests. */
  private static final List<String> TESTS = List.of("tests");

  /** Where an agent works for which a model of ours thinks. */
  private static final List<String> SESSIONS = List.of("session-0", "session-1");

  /** Of its session: five turns, of which one uses two tools side by side. */
  private static final List<String> STEPS_OF_A_SESSION =
      List.of(
          "WorkspacesResolve",
          "ToolsAgent",
          "SandboxesMake",
          "PurseTake",
          "ToolsKit",
          "ModelsTurn",
          "ToolsUse",
          "ToolsUse",
          "ModelsTurn",
          "ToolsUse",
          "ModelsTurn",
          "ToolsUse",
          "ModelsTurn",
          "ToolsUse",
          "ModelsTurn",
          "PurseSpent",
          "SandboxesDrop");

  private static final Pattern COMMA = Pattern.compile(", ");
  private static final String AT_HOME = "the lanes at home";
  private static final Consumer<String> TOLD = System.out::println;
  private static final Duration FOR_A_NEXT_WORKER = Duration.ofSeconds(60);

  @TempDir static Path folder;
  private static World world;
  private static Walk walk;
  private static Route route;
  private static Answers recorded;

  /** The flow once without a fault tells which steps there are, and fills dbt's recordings. */
  @BeforeAll
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  static void a_flow_that_goes_undisturbed() throws Exception {
    Path sample = Path.of("../sample").toAbsolutePath().normalize();
    List<String> namespaces = new ArrayList<>(LANES);
    namespaces.addAll(REAL);
    namespaces.addAll(ABROAD);
    namespaces.addAll(ASIDE);
    namespaces.addAll(SESSIONS);
    namespaces.addAll(TESTS);
    world = new World(folder, sample, Home.of(System.getenv()), namespaces);
    Path files = Files.createDirectories(folder.resolve("recorded"));
    recorded = new Answers.Recorded(files);
    try (Walk first = walk(REAL, new Answers.Recording(files))) {
      route = first.route();
      first.retire();
    }
    world.classes.archive();
    walk = walk(LANES, recorded);
  }

  @AfterAll
  static void closed() {
    if (walk != null) {
      walk.close();
    }
    world.close();
  }

  /** The run is dbt Cloud's, a draft is opened on GitHub, and people are in Slack. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void wherever_the_worker_dies_each_effect_abroad_is_there_exactly_once() throws Exception {
    try (Abroad abroad = new Abroad(world);
        Walk outside = new Walk(world, new CloudSubject(world, abroad), ABROAD, recorded, TOLD)) {
      List<Boundary> steps = outside.route().stepsOutside();
      assertEquals(STEPS_ABROAD, steps.stream().map(Boundary::step).toList());
      List<Convoy> convoys = Plans.shared(steps, ABROAD.size());
      List<Walked> walked = outside.kill(convoys);
      right(walked);
      assertEquals(steps.size() * 3, walked.stream().mapToInt(w -> w.struck().size()).sum());
    }
  }

  /**
   * Each kind of step at one of its deaths (a benchmark has all), and two turns in the middle of
   * the answer: what was lost on its way is paid once more, and counted at the most that it can
   * have cost. The steps around a session, its sandbox's among them, are a remediation's too.
   */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void wherever_the_worker_dies_a_session_of_a_model_does_and_pays_each_thing_once()
      throws Exception {
    try (Mind mind = new Mind(world);
        Walk session = new Walk(world, new SessionSubject(world, mind), SESSIONS, recorded, TOLD)) {
      Route way = session.route();
      assertEquals(STEPS_OF_A_SESSION, way.steps().stream().map(Boundary::step).toList());
      List<Convoy> convoys =
          List.of(
              convoy(
                  way,
                  "DURING PurseTake#1, DURING ToolsUse#3, DURING ToolsUse#5",
                  "DURING ToolsKit#1, DURING ModelsTurn#2, DURING ToolsUse#4",
                  "BEFORE ToolsUse#1, AFTER ModelsTurn#4, DURING PurseSpent#1"),
              convoy(way, "THINKING ModelsTurn#2, THINKING ModelsTurn#5"));
      List<Walked> walked = session.kill(convoys);
      right(walked);
      assertEquals(Plans.count(convoys), walked.stream().mapToInt(w -> w.struck().size()).sum());
    }
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void wherever_the_worker_dies_a_watch_a_scan_and_a_group_do_what_they_do_once() throws Exception {
    try (Aftermath aftermath = new Aftermath(world);
        Walk watch = new Walk(world, new WatchSubject(world, aftermath), ASIDE, recorded, TOLD)) {
      walkedAside(
          watch, "CodeHostLook", "ArtifactsNext", "ClaimsRelease", "ReportsAdd", "ChatPost");
      walkedAside(
          watch.then(new ScanSubject(world, aftermath)), "RunsFailed", "ClaimsHeld", "RunsLatest");
      walkedAside(watch.then(new GatheringSubject(world, aftermath)), "ArtifactsGather");
    }
  }

  /** Each kind of its own steps at one of its deaths: those around them are a remediation's too. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void wherever_the_worker_dies_a_model_gets_the_same_tests_once() throws Exception {
    try (Walk tests = new Walk(world, new TestsSubject(world), TESTS, recorded, TOLD)) {
      Route way = tests.route();
      assertEquals(
          List.of(
              "SandboxesMake",
              "DbtRun",
              "DbtRun",
              "TestsSurvey",
              "TestsPlan",
              "TestsWrite",
              "DbtRun",
              "TestsJudge",
              "SandboxesDrop"),
          way.steps().stream().map(Boundary::step).toList());
      List<Convoy> convoys =
          List.of(
              convoy(
                  way,
                  "DURING TestsSurvey#1, BEFORE TestsPlan#1, AFTER TestsWrite#1",
                  "DURING TestsPlan#1, DURING TestsWrite#1, DURING TestsJudge#1"));
      List<Walked> walked = tests.kill(convoys);
      right(walked);
      assertEquals(Plans.count(convoys), walked.stream().mapToInt(w -> w.struck().size()).sum());
    }
  }

  private static void walkedAside(Walk aside, String... wanted) throws Exception {
    List<Boundary> steps = aside.route().steps();
    assertEquals(List.of(wanted), steps.stream().map(Boundary::step).toList());
    List<Walked> walked = aside.kill(Plans.shared(steps, ASIDE.size()));
    right(walked);
    assertEquals(steps.size() * 3, walked.stream().mapToInt(w -> w.struck().size()).sum());
  }

  private static Walk walk(List<String> namespaces, Answers answers) throws Exception {
    return new Walk(world, new RemediationSubject(world), namespaces, answers, TOLD);
  }

  @Test
  void an_ordinary_history_is_short() {
    assertTrue(route.historyBytes() < 150 * 1024, route.historyBytes() + " bytes");
  }

  @Test
  @ResourceLock(AT_HOME)
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void wherever_the_worker_dies_each_effect_is_there_exactly_once() throws Exception {
    List<Convoy> convoys = Plans.all(route, LANES.size());
    assertEquals(route.steps().size() * 3 + 1, Plans.count(convoys));
    List<Walked> walked = walk.kill(convoys);
    right(walked);
    assertEquals(Plans.count(convoys), walked.stream().mapToInt(w -> w.struck().size()).sum());
    long slowest =
        walked.stream()
            .flatMap(one -> one.struck().stream())
            .mapToLong(Healed::beyondNotice)
            .max()
            .orElse(0);
    System.out.printf("went on at most %d ms after a death was noticed%n", slowest);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void with_a_real_dbt_too_warm_where_it_can_be_at_three_boundaries_and_within_a_job()
      throws Exception {
    try (Walk real = walk(REAL, new Answers.Real())) {
      // One worker for all, and two deaths: to warm a dbt up takes a processor ten seconds.
      right(
          real.kill(
              List.of(
                  new Convoy(
                      List.of(
                          List.of(
                              step("SandboxesMake", 1, When.AFTER), step("DbtRun", 2, When.WITHIN)),
                          List.of(step("DbtRun", 1, When.DURING)),
                          List.of(step("DbtRun", 2, When.DURING)))))));
      Set<Path> doors = real.doorsOfTheDead();
      assertEquals(canBeWarm() ? 2 : 0, doors.size(), doors.toString());
      // The next worker removes what a dead one's keeper has left.
      real.another();
      long patience = System.nanoTime() + FOR_A_NEXT_WORKER.toNanos();
      while (doors.stream().anyMatch(Files::exists) && System.nanoTime() < patience) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
      assertEquals(List.of(), doors.stream().filter(Files::exists).toList());
    }
  }

  private static boolean canBeWarm() {
    var bubblewrap = Toolchain.of(world.home).tool("bubblewrap").map(Toolchain.Tool::path);
    try (Processes processes = new Processes(world.home)) {
      return Cage.tried(bubblewrap, world.home, processes).den().isPresent();
    }
  }

  @Test
  @ResourceLock(AT_HOME)
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void a_cancel_in_any_phase_leaves_nothing_behind() throws Exception {
    Map<String, Boundary> phases = new TreeMap<>();
    route.phases().forEach((phase, first) -> phases.put(phase, first.at(When.CANCEL)));
    phases.put("approval", step("DbtRun", 1, When.CANCEL_WAITING));
    assertTrue(phases.size() >= 7, phases.toString());
    right(walk.cancel(phases));
  }

  /** Flows that travel together, each with what it is struck by. */
  private static Convoy convoy(Route way, String... flows) {
    return new Convoy(
        Stream.of(flows)
            .map(flow -> COMMA.splitAsStream(flow).map(one -> boundary(way, one)).toList())
            .toList());
  }

  private static Boundary boundary(Route way, String written) {
    return way.steps().stream()
        .flatMap(step -> Stream.of(When.values()).map(step::at))
        .filter(one -> one.toString().equals(written))
        .findFirst()
        .orElseThrow(() -> new AssertionError(written + " is none of " + way.steps()));
  }

  private static Boundary step(String name, int call, When when) {
    return route.steps().stream()
        .filter(one -> one.step().equals(name) && one.call() == call)
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is none of " + route.steps()))
        .at(when);
  }

  private static void right(List<Walked> walked) {
    List<String> wrong = new ArrayList<>();
    walked.stream().filter(one -> !one.right()).forEach(one -> wrong.add(one.toString()));
    assertEquals(List.of(), wrong);
  }
}
