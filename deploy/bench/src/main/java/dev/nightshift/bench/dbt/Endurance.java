package dev.nightshift.bench.dbt;

import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.workflows.ports.Dbt.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** What a thousand warm jobs leave behind. */
public final class Endurance implements Benchmark {
  private static final int JOBS = 1000;
  private static final int LANES = 4;

  /** Jobs between two looks at the keepers. */
  private static final int STRIDE = 50;

  /** Of keepers: a thousand jobs are more than one may do. */
  private static final int GENERATIONS = 2;

  private static final double FLAT_KIB = 2048;

  @Override
  public String name() {
    return "endurance";
  }

  @Override
  public String shows() {
    return "a thousand jobs of a warm dbt leave no process, semaphore, descriptor or folder";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    List<Figure> figures;
    Set<Path> doors;
    Path home;
    try (Shop shop = new Shop(LANES)) {
      home = shop.root();
      progress.accept("warming dbt up");
      shop.fill();
      Looks looks = new Looks(shop);
      looks.look();
      for (int done = 0; done < JOBS; done += STRIDE) {
        lanes(shop);
        progress.accept("%d jobs, %s".formatted(done + STRIDE, looks.look()));
      }
      doors = looks.doors();
      figures = new ArrayList<>(figures(shop, looks));
    }
    figures.add(none("left when all is closed", Looks.left(home, doors).size()));
    return figures;
  }

  private static List<Figure> figures(Shop shop, Looks looks) throws Exception {
    return List.of(
        none("looks at no keeper", looks.withoutKeeper()),
        none("jobs that were plain", shop.plainAfterAll()),
        none("renewals of a keeper missing", GENERATIONS - looks.doors().size()),
        none("processes more", looks.growth(Looks.Look::processes)),
        none("descriptors of ours more", looks.growth(Looks.Look::descriptors)),
        none("files and folders more", looks.growth(Looks.Look::files)),
        none("doors left of keepers gone", looks.doorsLeft()),
        none("semaphores, shared memory more", looks.growthOfOne(Keeper::shared)),
        none("scratch folders more", looks.growthOfOne(Keeper::scratch)),
        none("mounts more", looks.growthOfOne(Keeper::mounts)),
        none("descriptors of a keeper more", looks.growthOfOne(Keeper::descriptors)),
        Figure.limit(
            "memory of a keeper more", (double) looks.growthOfOne(Keeper::kib), FLAT_KIB, "KiB"));
  }

  private static Figure none(String what, long count) {
    return Figure.limit(what, (double) Math.max(0, count), 0, "");
  }

  private static void lanes(Shop shop) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(LANES);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int lane = 0; lane < LANES; lane++) {
        int sandbox = lane;
        int share = STRIDE / LANES + (lane < STRIDE % LANES ? 1 : 0);
        all.add(
            threads.submit(
                () -> {
                  for (int n = 0; n < share; n++) {
                    shop.run(true, sandbox, Verb.TEST, List.of("model_7"));
                  }
                }));
      }
      for (Future<?> lane : all) {
        lane.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
