package dev.nightshift.starter.local;

import dev.nightshift.workflows.durable.Converter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The company's scheduler: one process with dbt imported, which runs a build whenever it is told
 * to. It ends when it is closed, and with this JVM.
 */
final class NightJob implements AutoCloseable {
  private static final int SECONDS_FOR_A_BUILD = 300;

  private final Process process;
  private final BufferedReader answers;
  private final Path log;
  private int owed;

  private NightJob(Process process, Path log) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
  }

  /** Begins to import; the first build waits for it. */
  static NightJob start(Path python, Path folder, Map<String, String> environment) {
    try (InputStream script = NightJob.class.getResourceAsStream("nightjob.py")) {
      Path copy = folder.resolve("nightjob.py");
      Files.write(copy, script.readAllBytes());
      Path log = folder.resolve("nightjob.log");
      ProcessBuilder builder =
          new ProcessBuilder(python.toString(), copy.toString())
              .directory(folder.toFile())
              .redirectError(log.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("DO_NOT_TRACK", "1");
      builder.environment().put("DBT_SEND_ANONYMOUS_USAGE_STATS", "false");
      return new NightJob(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("the company's dbt could not be started", e);
    }
  }

  /** Gives dbt's exit code; what dbt said is in the log. */
  int run(List<String> arguments, Map<String, String> environment, Path directory, Path said)
      throws IOException, InterruptedException {
    settle();
    begin(arguments, environment, directory, said);
    return Integer.parseInt(answer());
  }

  /** Waits for what was begun. */
  void settle() throws IOException, InterruptedException {
    while (owed > 0) {
      answer();
    }
  }

  /** The same for what nobody has to wait for; whoever does says settle. */
  void begin(List<String> arguments, Map<String, String> environment, Path directory, Path said)
      throws IOException {
    Map<String, Object> order =
        Map.of(
            "arguments",
            arguments,
            "environment",
            environment,
            "directory",
            directory.toString(),
            "log",
            said.toString());
    process
        .getOutputStream()
        .write(
            (Converter.json().writeValueAsString(order) + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    owed++;
  }

  private String answer() throws IOException, InterruptedException {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return answers.readLine();
              } catch (IOException gone) {
                throw new UncheckedIOException(gone);
              }
            });
    try {
      String said = line.get(SECONDS_FOR_A_BUILD, TimeUnit.SECONDS);
      if (said == null) {
        throw new IllegalStateException(
            "the company's dbt ended by itself:\n" + Files.readString(log));
      }
      owed--;
      return said.strip();
    } catch (TimeoutException slow) {
      close();
      throw new IllegalStateException(
          "a build took longer than " + SECONDS_FOR_A_BUILD + " s", slow);
    } catch (ExecutionException broken) {
      throw new IllegalStateException("the company's dbt does not answer", broken.getCause());
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
