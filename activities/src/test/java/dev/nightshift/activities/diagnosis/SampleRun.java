package dev.nightshift.activities.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The sample company in a folder: a good night, then a scenario and the run that failed on it. */
final class SampleRun {
  private final Path sample;
  private final Path folder;
  private final JsonNode tools;

  private SampleRun(Path folder) throws IOException {
    this.sample = Path.of("../deploy/sample").toRealPath();
    this.folder = folder;
    this.tools =
        Converter.json()
            .readTree(Home.of(System.getenv()).toolchain().toFile())
            .path("parts")
            .path("dbt");
  }

  static SampleRun of(Path folder, String scenario) throws IOException {
    SampleRun run = new SampleRun(folder);
    run.copyProject();
    String script = run.sample.resolve("production.py").toString();
    run.must(0, run.tools.path("python").asText(), script, "create", run.database().toString());
    run.dbt(0, "build");
    Path bad = run.sample.resolve("scenarios").resolve(scenario);
    if (Files.exists(bad.resolve("data.sql"))) {
      String data = bad.resolve("data.sql").toString();
      run.must(
          0, run.tools.path("python").asText(), script, "apply", run.database().toString(), data);
    }
    if (Files.exists(bad.resolve("code.patch"))) {
      run.apply(bad.resolve("code.patch"));
    }
    run.dbt(1, "build");
    return run;
  }

  /** A door to production, for a diagnosis before anything was tried. */
  static Production.Doors door(Supplier<Production> production) {
    return new Production.Doors() {
      @Override
      public Production open(String project, String database) {
        return production.get();
      }

      @Override
      public Production inside(Sandbox sandbox) {
        throw new AssertionError("nothing was tried");
      }
    };
  }

  /** A patch of the project's files, as a colleague commits it. */
  void apply(Path patch) throws IOException {
    must(0, "git", "apply", patch.toString());
  }

  /** Builds it again: all of it passes now. */
  void buildsGreen() throws IOException {
    dbt(0, "build");
  }

  Path project() {
    return folder.resolve("project");
  }

  Path database() {
    return folder.resolve("larkspur.duckdb");
  }

  /** The unique ids that the selectors select together, as dbt itself has it. */
  List<String> selected(List<String> selectors) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--quiet", "ls", "--indirect-selection", "empty", "--output", "json"));
    arguments.addAll(List.of("--output-keys", "unique_id", "--select"));
    arguments.addAll(selectors);
    List<String> ids = new ArrayList<>();
    for (String line :
        dbt(0, arguments.toArray(String[]::new))
            .lines()
            .filter(line -> line.startsWith("{"))
            .toList()) {
      ids.add(Converter.json().readTree(line).path("unique_id").asText());
    }
    return ids.stream().sorted().toList();
  }

  private String dbt(int exit, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(tools.path("path").asText(), "--no-version-check", "--no-use-colors"));
    command.addAll(List.of(arguments));
    return must(exit, command.toArray(String[]::new));
  }

  private String must(int exit, String... command) throws IOException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(project().toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "DBT_SEND_ANONYMOUS_USAGE_STATS",
                "false",
                "DO_NOT_TRACK",
                "1",
                "DBT_PROFILES_DIR",
                project().toString(),
                "LARKSPUR_DUCKDB",
                database().toString()));
    Process process = builder.start();
    try {
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      String text = Files.readString(said);
      if (process.waitFor() != exit) {
        throw new IOException(
            List.of(command) + " ended with " + process.exitValue() + ":\n" + text);
      }
      return text;
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private void copyProject() throws IOException {
    Path from = sample.resolve("project");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path to = project().resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
  }
}
