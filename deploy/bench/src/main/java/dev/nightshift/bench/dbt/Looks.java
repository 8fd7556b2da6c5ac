package dev.nightshift.bench.dbt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** What there is of processes, descriptors, folders and keepers, again and again. */
final class Looks {
  private static final Duration TO_DIE = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final Shop shop;
  private final List<Look> looks = new ArrayList<>();
  private final Map<Path, List<Keeper>> keepers = new LinkedHashMap<>();

  Looks(Shop shop) {
    this.shop = shop;
  }

  /** {@code processes} are those that are neither a keeper nor stand around one. */
  record Look(long processes, long descriptors, long files, List<Keeper> keepers) {
    @Override
    public String toString() {
      return "processes %d, descriptors %d, files %d, %s"
          .formatted(processes, descriptors, files, keepers);
    }
  }

  Look look() throws IOException {
    Set<ProcessHandle> others = new HashSet<>(ProcessHandle.current().descendants().toList());
    List<Keeper> living = new ArrayList<>();
    for (ProcessHandle one : List.copyOf(others)) {
      Optional<Keeper> keeper = Keeper.of(one);
      if (keeper.isPresent()) {
        living.add(keeper.get());
        others.removeAll(withParents(one));
      }
    }
    living.forEach(one -> keepers.computeIfAbsent(one.door(), n -> new ArrayList<>()).add(one));
    Look look =
        new Look(others.size(), Keeper.entries(Path.of("/proc/self/fd")), shop.files(), living);
    looks.add(look);
    return look;
  }

  private static Set<ProcessHandle> withParents(ProcessHandle keeper) {
    Set<ProcessHandle> all = new HashSet<>();
    for (Optional<ProcessHandle> up = Optional.of(keeper);
        up.isPresent() && !up.get().equals(ProcessHandle.current());
        up = up.get().parent()) {
      all.add(up.get());
    }
    return all;
  }

  long withoutKeeper() {
    return looks.stream().filter(look -> look.keepers().isEmpty()).count();
  }

  /** From the first look to the last. */
  long growth(ToLongFunction<Look> what) {
    return what.applyAsLong(looks.get(looks.size() - 1)) - what.applyAsLong(looks.get(0));
  }

  /** The most that one keeper grew from its first look to its last. */
  long growthOfOne(ToLongFunction<Keeper> what) {
    return keepers.values().stream()
        .mapToLong(one -> what.applyAsLong(one.get(one.size() - 1)) - what.applyAsLong(one.get(0)))
        .max()
        .orElse(0);
  }

  /** Each keeper has one of its own. */
  Set<Path> doors() {
    return Set.copyOf(keepers.keySet());
  }

  long doorsLeft() {
    List<Path> used = looks.get(looks.size() - 1).keepers().stream().map(Keeper::door).toList();
    return doors().stream().filter(door -> !used.contains(door) && Files.exists(door)).count();
  }

  /** Processes that know our folders, and the folders themselves, once they had time to go. */
  static List<String> left(Path home, Set<Path> doors) {
    Set<Path> ours = new HashSet<>(doors);
    ours.add(home);
    long until = System.nanoTime() + TO_DIE.toNanos();
    List<String> left = leftNow(ours);
    while (!left.isEmpty() && System.nanoTime() < until) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      left = leftNow(ours);
    }
    return left;
  }

  private static List<String> leftNow(Set<Path> ours) {
    return Stream.concat(
            ours.stream().filter(Files::exists).map(Path::toString),
            ProcessHandle.allProcesses()
                .filter(one -> knows(one, ours))
                .map(one -> "process " + one.pid()))
        .toList();
  }

  private static boolean knows(ProcessHandle one, Set<Path> ours) {
    try {
      Path words = Path.of("/proc", String.valueOf(one.pid()), "cmdline");
      String said = Files.readString(words, StandardCharsets.ISO_8859_1);
      return ours.stream().anyMatch(folder -> said.contains(folder.toString()));
    } catch (IOException | UncheckedIOException gone) {
      return false;
    }
  }
}
