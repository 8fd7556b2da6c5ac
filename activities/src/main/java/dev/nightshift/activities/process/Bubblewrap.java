package dev.nightshift.activities.process;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Namespaces of its own for each process. Where we are root the walls are put up as root, then the
 * process becomes a user that nobody else is: a limit on processes does not bind root, and whoever
 * broke out would be nobody. Elsewhere a user namespace does it.
 */
final class Bubblewrap implements Cage, Den {
  private static final Path ROOT = Path.of("/");

  private final Path program;
  private final Path etc;
  private final Lodgers lodgers;

  Bubblewrap(Path program, Path etc, Lodgers lodgers) {
    this.program = program;
    this.etc = etc;
    this.lodgers = lodgers;
  }

  @Override
  public Level level() {
    return Level.BUBBLEWRAP;
  }

  @Override
  public String reason() {
    return "";
  }

  @Override
  public Optional<Den> den() {
    return Optional.of(this);
  }

  @Override
  public Command enclose(Command command, Walls walls) {
    int user = lodge(walls).orElse(Lodgers.NOBODY_ELSE);
    List<String> inner = new ArrayList<>(lodgers.become(user));
    limits(inner, walls.limits());
    return enclosed(command, walls, lodgers.namespaces(), inner)
        .with(walls.limits().allowance(walls.writable()));
  }

  @Override
  public Command enclose(Command keeper, List<Path> tools, List<Path> rooms, Path door) {
    List<Path> writable = new ArrayList<>(rooms);
    writable.add(door);
    Walls walls = new Walls(tools, List.of(), writable, Limits.standard());
    return enclosed(keeper, walls, lodgers.keepersNamespaces(), List.of());
  }

  @Override
  public OptionalInt lodge(Walls walls) {
    int user = lodgers.next();
    walls.readable().forEach(folder -> lodgers.letRead(folder, user));
    walls.writable().forEach(folder -> lodgers.give(folder, user));
    return lodgers.isRoot() ? OptionalInt.of(user) : OptionalInt.empty();
  }

  private Command enclosed(
      Command command, Walls walls, List<String> namespaces, List<String> inner) {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    words.addAll(
        List.of(
            "--die-with-parent",
            "--new-session",
            "--unshare-pid",
            "--unshare-ipc",
            "--unshare-uts",
            "--unshare-net",
            "--unshare-cgroup-try",
            "--hostname",
            "nightshift"));
    words.addAll(namespaces);
    system(words, walls.limits());
    folders(words, walls);
    words.addAll(List.of("--remount-ro", "/", "--chdir", command.directory().toString()));
    words.add("--clearenv");
    new TreeMap<>(command.environment())
        .forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
    words.add("--");
    words.addAll(inner);
    return command.behind(words, Map.of(), ROOT);
  }

  private void system(List<String> words, Limits limits) {
    words.addAll(List.of("--ro-bind", "/usr", "/usr"));
    Stream.of("/bin", "/sbin", "/lib", "/lib32", "/lib64").forEach(name -> shortcut(words, name));
    // Made for root alone otherwise, and there are agents that list it.
    words.addAll(List.of("--perms", "0755", "--dir", "/etc"));
    Stream.of("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/alternatives", "/etc/localtime")
        .forEach(name -> words.addAll(List.of("--ro-bind-try", name, name)));
    Stream.of("passwd", "group", "hosts")
        .forEach(
            name ->
                words.addAll(List.of("--ro-bind", etc.resolve(name).toString(), "/etc/" + name)));
    words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    scratch(words, "/dev/shm", limits);
    words.addAll(List.of("--remount-ro", "/dev"));
    scratch(words, "/tmp", limits);
  }

  /** Merged systems have links here, others folders. */
  private static void shortcut(List<String> words, String name) {
    Path path = Path.of(name);
    if (Files.isSymbolicLink(path)) {
      try {
        words.addAll(List.of("--symlink", Files.readSymbolicLink(path).toString(), name));
      } catch (java.io.IOException unreadable) {
        throw new java.io.UncheckedIOException(name + " cannot be read", unreadable);
      }
    } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      words.addAll(List.of("--ro-bind", name, name));
    }
  }

  /** In memory, so it has a size of its own: no limit on files would stop it. */
  private static void scratch(List<String> words, String path, Limits limits) {
    words.addAll(List.of("--perms", "1777", "--size", "" + limits.scratchBytes(), "--tmpfs", path));
  }

  /** Outer folders first, or they would cover the inner ones. */
  private static void folders(List<String> words, Walls walls) {
    List<Path> all =
        Stream.of(walls.tools(), walls.readable(), walls.writable())
            .flatMap(List::stream)
            .distinct()
            .sorted(Comparator.comparingInt(Path::getNameCount).thenComparing(Path::toString))
            .toList();
    // bubblewrap makes missing parents for the owner alone, and the owner is root.
    Set<Path> parents = new TreeSet<>();
    for (Path folder : all) {
      for (Path up = folder.getParent(); up.getNameCount() > 0; up = up.getParent()) {
        parents.add(up);
      }
    }
    parents.removeAll(Set.of(Path.of("/tmp"), Path.of("/dev"), Path.of("/usr")));
    parents.forEach(up -> words.addAll(List.of("--perms", "0755", "--dir", up.toString())));
    for (Path folder : all) {
      String bind = walls.writable().contains(folder) ? "--bind" : "--ro-bind";
      words.addAll(List.of(bind, folder.toString(), folder.toString()));
    }
  }

  private static void limits(List<String> words, Limits limits) {
    words.addAll(
        List.of(
            SystemTools.find("prlimit").orElseThrow().toString(),
            "--core=0",
            "--nproc=" + limits.processes(),
            "--nofile=" + limits.openFiles(),
            "--data=" + limits.memoryBytes(),
            "--fsize=" + limits.fileBytes(),
            "--"));
  }
}
