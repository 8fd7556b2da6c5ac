package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightshift.activities.artifacts.RunFacts.Freshness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  List<JsonNode> results() {
    return List.copyOf(results);
  }

  List<String> ids() {
    return results.stream().map(result -> result.path("unique_id").asText("")).toList();
  }

  /**
   * All of them, those that pass too: whether others came tells what happened to the one. With
   * those that dbt left out, since their query broke, where its log tells of them.
   */
  List<Freshness> freshness(Resources manifest, Optional<DbtLog> log) {
    List<Freshness> all = new ArrayList<>();
    results.forEach(result -> all.add(freshness(result, manifest)));
    Set<String> known = Set.copyOf(ids());
    String invocation = metadata.path("invocation_id").asText("");
    log.map(said -> said.unasked().sources(invocation, manifest))
        .orElse(Map.of())
        .forEach(
            (id, message) -> {
              if (!known.contains(id)) {
                all.add(broken(id, message, manifest));
              }
            });
    return all;
  }

  private static Freshness broken(String id, String message, Resources manifest) {
    String loader = loader(id, manifest);
    return new Freshness(id, "runtime error", "", "", 0, 0, "", "", loader, message);
  }

  /**
   * Those of a limit that are not here. Nobody asked for them, or their query broke: the file does
   * not tell.
   */
  List<String> leftOut(Resources manifest) {
    Set<String> known = Set.copyOf(ids());
    return manifest.sources().stream()
        .filter(id -> !known.contains(id))
        .limit(MOST)
        .filter(id -> manifest.node(id).filter(SourcesFile::isLimited).isPresent())
        .toList();
  }

  private static boolean isLimited(Manifest.Node source) {
    JsonNode limits = source.json().path("freshness");
    return limits.path("error_after").hasNonNull("count")
        || limits.path("warn_after").hasNonNull("count");
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
        loader(id, manifest),
        Messages.whole(text(result, "error")));
  }

  private static String loader(String id, Resources manifest) {
    return manifest.node(id).map(node -> text(node.json(), "loader")).orElse("");
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
