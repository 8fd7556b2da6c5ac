package dev.nightshift.activities.dbtcloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.PastRun;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.CloudRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the step that failed left: its artifacts, and what dbt said in it. */
final class LeftBehind {
  /** The manifest of a project with thousands of models has a tenth of that. */
  static final long MOST_BYTES = 2L << 30;

  private static final int MOST_NAMES = 16 << 20;

  private static final Pattern FRESHNESS = Pattern.compile("\\bsource\\s+(snapshot-)?freshness\\b");

  /** How dbt begins, in its log and on its output; other steps are Git's and dbt Cloud's own. */
  private static final Pattern OF_DBT =
      Pattern.compile(
          "Running with dbt[=-]|={10,} \\d\\d:\\d\\d:\\d\\d|Encountered an"
              + " error|\"invocation_id\"");

  private static final Pattern CREDENTIALS = Pattern.compile("://[^/\\s@]*@");
  private static final int LONGEST_LINE = 300;

  private final CloudApi api;
  private final Blobs blobs;
  private final String project;
  private final CloudRun run;
  private final long mostBytes;

  LeftBehind(CloudApi api, Blobs blobs, String project, CloudRun run, long mostBytes) {
    this.api = api;
    this.blobs = blobs;
    this.project = project;
    this.run = run;
    this.mostBytes = mostBytes;
  }

  Location brought(JsonNode steps) {
    String said = RunJson.failedStep(steps).map(LeftBehind::log).orElse("");
    Set<String> there = names();
    // A freshness step leaves the results of the step before it where they were.
    boolean asked = FRESHNESS.matcher(run.failedStepName()).find();
    Set<String> notPassed = new HashSet<>();
    BlobRef results =
        asked
            ? null
            : artifact(
                "run_results.json", there, file -> notPassed.addAll(PastRun.notPassed(file)));
    BlobRef sources = asked ? artifact("sources.json", there) : null;
    if (results == null && sources == null && !OF_DBT.matcher(said).find()) {
      throw ErrorKind.UNREADABLE.failure(nothing(said));
    }
    return new Location(
        project,
        "",
        results,
        artifact("manifest.json", there),
        sources,
        said.isBlank() ? null : blobs.putText("dbt.log", said),
        earlier(notPassed),
        null);
  }

  private BlobRef earlier(Set<String> nodes) {
    return blobs.putText(
        "earlier.json", PastRun.json(new JobHistory(api, run, mostBytes).of(nodes)));
  }

  /** What the step says of each node; null where it left nothing of the kind. */
  BlobRef results() {
    return artifact("run_results.json", names());
  }

  /** dbt's own log tells more than what it showed. */
  private static String log(JsonNode step) {
    String debug = RunJson.text(step, "debug_logs");
    return debug.isBlank() ? RunJson.text(step, "logs") : debug;
  }

  private Set<String> names() {
    Set<String> names = new HashSet<>();
    try {
      JsonNode listed = api.data(CloudRuns.runPath(run.id()) + "artifacts/", step(), MOST_NAMES);
      listed.forEach(name -> names.add(name.asText()));
    } catch (RuntimeException failure) {
      // Some versions answer so where a run left none.
      if (ErrorKind.of(failure) != ErrorKind.NOT_FOUND) {
        throw failure;
      }
    }
    return names;
  }

  private BlobRef artifact(String name, Set<String> there) {
    return artifact(name, there, file -> {});
  }

  private BlobRef artifact(String name, Set<String> there, Consumer<Path> look) {
    if (!there.contains(name)) {
      return null;
    }
    Path file = null;
    try {
      file = Files.createTempFile("nightshift-cloud", ".json");
      api.download(CloudRuns.runPath(run.id()) + "artifacts/" + name, step(), file, mostBytes);
      look.accept(file);
      return blobs.put(name, file);
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure(name + " cannot be kept here: " + full, full);
    } finally {
      delete(file);
    }
  }

  static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stuck) {
      // The system empties its folder for such files.
    }
  }

  private Map<String, String> step() {
    return run.failedStep() > 0 ? Map.of("step", String.valueOf(run.failedStep())) : Map.of();
  }

  private String nothing(String said) {
    String step =
        run.failedStep() > 0
            ? "step " + run.failedStep() + ", «" + run.failedStepName() + "», failed and"
            : "it";
    Optional<String> last =
        said.lines().map(String::strip).filter(line -> !line.isEmpty()).reduce((a, b) -> b);
    return step
        + " left nothing of dbt's."
        + last.map(LeftBehind::shown).map(line -> " Its last words: «" + line + "»").orElse("")
        + " See "
        + run.url();
  }

  /** Git's words may hold the address that it was given, with a password. */
  private static String shown(String line) {
    String plain = CREDENTIALS.matcher(line).replaceAll("://").replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    return plain.length() <= LONGEST_LINE ? plain : plain.substring(0, LONGEST_LINE) + "…";
  }
}
