package dev.nightshift.starter.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The sample company on this machine: its project, its production database, and its nightly job,
 * which is dbt and knows nothing of us.
 */
public final class SampleCompany implements AutoCloseable {
  /** The name of the dbt project, and of the variable that its profile reads. */
  public static final String NAME = "larkspur";

  public static final String DATABASE_VARIABLE = "LARKSPUR_DUCKDB";

  /** What only its scheduler has. */
  private static final String PAGER_VARIABLE = "LARKSPUR_PAGER";

  private static final int SECONDS_FOR_DATA = 120;

  /** It has no target, and dbt ends with an error where it is given one. */
  private static final List<String> DEPS = List.of("deps");

  private final Path sample;
  private final Path folder;
  private final Path python;
  private final String subfolder;
  private final boolean twin;
  private NightJob job;

  /**
   * {@code sample} is where the sample is shipped, {@code folder} where this company lives, {@code
   * python} one that has dbt.
   */
  public SampleCompany(Path sample, Path folder, Path python) {
    this(sample, folder, python, "", null);
  }

  private SampleCompany(Path sample, Path folder, Path python, String subfolder, NightJob job) {
    this.sample = sample;
    this.folder = folder;
    this.python = python;
    this.subfolder = subfolder;
    this.job = job;
    this.twin = job != null;
  }

  /** Where the sample is shipped. */
  public static Path shipped(Map<String, String> environment) {
    Path sample =
        Path.of(environment.getOrDefault("NIGHTSHIFT_CHECKOUT", "."))
            .resolve("deploy")
            .resolve("sample")
            .toAbsolutePath()
            .normalize();
    if (!Files.isDirectory(sample)) {
      throw new Refusal("the sample is not at " + sample + "; run ./nightshift from a checkout");
    }
    return sample;
  }

  /** Another one that is as this one is now; they share their scheduler. */
  public SampleCompany twin(Path other) throws IOException {
    return twin(other, "");
  }

  /** The same, with its project in a folder of its repository. */
  public SampleCompany twin(Path other, String subfolder) throws IOException {
    SampleCompany company = new SampleCompany(sample, other, python, subfolder, job);
    copy(project(), company.project());
    copy(database().getParent(), company.database().getParent());
    return company;
  }

  public Path project() {
    return in(repository());
  }

  /** What the team has in its repository: the project, and what lies around it. */
  public Path repository() {
    return folder.resolve("project");
  }

  private Path in(Path checkout) {
    return subfolder.isEmpty() ? checkout : checkout.resolve(subfolder);
  }

  public Path database() {
    return folder.resolve("production").resolve(NAME + ".duckdb");
  }

  /** Below it each night leaves its artifacts. */
  public Path artifacts() {
    return folder.resolve("artifacts");
  }

  /** Lays out the project, and production with its raw data, as of now. */
  public void open() throws IOException, InterruptedException {
    open(Map.of());
  }

  /** The same, where its scheduler has more in its environment. */
  public void open(Map<String, String> more) throws IOException, InterruptedException {
    Files.createDirectories(database().getParent());
    Map<String, String> environment = new TreeMap<>(more);
    environment.put(PAGER_VARIABLE, "desk");
    job = NightJob.start(python, folder, environment);
    copy(sample.resolve("project"), project());
    job.begin(
        arguments(List.of("parse"), project(), folder.resolve("parsed")),
        Map.of(DATABASE_VARIABLE, database().toString()),
        project(),
        folder.resolve("parsed.log"));
    python("create", database().toString());
  }

  /** What else lay in the team's repository before that night. */
  public void settleIn(String scenario) throws IOException {
    Path around = scenario(scenario).resolve("repository");
    if (Files.isDirectory(around)) {
      copy(around, repository());
    }
  }

  /** What upstream did in that night. */
  public void suffer(String scenario) throws IOException, InterruptedException {
    Path data = scenario(scenario).resolve("data.sql");
    if (Files.isRegularFile(data)) {
      python("apply", database().toString(), data.toString());
    }
  }

  /** What came in with the newest commit; empty where that night's trouble is in the data. */
  public Optional<Path> change(String scenario) {
    return Optional.of(scenario(scenario).resolve("code.patch")).filter(Files::isRegularFile);
  }

  private Path scenario(String name) {
    return sample.resolve("scenarios").resolve(name);
  }

