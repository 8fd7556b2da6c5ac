package dev.nightshift.bench.dbt;

import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.workflows.ports.Dbt.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a thousand warm jobs leave behind. */
public final class Endurance implements Benchmark {
  private static final int JOBS = 1000;
  private static final int LANES = 4;

  /** Jobs between two looks at the keepers. */
  private static final int STRIDE = 50;

  private static final double FLAT_KIB = 2048;

  @Override
  public String name() {
    return "endurance";
  }

  @Override
  public String shows() {
    return "a thousand jobs of a warm dbt leave no process, descriptor, folder or shared memory";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    try (Shop shop = new Shop(LANES)) {
      progress.accept("warming dbt up");
      shop.fill();
      long processes = ProcessHandle.current().descendants().count();
      long shared = entries(Path.of("/dev/shm"));
      Map<Long, List<Keeper>> looks = new HashMap<>();
      for (int done = 0; done < JOBS; done += STRIDE) {
        lanes(shop);
        keepers().forEach(one -> looks.computeIfAbsent(one.pid(), n -> new ArrayList<>()).add(one));
        progress.accept("%d jobs, keepers %s".formatted(done + STRIDE, keepers()));
      }
      return List.of(
          none("processes left", ProcessHandle.current().descendants().count() - processes),
          none("shared memory left", entries(Path.of("/dev/shm")) - shared),
          none("folders of jobs left", entries(shop.jobs())),
          none("descriptors more", growth(looks, Keeper::descriptors)),
          Figure.limit("memory more", (double) growth(looks, Keeper::kib), FLAT_KIB, "KiB"));
    }
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

  /** The most that one keeper grew from its first look to its last. */
  private static long growth(
      Map<Long, List<Keeper>> looks, java.util.function.ToLongFunction<Keeper> what) {
    return looks.values().stream()
        .mapToLong(one -> what.applyAsLong(one.get(one.size() - 1)) - what.applyAsLong(one.get(0)))
        .max()
        .orElse(0);
  }

  private static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }

  private static List<Keeper> keepers() throws IOException {
    List<Keeper> keepers = new ArrayList<>();
    for (ProcessHandle one : ProcessHandle.current().descendants().toList()) {
      boolean python =
          !isBubblewrap(one) && one.info().commandLine().orElse("").contains("keeper.py");
      if (python && one.parent().filter(Endurance::isBubblewrap).isPresent()) {
        Path process = Path.of("/proc", String.valueOf(one.pid()));
        long kib =
            Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        keepers.add(new Keeper(one.pid(), kib, entries(process.resolve("fd"))));
      }
    }
    return keepers;
  }

  private static boolean isBubblewrap(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("bwrap");
  }

  private record Keeper(long pid, long kib, long descriptors) {}
}
