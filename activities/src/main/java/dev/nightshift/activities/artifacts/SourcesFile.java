package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightshift.activities.artifacts.RunFacts.Freshness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A sources.json, versions 1 to 3: what {@code dbt source freshness} found of each source. */
final class SourcesFile {
  /** A source is a few hundred bytes; more than this no warehouse's loader fills. */
  private static final int MOST = 20_000;

  private final ArtifactFile file;
  private final List<JsonNode> results = new ArrayList<>();
  private JsonNode metadata = MissingNode.getInstance();

  private SourcesFile(ArtifactFile file) {
    this.file = file;
  }

  static SourcesFile of(ArtifactFile file) {
    SourcesFile sources = new SourcesFile(file);
    Set<String> fields = new HashSet<>();
    file.eachMember(
        (name, scan) -> {
          fields.add(name);
          sources.field(name, scan);
        });
    file.check(sources.metadata, fields);
    return sources;
  }

  private void field(String name, JsonScan scan) throws IOException {
    switch (name) {
      case "metadata" -> metadata = file.valueHere(scan);
      case "results" -> {
        if (scan.peek() != '[') {
          throw file.refusal("has results that are no list; hand over the file that dbt wrote.");
        }
        scan.take('[');
        for (boolean first = true; scan.another(first, ']'); first = false) {
          JsonNode result = file.valueHere(scan);
          if (!result.isObject()) {
            throw file.refusal("has a result that is no object; hand over the file dbt wrote.");
          }
          if (results.size() == MOST) {
            throw file.refusal("has results of more than " + MOST + " sources.");
          }
          results.add(result);
        }
      }
      default -> scan.skipValue();
    }
  }

  JsonNode metadata() {
    return metadata;
  }

  List<String> ids() {
    return results.stream().map(result -> result.path("unique_id").asText("")).toList();
  }

  /** All of them, those that pass too: whether others came tells what happened to the one. */
  List<Freshness> freshness(Resources manifest) {
    return results.stream().map(result -> freshness(result, manifest)).toList();
  }

  private static Freshness freshness(JsonNode result, Resources manifest) {
    String id = result.path("unique_id").asText("");
    JsonNode limit = result.path("criteria").path("error_after");
    return new Freshness(
        id,
        result.path("status").asText(""),
        newest(result),
        text(result, "snapshotted_at"),
        result.path("max_loaded_at_time_ago_in_s").asDouble(0),
        limit.path("count").asLong(0),
        text(limit, "period"),
        text(result.path("criteria"), "filter"),
        manifest.node(id).map(node -> text(node.json(), "loader")).orElse(""),
        Messages.whole(text(result, "error")));
  }

  /** Of a table without rows dbt says the first moment that Python knows. */
  private static String newest(JsonNode result) {
    String newest = text(result, "max_loaded_at");
    return newest.startsWith("0001-01-01") ? "" : newest;
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).isNull() ? "" : json.path(field).asText("");
  }
}
