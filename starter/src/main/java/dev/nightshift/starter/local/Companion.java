package dev.nightshift.starter.local;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.starter.cli.Mishap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that runs as long as the night does; what it says goes into its log file. */
final class Companion implements AutoCloseable {
  private static final int SECONDS_TO_STOP = 10;
  private static final int LINES_TO_SHOW = 15;
  private static final Path NICE = Path.of("/usr/bin/nice");

  private final String name;
  private final Process process;
  private final Path log;

  private Companion(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static Companion start(
      String name, List<String> argv, Map<String, String> environment, Path folder, Path log) {
    try {
      Folders.make(log.getParent());
      makePrivate(log);
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      return new Companion(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("The " + name + " could not be started: " + argv.get(0), e);
    }
  }

  /** A starter says the board's token. */
  private static void makePrivate(Path log) throws IOException {
    Files.deleteIfExists(log);
    Files.createFile(log, Folders.ownerOnly());
  }

  /** The start of one of our own programs, in a JVM as this one. */
  static List<String> ours(String program, List<String> arguments) {
    List<String> argv = new ArrayList<>();
    boolean worker = arguments.contains("worker");
    if (worker && Files.isExecutable(NICE)) {
      // The night's work can wait; who tells of a run, or asks the board, should not.
      argv.addAll(List.of(NICE.toString(), "-n", "5"));
    }
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!worker) {
      // Only a worker has work that the second compiler makes faster.
      argv.add("-XX:TieredStopAtLevel=1");
    }
    argv.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xshare:auto"));
    String archive = System.getProperty("nightshift.archive", "");
    if (!archive.isEmpty()) {
      argv.addAll(
          List.of(
              "-XX:SharedArchiveFile=" + archive,
              "-Xlog:cds=error",
              "-Dnightshift.archive=" + archive));
    }
    argv.addAll(List.of("-cp", System.getProperty("java.class.path"), program));
    argv.addAll(arguments);
    return argv;
  }

  /** Waits until it is ready; tells why when it ends before that, or is too slow. */
  void await(BooleanSupplier ready, int seconds) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!ready.getAsBoolean()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new Mishap(
            "The "
                + name
                + " ended by itself with code "
                + process.exitValue()
                + ":\n"
                + lastLines());
      }
      if (System.nanoTime() > deadline) {
        throw new Mishap("The " + name + " was not ready after " + seconds + " s:\n" + lastLines());
      }
    }
  }

  String name() {
    return name;
  }

  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** What it said so far. */
  String said() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  String lastLines() {
    List<String> lines = said().lines().toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES_TO_SHOW), lines.size());
    return String.join("\n", last) + "\n(the whole of it: " + log + ")";
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
