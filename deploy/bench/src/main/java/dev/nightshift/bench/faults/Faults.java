package dev.nightshift.bench.faults;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** The boundary walk with a real dbt at every step, a warm one. */
public final class Faults implements Benchmark {
  /** Longer than a step's timeout a flow may stand still for this at most. */
  private static final double SECONDS_TO_HEAL = 3;

  private static final int NAMED = 5;

  private final String name;
  private final String shows;
  private final Way way;

  private Faults(String name, String shows, Way way) {
    this.name = name;
    this.shows = shows;
    this.way = way;
  }

  /** The team has all on its own machine. */
  public static Faults atHome() {
    return new Faults(
        "faults",
        "a worker killed before, during and after each step, with a real dbt: nothing is lost and"
            + " nothing done twice",
        (world, walker) -> walker.with(new RemediationSubject(world)));
  }

  /** The run is dbt Cloud's, the code GitHub's, and people are in Slack. */
  public static Faults abroad() {
    return new Faults(
        "faults-abroad",
        "the same for a run of dbt Cloud's that is published on GitHub and told in Slack, by their"
            + " doubles",
        (world, walker) -> {
          try (Abroad abroad = new Abroad(world)) {
            return walker.with(new CloudSubject(world, abroad));
          }
        });
  }

  /** An agent works for which a model of ours thinks. */
  public static Faults ofSession() {
    return new Faults(
        "faults-session",
        "the same for an agent's session by a model, by its double, killed within each answer too:"
            + " each turn is paid once",
        (world, walker) -> {
          try (Mind mind = new Mind(world)) {
            return walker.with(new SessionSubject(world, mind));
          }
        });
  }

  /** What is put through the walk, and what there must be meanwhile. */
  private interface Way {
    List<Figure> in(World world, Walker walker) throws Exception;
  }

  private interface Walker {
    List<Figure> with(Subject subject) throws Exception;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String shows() {
    return shows;
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-faults");
    List<String> lanes = List.of("lane-0", "lane-1");
    try (World world = new World(folder, World.sample(), Home.of(System.getenv()), lanes)) {
      return way.in(world, subject -> walked(world, subject, lanes, progress));
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<Figure> walked(
      World world, Subject subject, List<String> lanes, Consumer<String> progress)
      throws Exception {
    try (Walk walk = new Walk(world, subject, lanes, new Workers.Answers.Real(), progress)) {
      Route route = walk.route();
      walk.retire();
      world.classes.archive();
      List<Convoy> convoys = Plans.all(route, lanes.size());
      int boundaries = Plans.count(convoys);
      progress.accept(convoys.size() + " convoys of flows, " + boundaries + " boundaries");
      List<Walked> walked = walk.kill(convoys);
      slowest(walked).forEach(progress);
      return figures(route, boundaries, walked);
    }
  }

  /** The few that a reader asks for when the bar is missed. */
  private static List<String> slowest(List<Walked> walked) {
    return walked.stream()
        .flatMap(one -> one.struck().stream())
        .sorted(Comparator.comparingLong(Healed::beyondNotice).reversed())
        .limit(NAMED)
        .map(
            one ->
                "%s: went on %.2f s beyond its timeout of %.0f s"
                    .formatted(
                        one.boundary(), one.beyondNotice() / 1000.0, one.noticeMillis() / 1000.0))
        .toList();
  }

  private static List<Figure> figures(Route route, int boundaries, List<Walked> walked) {
    List<Healed> healed = new ArrayList<>();
    walked.forEach(one -> healed.addAll(one.struck()));
    long wrong = walked.stream().filter(one -> !one.right()).count();
    long slowest = healed.stream().mapToLong(Healed::beyondNotice).max().orElse(0);
    return List.of(
        Figure.limit("flows with a wrong effect", (double) wrong, 0, "flows"),
        Figure.limit("boundaries not walked", (double) boundaries - healed.size(), 0, ""),
        Figure.limit("slowest to go on, beyond timeout", slowest / 1000.0, SECONDS_TO_HEAL, "s"),
        Figure.limit("history", route.historyBytes() / 1024.0, 150, "KB"));
  }
}
