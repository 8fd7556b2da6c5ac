package dev.nightshift.bench.extraction;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.bench.Benchmark;
import dev.nightshift.bench.Figure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The failure summary of a very large run, against readers of JSON. */
public final class Extraction implements Benchmark {
  private static final int ROUNDS = 9;
  private static final String HEAP = "-Xmx64m";
  private static final double BAR_OF_JACKSON = 0.5;
  private static final double BAR_OF_SIZE = 0.01;

  @Override
  public String name() {
    return "extraction";
  }

  @Override
  public String shows() {
    return "the summary of 8,000 models and 32,000 tests with 64 MB of heap, against readers of"
        + " JSON";
  }

  @Override
  public List<Figure> run(Consumer<String> progress) throws Exception {
    Path folder = Files.createTempDirectory("nightshift-extraction");
    try {
      new LargeRun(LargeRun.VERY_LARGE).write(folder);
      Path manifest = folder.resolve("manifest.json");
      double raw = Files.size(manifest) + Files.size(folder.resolve("run_results.json"));
      progress.accept(
          "%.0f MB of manifest, %.0f MB in all".formatted(Files.size(manifest) / 1e6, raw / 1e6));
      List<String[]> rounds = new ArrayList<>();
      for (String line : output(java(folder, ROUNDS)).lines().toList()) {
        progress.accept("summary, Jackson in ms, bytes: " + line);
        rounds.add(line.split(" ", -1));
      }
      double ours = median(rounds, 0);
      List<Figure> figures = new ArrayList<>();
      figures.add(
          Figure.of("summary against Jackson", ours, median(rounds, 1), BAR_OF_JACKSON, "ms"));
      figures.add(
          Figure.of("size against the artifacts", median(rounds, 2), raw, BAR_OF_SIZE, "bytes"));
      double process = seconds(java(folder, 1));
      figures.add(
          Figure.of(
              "whole process against Python",
              process,
              seconds(
                  List.of(
                      "python3",
                      "-c",
                      "import json, sys; json.load(open(sys.argv[1]))",
                      manifest.toString())),
              1,
              "s"));
      if (isThere("jq")) {
        figures.add(
            Figure.of(
                "whole process against jq",
                process,
                seconds(List.of("jq", ".metadata", manifest.toString())),
                1,
                "s"));
      } else {
        figures.add(Figure.alone("whole process against jq", process, "s"));
      }
      return figures;
    } finally {
      Folders.delete(folder);
    }
  }

  private static List<String> java(Path folder, int rounds) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        HEAP,
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        Measured.class.getName(),
        folder.toString(),
        String.valueOf(rounds));
  }

  private static double seconds(List<String> argv) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    output(argv);
    return (System.nanoTime() - begun) / 1e9;
  }

  private static String output(List<String> argv) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(argv.get(0) + " ended with " + process.exitValue());
    }
    return said;
  }

  private static boolean isThere(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  private static double median(List<String[]> rounds, int column) {
    return rounds.stream()
        .mapToDouble(round -> Double.parseDouble(round[column]))
        .sorted()
        .skip(rounds.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
