package dev.nightshift.bench.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A {@link MortalWorker} process, seen from the walk. */
final class Mortal implements AutoCloseable {
  /** What it answers when it has taken its next faults to heart. */
  static final String ARMED = "armed";

  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Process process;
  private final BufferedReader answers;
  private final Path log;
  private final CompletableFuture<Instant> death;
  private Set<Path> doors = Set.of();

  private Mortal(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.death = process.onExit().thenApply(ended -> Instant.now());
  }

  /** Starts one that waits for its faults: its start costs the walk no time. */
  static Mortal warm(
      List<String> options, List<String> arguments, Map<String, String> environment, Path log)
      throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add(JAVA);
    // What lives for seconds is not worth the second compiler.
    argv.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx400m"));
    // DuckDB's driver unpacks 60 MB there, and the dead do not tidy up.
    argv.add("-Djava.io.tmpdir=" + log.getParent());
    argv.addAll(options);
    argv.add(MortalWorker.class.getName());
    argv.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(argv).redirectError(log.toFile());
    builder.environment().putAll(environment);
    return new Mortal(builder.start(), log);
  }

  /** Tells it what to die of; returns when it knows. */
  void arm(Meeting meeting) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((meeting.written() + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    for (String line = answers.readLine(); !ARMED.equals(line); line = answers.readLine()) {
      if (line == null) {
        throw new IllegalStateException("the worker did not come up:\n" + said());
      }
    }
    doors = Doors.of(process.pid());
  }

  /** Of its warm dbt, as it was when it was told its last faults. */
  Set<Path> doors() {
    return doors;
  }

  boolean endedWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  boolean ended() {
    return !process.isAlive();
  }

  /** Whether it ended by its fault, and not by something that nobody asked for. */
  boolean diedOfItsFault() {
    return ended() && process.exitValue() == Death.CODE;
  }

  Instant diedAt() {
    return death.join();
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Lets it end by itself. */
  void retire() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the worker did not end:\n" + said());
    }
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
