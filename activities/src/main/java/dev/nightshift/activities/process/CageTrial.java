package dev.nightshift.activities.process;

import dev.nightshift.activities.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts up a cage, runs something in it, and believes only what it sees. */
final class CageTrial {
  private static final Logger log = LoggerFactory.getLogger(CageTrial.class);

  /** Numbers that Linux distributions leave free, above accounts and below containers' ranges. */
  private static final int FREE_USERS = 390_000;

  private static final int USERS = 256;
  private static final int NOBODY = 65_534;

  private final Path program;
  private final Home home;
  private final Processes processes;

  private CageTrial(Path program, Home home, Processes processes) {
    this.program = program;
    this.home = home;
    this.processes = processes;
  }

  static Cage best(Optional<Path> bubblewrap, Home home, Processes processes) {
    if (bubblewrap.isEmpty()) {
      return chosen(Cage.none("bubblewrap is not installed: install the package bubblewrap."));
    }
    if (SystemTools.find("prlimit").isEmpty() || SystemTools.find("setpriv").isEmpty()) {
      return chosen(Cage.none("prlimit and setpriv are missing: install util-linux."));
    }
    try {
      return chosen(new CageTrial(bubblewrap.get(), home, processes).best());
    } catch (IOException unusable) {
      return chosen(Cage.none("The cage's files cannot be written: " + unusable.getMessage()));
    }
  }

  private static Cage chosen(Cage cage) {
    log.info("cage: {} {}", cage.level(), cage.reason());
    return cage;
  }

  private Cage best() throws IOException {
    String said = "";
    for (Lodgers lodgers : candidates()) {
      Cage cage = new Bubblewrap(program, etc(lodgers), lodgers);
      said = objection(cage, lodgers);
      if (said.isEmpty()) {
        return cage;
      }
    }
    return Cage.none(
        "bubblewrap is installed but may not work here (unprivileged user namespaces are off?): "
            + said);
  }

  /** In a container not every number is a user. */
  private static List<Lodgers> candidates() throws IOException {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    return root
        ? List.of(Lodgers.from(FREE_USERS, USERS), Lodgers.from(NOBODY, 1))
        : List.of(Lodgers.ourselves());
  }

  /** A name for each user, because programs ask for it; nothing else of the host's accounts. */
  private Path etc(Lodgers lodgers) throws IOException {
    Path etc = home.root().resolve("cage-" + lodgers.first());
    Files.createDirectories(etc);
    int first = lodgers.isRoot() ? lodgers.first() : own();
    int count = Math.max(1, lodgers.count());
    write(etc.resolve("passwd"), first, count, "nightshift%d:x:%d:%<d::/tmp:/bin/sh%n");
    write(etc.resolve("group"), first, count, "nightshift%d:x:%d:%n");
    Files.writeString(etc.resolve("hosts"), "127.0.0.1 localhost nightshift\n");
    return etc;
  }

  private static void write(Path file, int first, int count, String line) throws IOException {
    Files.writeString(
        file,
        IntStream.range(first, first + count)
            .mapToObj(user -> String.format(line, user - first, user))
            .collect(Collectors.joining()));
  }

  private static int own() throws IOException {
    return (Integer)
        Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }

  /** What went wrong in the cage; empty when a process wrote where it may and saw no more. */
  private String objection(Cage cage, Lodgers lodgers) throws IOException {
    Files.createDirectories(home.root());
    Path folder = Files.createTempDirectory(home.root(), "cage-trial");
    Path outside = Files.createTempFile(home.root(), "cage-outside", "");
    try {
      String script =
          "test ! -e \"$1\" && test -z \"$HOME\" && echo seen > here && id -u && "
              + "test \"$(ls /sys/class/net 2>/dev/null | wc -l)\" -lt 2 && echo caged";
      Command command =
          Command.of(
                  folder,
                  Duration.ofSeconds(20),
                  List.of("/bin/sh", "-c", script, "sh", outside.toString()))
              .with(Map.of("PATH", "/usr/bin:/bin"));
      Walls walls = new Walls(List.of(), List.of(), List.of(folder), Limits.standard());
      Outcome outcome = processes.run(cage.enclose(command, walls), detail -> {});
      boolean caged = outcome.succeeded() && outcome.stdout().text().endsWith("caged\n");
      boolean dropped = !lodgers.isRoot() || !outcome.stdout().text().startsWith("0\n");
      if (caged && dropped && Files.exists(folder.resolve("here"))) {
        return "";
      }
      return "exit code " + outcome.exitCode() + ", " + outcome.stderr().last(300);
    } finally {
      Files.deleteIfExists(folder.resolve("here"));
      Files.deleteIfExists(folder);
      Files.deleteIfExists(outside);
    }
  }
}
