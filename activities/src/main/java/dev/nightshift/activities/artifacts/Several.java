package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.activities.artifacts.Invocation.Result;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.ports.Artifacts.Parts;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Several invocations as one run: of each node its last result, as the artifacts of one invocation,
 * the newest. What stopped one of them counts where nothing failed and nothing ran after it.
 */
final class Several implements AutoCloseable {
  private static final String STARTED = "invocation_started_at";
  private static final int MOST_NOTES = 20;

  private final Blobs blobs;
  private final Settings.Project project;
  private final List<Handed> opened = new ArrayList<>();
  private final List<Invocation> all = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  Several(Blobs blobs, Settings.Project project) {
    this.blobs = blobs;
    this.project = project;
  }

  /** As they were told of where none of them can be read: who reads them then says why. */
  Location of(Parts parts) {
    Optional.ofNullable(parts.before()).ifPresent(this::read);
    parts.more().forEach(this::read);
    if (all.isEmpty()) {
      return parts.before() == null ? parts.more().get(0) : parts.before();
    }
    all.sort(Comparator.comparing(Invocation::at));
    Map<String, Result> ran = last(Invocation::results);
    Map<String, Result> asked = last(Invocation::freshness);
    Optional<Invocation> stopped = newest(one -> one.counted().stop());
    boolean failed =
        ran.values().stream().anyMatch(Result::failed)
            || asked.values().stream().anyMatch(Result::failed);
    Invocation last = all.get(all.size() - 1);
    if (!failed && last.counted().stop().isPresent()) {
      return handedOver(null, null, last.handed().keptLog());
    }
    stopped.ifPresent(one -> notes.add(stopped(one)));
    return handedOver(
        written(Kind.RUN_RESULTS, Invocation::ran, ran),
        written(Kind.SOURCES, Invocation::asked, asked),
        newest(Invocation::asked).flatMap(one -> one.handed().keptLog()));
  }

  private void read(Location location) {
    Handed handed = new Handed(blobs, project, location);
    opened.add(handed);
    notes.addAll(location.notes());
    try {
      Invocation one = Invocation.of(handed);
      if (one.tells()) {
        all.add(one);
      } else {
        notes.add("An invocation left neither results nor a log that tells why.");
      }
    } catch (ApplicationFailure wrong) {
      if (ErrorKind.of(wrong).retryable()) {
        throw wrong;
      }
      notes.add("An invocation is left out: " + ErrorKind.messageOf(wrong));
    }
  }

  /**
   * By what each result says itself: what was made of several invocations holds older ones than one
   * that is told of late. Only of what there is twice the whole is read for that.
   */
  private Map<String, Result> last(Function<Invocation, Map<String, Result>> of) {
    Map<String, Result> last = new LinkedHashMap<>();
    all.forEach(
        one -> of.apply(one).forEach((node, result) -> last.merge(node, result, Several::later)));
    return last;
  }

  private static Result later(Result earlier, Result other) {
    return other.at().isBefore(earlier.at()) ? earlier : other;
  }

  private <T> Optional<Invocation> newest(Function<Invocation, Optional<T>> having) {
    return all.stream()
        .filter(one -> having.apply(one).isPresent())
        .reduce((earlier, later) -> later);
  }

  private static String stopped(Invocation one) {
    DbtLog log = one.counted().stop().orElseThrow();
    String why = log.stopping().stream().findFirst().map(DbtError::message).orElse("");
    return "An invocation was stopped before it ran anything: " + Messages.inShort(why);
  }

  private Location handedOver(BlobRef results, BlobRef sources, Optional<BlobRef> log) {
    return new Location(
        project.name(),
        "",
        results,
        manifest().orElse(null),
        sources,
        log.orElse(null),
        null,
        notes.stream().limit(MOST_NOTES).toList());
  }

  private Optional<BlobRef> manifest() {
    return all.stream()
        .filter(one -> one.manifest().isPresent())
        .max(Comparator.comparing(one -> one.manifest().orElseThrow()))
        .flatMap(one -> one.handed().kept(Kind.MANIFEST));
  }

  /** Null where no invocation left any. One result after the other: they may be many. */
  private BlobRef written(
      Kind kind, Function<Invocation, Optional<JsonNode>> metadata, Map<String, Result> results) {
    Optional<Invocation> newest = newest(metadata);
    if (newest.isEmpty()) {
      return null;
    }
    Path file = null;
    try {
      file = Files.createTempFile("nightshift-several", ".json");
      try (JsonGenerator json = Converter.json().createGenerator(Files.newOutputStream(file))) {
        json.writeStartObject();
        json.writeFieldName("metadata");
        json.writeTree(begun(metadata, metadata.apply(newest.get()).orElseThrow()));
        if (kind == Kind.RUN_RESULTS && newest.get().arguments().isObject()) {
          json.writeFieldName("args");
          json.writeTree(newest.get().arguments());
        }
        json.writeArrayFieldStart("results");
        for (Result one : results.values()) {
          json.writeTree(one.dated());
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      return blobs.put(kind.fileName(), file);
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure(kind.fileName() + " cannot be kept here: " + full, full);
    } finally {
      delete(file);
    }
  }

  /**
   * It began with the first of them: a merge in between is in none of the nodes that ran before.
   */
  private JsonNode begun(Function<Invocation, Optional<JsonNode>> metadata, JsonNode newest) {
    Optional<String> first =
        all.stream()
            .map(metadata)
            .flatMap(Optional::stream)
            .map(one -> one.path(STARTED).asText(""))
            .filter(at -> Counted.instant(at).isPresent())
            .min(Comparator.comparing(at -> Counted.instant(at).orElseThrow()));
    if (first.isEmpty() || !newest.isObject()) {
      return newest;
    }
    return ((ObjectNode) newest.deepCopy()).put(STARTED, first.get());
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stuck) {
      // The system empties its folder for such files.
    }
  }

  @Override
  public void close() {
    opened.forEach(Handed::close);
  }
}
