package dev.nightshift.deploy.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@link MortalWorker} process, seen from the walk. */
final class Mortal implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Mortal(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one that waits for its fault: its start costs the walk no time. */
  static Mortal warm(List<String> arguments, Map<String, String> environment, Path log)
      throws IOException {
    List<String> argv = new ArrayList<>();
    argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    argv.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx400m"));
    // DuckDB's driver unpacks 60 MB there, and the dead do not tidy up.
    argv.add("-Djava.io.tmpdir=" + log.getParent());
    argv.add("-cp");
    argv.add(System.getProperty("java.class.path"));
    argv.add(MortalWorker.class.getName());
    argv.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    return new Mortal(builder.start(), log);
  }

  void live(Fault fault) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((fault.written() + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** Whether it died of its fault within the time. */
  boolean diedWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS)
        && process.exitValue() == FaultInterceptor.KILLED;
  }

  boolean ended() {
    return !process.isAlive();
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
