package dev.nightshift.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folders through which workers talk to their warm dbts. */
final class Doors {
  private static final String PREFIX = "nightshift-door-";

  private Doors() {}

  /** A process holds the lock of each of its doors open. */
  static Set<Path> of(long pid) {
    try (Stream<Path> open = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
      return open.flatMap(one -> folder(one).stream())
          .filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
          .collect(Collectors.toSet());
    } catch (IOException | UncheckedIOException gone) {
      return Set.of();
    }
  }

  /** Where the open file is; sockets and what was closed meanwhile are nowhere. */
  private static Optional<Path> folder(Path open) {
    try {
      return Optional.ofNullable(Files.readSymbolicLink(open).getParent())
          .filter(folder -> folder.getFileName() != null);
    } catch (IOException closed) {
      return Optional.empty();
    }
  }
}
