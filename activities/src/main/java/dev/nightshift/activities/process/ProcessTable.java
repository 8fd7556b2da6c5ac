package dev.nightshift.activities.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who belongs to a tree, as the system knows it. Descendants alone are not enough: a process whose
 * parent ended is a child of init. On Linux its session and the mark in its environment still tell
 * where it came from.
 */
final class ProcessTable {
  /**
   * As Linux has it wherever dbt runs; where a page is larger, a job holds more than it is told.
   */
  private static final long PAGE = 4096;

  private static final Path PROC = Path.of("/proc");

  private ProcessTable() {}

  static boolean isReadable() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /** All living processes of the leader's session or with the mark, without the leader itself. */
  static Set<ProcessHandle> strays(long leader, String mark) {
    Set<ProcessHandle> found = new LinkedHashSet<>();
    if (!isReadable()) {
      return found;
    }
    byte[] wanted = mark.getBytes(StandardCharsets.UTF_8);
    long self = ProcessHandle.current().pid();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        long pid = Long.parseLong(process.getFileName().toString());
        if (pid != leader && pid != self && belongs(process, leader, wanted)) {
          ProcessHandle.of(pid).ifPresent(found::add);
        }
      }
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException("/proc cannot be listed", unreadable);
    }
    return found;
  }

  /** Alive, and not only a dead entry that its parent has not taken note of yet. */
  static boolean isRunning(ProcessHandle process) {
    if (!isReadable()) {
      return process.isAlive();
    }
    try {
      List<String> stat = stat(PROC.resolve(Long.toString(process.pid())));
      return process.isAlive() && !stat.isEmpty() && !stat.get(0).equals("Z");
    } catch (IOException gone) {
      return false;
    }
  }

  /** What it holds in memory of its own; zero where that cannot be told. */
  static long memoryBytes(ProcessHandle process) {
    try {
      Path statm = PROC.resolve(Long.toString(process.pid())).resolve("statm");
      String[] pages = Files.readString(statm).split(" ", -1);
      return (Long.parseLong(pages[1]) - Long.parseLong(pages[2])) * PAGE;
    } catch (IOException gone) {
      return 0;
    }
  }

  /**
   * Something that tells this process from a later one with the same number: on Linux the boot and
   * the ticks at its start, which no change of the clock moves.
   */
  static String birth(ProcessHandle process) {
    try {
      if (isReadable()) {
        List<String> stat = stat(PROC.resolve(Long.toString(process.pid())));
        return stat.isEmpty() ? "" : boot() + ":" + stat.get(19);
      }
      return process.info().startInstant().map(start -> "" + start.toEpochMilli()).orElse("");
    } catch (IOException gone) {
      return "";
    }
  }

  private static String boot() throws IOException {
    return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
  }

  private static boolean belongs(Path process, long leader, byte[] mark) {
    try {
      List<String> stat = stat(process);
      if (stat.isEmpty() || stat.get(0).equals("Z")) {
        return false;
      }
      boolean sameGroup = stat.get(2).equals("" + leader) || stat.get(3).equals("" + leader);
      return sameGroup || contains(Files.readAllBytes(process.resolve("environ")), mark);
    } catch (IOException goneOrForbidden) {
      return false;
    }
  }

  /** The fields after the name, which may itself hold spaces and brackets: state, parent, … */
  private static List<String> stat(Path process) throws IOException {
    String line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
    int end = line.lastIndexOf(')');
    return end < 0 ? List.of() : List.of(line.substring(end + 1).strip().split(" ", -1));
  }

  private static boolean contains(byte[] text, byte[] wanted) {
    outer:
    for (int start = 0; start + wanted.length <= text.length; start++) {
      for (int i = 0; i < wanted.length; i++) {
        if (text[start + i] != wanted[i]) {
          continue outer;
        }
      }
      return true;
    }
    return false;
  }
}
