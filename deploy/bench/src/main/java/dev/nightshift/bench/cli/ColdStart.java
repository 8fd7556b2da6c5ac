package dev.nightshift.bench.cli;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import dev.nightshift.starter.local.DevServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How long a person waits for an answer, launcher included. */
public final class ColdStart implements Benchmark {
  private static final int ROUNDS = 7;
  private static final double SECONDS = 0.7;
  private static final List<List<String>> QUESTIONS =
      List.of(
          List.of("--version"),
          List.of("runs", "--json"),
          List.of("doctor", "--offline"),
          List.of("completion", "bash"));

  @Override
  public String name() {
    return "cli";
  }

  @Override
  public String shows() {
    return "commands that only ask something, from the launcher's start to its end";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-cli");
    Home real = Home.of(System.getenv());
    Toolchain toolchain = Toolchain.of(real);
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        projects:
          - name: shop
            repository: acme/shop
            warehouse: {kind: duckdb, path: shop.duckdb}
        """);
    try (DevServer server =
        DevServer.start(
            toolchain.required("temporal").path(),
            folder.resolve("temporal.db"),
            folder.resolve("temporal.log"),
            0,
            0,
            List.of())) {
      server.awaitReady();
      Map<String, String> environment =
          Map.of("TEMPORAL_ADDRESS", server.address(), "TEMPORAL_NAMESPACE", "default");
      String launcher =
          Path.of(System.getProperty("nightshift.checkout", "."), "nightshift").toString();
      List<Figure> figures = new ArrayList<>();
      for (List<String> question : QUESTIONS) {
        List<String> argv = new ArrayList<>(List.of(launcher));
        argv.addAll(question);
        double seconds = median(argv, environment, folder);
        progress.accept("%s: %.2f s".formatted(String.join(" ", question), seconds));
        figures.add(Figure.limit(String.join(" ", question), seconds, SECONDS, "s"));
      }
      return figures;
    } finally {
      Folders.delete(folder);
    }
  }

  private static double median(List<String> argv, Map<String, String> environment, Path folder)
      throws IOException, InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int round = -1; round < ROUNDS; round++) {
      ProcessBuilder builder =
          new ProcessBuilder(argv)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile());
      builder.environment().putAll(environment);
      long began = System.nanoTime();
      int code = builder.start().waitFor();
      if (code > 1) {
        throw new IllegalStateException(
            argv + " ended with " + code + ": " + Files.readString(folder.resolve("said")));
      }
      if (round >= 0) {
        seconds.add((System.nanoTime() - began) / 1e9);
      }
    }
    return Figure.median(seconds);
  }
}