  /** The nightly job: a build on production, its artifacts left under the night's name. */
  public Night build(String night) throws IOException, InterruptedException {
    return build(repository(), database(), artifacts().resolve(night));
  }

  /** A build of any checkout of the repository on any copy of the database. */
  public Night build(Path checkout, Path onDatabase, Path target)
      throws IOException, InterruptedException {
    Night night = run(List.of("build"), in(checkout), onDatabase, target);
    if (night.statuses().isEmpty()) {
      throw new IllegalStateException(
          "dbt left no results:\n" + Files.readString(target.resolve("output.log")));
    }
    return night;
  }

  /** Any command of dbt, whatever comes of it. */
  public Night run(List<String> command, Path checkout, Path onDatabase, Path target)
      throws IOException, InterruptedException {
    Files.createDirectories(target);
    if (checkout.equals(project())) {
      takeOver("partial_parse.msgpack", target);
    }
    long began = System.nanoTime();
    if (Files.isRegularFile(checkout.resolve("packages.yml"))) {
      dbt(DEPS, checkout, onDatabase, target);
    }
    dbt(command, checkout, onDatabase, target);
    double seconds = (System.nanoTime() - began) / 1e9;
    Map<String, String> statuses = new TreeMap<>();
    for (String results : List.of("run_results.json", "sources.json")) {
      statuses.putAll(statuses(target.resolve(results)));
    }
    return new Night(target, statuses, seconds);
  }

  private void dbt(List<String> command, Path checkout, Path onDatabase, Path target)
      throws IOException, InterruptedException {
    job.run(
        arguments(command, checkout, target),
        Map.of(DATABASE_VARIABLE, onDatabase.toString()),
        checkout,
        target.resolve("output.log"));
  }

  private static List<String> arguments(List<String> command, Path checkout, Path target) {
    List<String> argv = new ArrayList<>();
    // The static parser's library has threads, for which a fork would wait for ever.
    argv.addAll(List.of("--no-version-check", "--no-use-colors", "--no-static-parser"));
    argv.addAll(command);
    argv.addAll(List.of("--project-dir", checkout.toString()));
    argv.addAll(List.of("--profiles-dir", checkout.toString()));
    if (!command.equals(DEPS)) {
      argv.addAll(List.of("--target-path", target.toString()));
    }
    argv.addAll(List.of("--log-path", target.toString()));
    return argv;
  }

  /** What was parsed of the same files; dbt itself says whether it still fits. */
  private void takeOver(String file, Path target) throws IOException, InterruptedException {
    job.settle();
    Path parsed = folder.resolve("parsed").resolve(file);
    if (Files.isRegularFile(parsed)) {
      Files.copy(parsed, target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    if (job != null && !twin) {
      job.close();
    }
  }

  private void python(String... arguments) throws IOException, InterruptedException {
    List<String> argv = new ArrayList<>();
    argv.add(python.toString());
    argv.add(sample.resolve("production.py").toString());
    argv.addAll(List.of(arguments));
    Path log = folder.resolve("production.log");
    int code = run(argv, folder, log);
    if (code != 0) {
      throw new IllegalStateException(
          "production.py "
              + arguments[0]
              + " ended with code "
              + code
              + ":\n"
              + Files.readString(log));
    }
  }

  private static int run(List<String> argv, Path cwd, Path log)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(argv)
            .directory(cwd.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(SECONDS_FOR_DATA, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(argv.get(1) + " took longer than " + SECONDS_FOR_DATA + " s");
    }
    return process.exitValue();
  }

  private static Map<String, String> statuses(Path results) throws IOException {
    if (!Files.isRegularFile(results)) {
      return Map.of();
    }
    Map<String, String> statuses = new TreeMap<>();
    JsonNode root = Converter.json().readTree(Files.readString(results, StandardCharsets.UTF_8));
    root.path("results")
        .forEach(
            result ->
                statuses.put(result.path("unique_id").asText(), result.path("status").asText()));
    return statuses;
  }

  private static void copy(Path from, Path to) throws IOException {
    Folders.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  /** What a build left: its artifacts, and each node's status. */
  public record Night(Path artifacts, Map<String, String> statuses, double seconds) {

    /** The nodes that ran and did not pass. */
    public List<String> red() {
      return statuses.entrySet().stream()
          .filter(entry -> List.of("error", "fail", "runtime error").contains(entry.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    }

    public long count(String... wanted) {
      return statuses.values().stream().filter(List.of(wanted)::contains).count();
    }
  }
}
