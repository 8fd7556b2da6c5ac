package dev.nightshift.activities.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.Streak;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.words.Glob;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who stands around a cause: whose the source is, and who waits below it. */
final class Around {
  private final RunFacts run;
  private final Map<String, String> owners;

  Around(RunFacts run, Map<String, String> owners) {
    this.run = run;
    this.owners = owners;
  }

  /** Of a run that could not be read nobody is known. */
  static Around of(BlobRef details, Map<String, String> owners, Blobs blobs) {
    if (details == null) {
      return new Around(null, owners);
    }
    try {
      return new Around(
          Converter.json().readValue(blobs.readText(details), RunFacts.class), owners);
    } catch (JsonProcessingException wrong) {
      throw ErrorKind.UNREADABLE.failure("The run's facts are not the JSON that was kept.", wrong);
    }
  }

  Optional<Part> source(Cause cause) {
    return part(cause.details().getOrDefault("source", cause.subject()))
        .or(() -> cause.nodes().stream().map(this::part).flatMap(Optional::stream).findFirst())
        .filter(Part::isSource);
  }

  /** What earlier runs tell of the nodes of a cause. */
  List<Streak> streaks(Cause cause) {
    return run == null
        ? List.of()
        : cause.nodes().stream().map(run::streak).flatMap(Optional::stream).toList();
  }

  private Optional<Part> part(String id) {
    return run == null ? Optional.empty() : run.part(id);
  }

  /** As the project names the owner, else as the configuration does; empty where neither does. */
  String owner(Part source) {
    if (!source.said().owner().isEmpty()) {
      return source.said().owner();
    }
    String name = group(source);
    return owners.entrySet().stream()
        .filter(
            entry -> {
              Glob pattern = Glob.of(entry.getKey());
              return pattern.matches(name) || pattern.matches(name + "." + source.name());
            })
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** The source that a table belongs to: {@code raw} of {@code source.larkspur.raw.payments}. */
  static String group(Part source) {
    String[] parts = source.id().split("\\.", -1);
    return parts.length > 2 ? parts[2] : source.name();
  }

  /** What people read below it: reports, dashboards, and tables that are kept. */
  List<Part> readers(Part source) {
    return below(source).stream().filter(part -> isRead(part)).toList();
  }

  private static boolean isRead(Part part) {
    return part.type().equals("exposure")
        || (part.type().equals("model") && !part.config("materialized").matches("view|ephemeral"));
  }

  /** Whether it was not built that night. */
  boolean waits(Part part) {
    return run.skipped().contains(part.id())
        || run.failing().stream().anyMatch(outcome -> outcome.node().equals(part.id()));
  }

  private Set<Part> below(Part source) {
    Set<Part> found = new LinkedHashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(source.id()));
    while (!queue.isEmpty()) {
      String id = queue.poll();
      for (Part part : run.parts().values()) {
        if (part.dependsOn().contains(id) && !part.isTest() && found.add(part)) {
          queue.add(part.id());
        }
      }
    }
    return found;
  }
}
