package dev.nightshift.bench.webhook;

import dev.nightshift.starter.local.Night;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of our own programs in a process, as {@code up} starts them. */
final class Ours implements AutoCloseable {
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final int SECONDS_TO_COME = 60;
  private static final Pattern HEAP = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

  private final Process process;
  private final Path log;

  private Ours(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Returns when it has said that it is there. */
  static Ours start(List<String> arguments, Map<String, String> environment, Path log, String ready)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Night.command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Ours one = new Ours(builder.start(), log);
    one.await(ready);
    return one;
  }

  private void await(String ready) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_COME);
    while (!Files.readString(log).contains(ready)) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        close();
        throw new IOException("it did not come up:\n" + Files.readString(log));
      }
    }
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** What is left of the heap when all is cleared that can be. */
  double liveMegabytes() throws IOException {
    Process asked =
        new ProcessBuilder(
                BIN.resolve("jcmd").toString(), String.valueOf(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = HEAP.matcher(said);
    if (!total.find()) {
      throw new IOException("jcmd says nothing of the heap: " + said.lines().limit(3).toList());
    }
    return Long.parseLong(total.group(1)) / 1e6;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
