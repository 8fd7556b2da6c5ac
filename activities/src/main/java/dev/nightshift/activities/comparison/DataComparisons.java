package dev.nightshift.activities.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.artifacts.RunResults;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Comparisons;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DataChange.Relation;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks both doors the same of each relation that the run built. */
public final class DataComparisons implements Comparisons {
  /** Of what is far below a reader wants to know at most that rows are not missing. */
  private static final int MOST_COUNTED = 100;

  /** A pull request waits for it. */
  private static final Duration COUNTING = Duration.ofMinutes(1);

  private final Production.Doors doors;
  private final Blobs blobs;
  private final InstantSource clock;

  public DataComparisons(Production.Doors doors, Blobs blobs, InstantSource clock) {
    this.doors = doors;
    this.blobs = blobs;
    this.clock = clock;
  }

  @Override
  public BlobRef compare(Built built) {
    try {
      return blobs.put("data-change.json", Converter.json().writeValueAsBytes(change(built)));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("what was compared could not be written as JSON", broken);
    }
  }

  private DataChange change(Built built) {
    if (built.run().manifest() == null || built.run().runResults() == null) {
      return new DataChange(List.of(), 0);
    }
    List<Candidate> candidates = candidates(built);
    List<Candidate> looked = Candidate.worthALook(candidates);
    List<Relation> relations = new ArrayList<>();
    try (Production before = doors.open(built.project(), built.database());
        Production after = doors.inside(built.sandbox())) {
      SideBySide sides = new SideBySide(before, after);
      Bulkhead bulkhead = new Bulkhead();
      looked.forEach(one -> relations.add(told(bulkhead, one, sides::of)));
      Instant enough = clock.instant().plus(COUNTING);
      candidates.stream()
          .skip(looked.size())
          .limit(MOST_COUNTED)
          .takeWhile(one -> clock.instant().isBefore(enough))
          .forEach(one -> relations.add(told(bulkhead, one, sides::counted)));
    }
    return new DataChange(relations, candidates.size() - relations.size());
  }

  private static Relation told(
      Bulkhead bulkhead, Candidate candidate, Function<Candidate, Relation> look) {
    return bulkhead.of(
        "comparison",
        () -> answered(candidate, look),
        uncompared(candidate, "the comparison broke; the worker's log says where"));
  }

  /** A question that is refused or takes too long leaves one relation uncompared, not all. */
  private static Relation answered(Candidate candidate, Function<Candidate, Relation> look) {
    try {
      return look.apply(candidate);
    } catch (RuntimeException refused) {
      return switch (ErrorKind.of(refused)) {
        case BAD_INPUT, TIMED_OUT, TOO_LARGE ->
            uncompared(candidate, "the warehouse did not answer in time or at all");
        default -> throw refused;
      };
    }
  }

  private static Relation uncompared(Candidate candidate, String why) {
    return Relation.uncompared(candidate.node(), candidate.edited(), why);
  }

  private List<Candidate> candidates(Built built) {
    try (InputStream manifest = blobs.open(built.run().manifest());
        InputStream results = blobs.open(built.run().runResults())) {
      return Candidate.of(
          Manifest.read(manifest),
          RunResults.of(Converter.json().readTree(results)),
          built.files());
    } catch (IOException unreadable) {
      throw ErrorKind.UNREADABLE.failure(
          "the artifacts of the run in the sandbox are not JSON", unreadable);
    }
  }
}
