package dev.nightshift.bench.dbt;

import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.workflows.ports.Dbt.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Warm dbt against plain dbt, on one project of eight models. */
public final class WarmDbt implements Benchmark {
  private static final double BAR = 0.12;
  private static final double BAR_OF_PARSE = 0.08;
  private static final double BAR_OF_MANY = 0.15;

  /** Of each pair; the medians are compared. */
  private static final int ROUNDS = 5;

  private static final int JOBS = 20;

  @Override
  public String name() {
    return "dbt";
  }

  @Override
  public String shows() {
    return "jobs forked from a warm process against dbt started for each, in wall and processor time";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    try (Shop shop = new Shop(JOBS)) {
      progress.accept("warming dbt up");
      shop.fill();
      shop.run(false, 0, Verb.BUILD, List.of());
      List<Figure> figures = new ArrayList<>();
      for (Verb verb : List.of(Verb.TEST, Verb.BUILD, Verb.COMPILE, Verb.RUN, Verb.PARSE)) {
        figures.addAll(single(shop, verb, progress));
      }
      figures.add(many(shop, progress));
      figures.add(Figure.limit("warm jobs that were plain", shop.plainAfterAll(), 0, ""));
      return figures;
    }
  }

  private static List<Figure> single(Shop shop, Verb verb, Consumer<String> progress) {
    List<String> select = verb == Verb.PARSE ? List.of() : List.of("model_7");
    double bar = verb == Verb.PARSE ? BAR_OF_PARSE : BAR;
    List<Double> walls = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    List<Double> works = new ArrayList<>();
    List<Double> peersWorks = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      Spent warm = Spent.by(() -> shop.run(true, 0, verb, select));
      Spent plain = Spent.by(() -> shop.run(false, 0, verb, select));
      walls.add(warm.seconds());
      works.add(warm.processorSeconds());
      peers.add(plain.seconds());
      peersWorks.add(plain.processorSeconds());
      progress.accept(
          "%s: warm %.2f s, plain %.2f s".formatted(verb.word(), warm.seconds(), plain.seconds()));
    }
    return List.of(
        Figure.of(verb.word() + ", wall", Figure.median(walls), Figure.median(peers), bar, "s"),
        Figure.of(
            verb.word() + ", processor",
            Figure.median(works),
            Figure.median(peersWorks),
            bar,
            "s"));
  }

  private static Figure many(Shop shop, Consumer<String> progress) {
    Spent warm = Spent.by(() -> lanes(shop, true, 4));
    progress.accept("%d jobs warm, four at a time: %.1f s".formatted(JOBS, warm.seconds()));
    Spent plain = Spent.by(() -> lanes(shop, false, 2));
    progress.accept("%d jobs plain, two at a time: %.1f s".formatted(JOBS, plain.seconds()));
    return Figure.of(JOBS + " jobs, wall", warm.seconds(), plain.seconds(), BAR_OF_MANY, "s");
  }

  private static void lanes(Shop shop, boolean warm, int lanes) {
    ExecutorService threads = Executors.newFixedThreadPool(lanes);
    try {
      List<Future<?>> jobs = new ArrayList<>();
      for (int job = 0; job < JOBS; job++) {
        int sandbox = job;
        jobs.add(threads.submit(() -> shop.run(warm, sandbox, Verb.TEST, List.of("model_7"))));
      }
      for (Future<?> job : jobs) {
        job.get();
      }
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    } finally {
      threads.shutdownNow();
    }
  }
}
