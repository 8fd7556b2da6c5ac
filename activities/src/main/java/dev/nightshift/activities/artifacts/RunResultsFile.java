package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A run_results.json of any size: of what passed it keeps the name, of what failed all. */
final class RunResultsFile {
  private static final byte[] UNIQUE_ID = "unique_id".getBytes(StandardCharsets.UTF_8);
  private static final byte[] STATUS = "status".getBytes(StandardCharsets.UTF_8);

  private final ArtifactFile file;
  private final Places places = new Places();
  private final List<RunResults.Result> results = new ArrayList<>();
  private JsonNode metadata = MissingNode.getInstance();
  private JsonNode arguments = MissingNode.getInstance();
  private JsonNode elapsed = MissingNode.getInstance();

  private RunResultsFile(ArtifactFile file) {
    this.file = file;
  }

  static RunResultsFile of(ArtifactFile file) {
    RunResultsFile run = new RunResultsFile(file);
    Set<String> fields = new HashSet<>();
    file.eachMember(
        (name, scan) -> {
          fields.add(name);
          run.field(name, scan);
        });
    file.check(run.metadata, fields);
    return run;
  }

  RunResults results() {
    return new RunResults(metadata, arguments, results);
  }

  /** Of each node the whole result. */
  JsonNode result(String id) {
    return file.valueAt(places.of(id));
  }

  /** How long it took, nothing where it does not say. */
  Duration elapsed() {
    return Duration.ofMillis((long) (Math.max(0, elapsed.asDouble(0)) * 1000));
  }

  /** As this run compiled it; empty where the results do not say. */
  String compiledSql(String id) {
    Places.Place place = places.of(id);
    return place == null ? "" : RunResults.Result.of(file.valueAt(place)).compiledSql();
  }

  private void field(String name, JsonScan scan) throws IOException {
    switch (name) {
      case "metadata" -> metadata = file.valueHere(scan);
      case "args" -> arguments = file.valueHere(scan);
      case "elapsed_time" -> elapsed = file.valueHere(scan);
      case "results" -> {
        if (scan.peek() != '[') {
          throw file.refusal("has results that are no list; hand over the file that dbt wrote.");
        }
        eachResult(scan);
      }
      default -> scan.skipValue();
    }
  }

  private void eachResult(JsonScan scan) throws IOException {
    scan.take('[');
    for (boolean first = true; scan.another(first, ']'); first = false) {
      scan.peek();
      long begun = scan.offset();
      String id = "";
      String status = "";
      scan.take('{');
      for (boolean start = true; scan.another(start, '}'); start = false) {
        int name = scan.nameAmong(UNIQUE_ID, STATUS);
        if (name < 0 || scan.peek() != '"') {
          scan.skipValue();
        } else if (name == 0) {
          id = scan.text();
        } else {
          status = scan.text();
        }
      }
      Places.Place place = Places.Place.between(begun, scan.offset());
      places.put(id, place.offset(), place.length());
      RunResults.Result result = new RunResults.Result(id, status, MissingNode.getInstance());
      results.add(result.failed() ? RunResults.Result.of(file.valueAt(place)) : result);
    }
  }
}
