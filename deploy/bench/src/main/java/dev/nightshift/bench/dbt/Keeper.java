package dev.nightshift.bench.dbt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that keeps dbt warm, in one moment, seen from outside. {@code shared} and {@code
 * scratch} are what is in its own /dev/shm and /tmp: the host's are not those of its jobs.
 */
record Keeper(
    long pid, Path door, long kib, long descriptors, long shared, long scratch, long mounts) {

  /** Empty for another process, for one that still warms up, and for one that is gone by now. */
  static Optional<Keeper> of(ProcessHandle one) {
    try {
      Path process = Path.of("/proc", String.valueOf(one.pid()));
      Path door = door(process);
      // It opens its door when it is warm. Jobs are called like the keeper that they are forked of.
      if (door == null
          || !Files.exists(door.resolve("socket"))
          || one.parent().flatMap(parent -> parent.info().command()).isEmpty()
          || !isBubblewrap(one.parent().orElseThrow())) {
        return Optional.empty();
      }
      return Optional.of(
          new Keeper(
              one.pid(),
              door,
              kib(process),
              entries(process.resolve("fd")),
              entries(process.resolve("root/dev/shm")),
              entries(process.resolve("root/tmp")),
              Files.readAllLines(process.resolve("mountinfo")).size()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Where its script is; null for what is no keeper. */
  private static Path door(Path process) throws IOException {
    String[] words =
        Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8).split("\0", -1);
    for (int n = 1; n < Math.min(words.length, 4); n++) {
      if (words[n].endsWith("/keeper.py")) {
        return Path.of(words[n]).getParent();
      }
    }
    return null;
  }

  private static boolean isBubblewrap(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("bwrap");
  }

  private static long kib(Path process) throws IOException {
    return Files.readAllLines(process.resolve("status")).stream()
        .filter(line -> line.startsWith("RssAnon:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  static long entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.count();
    }
  }
}
