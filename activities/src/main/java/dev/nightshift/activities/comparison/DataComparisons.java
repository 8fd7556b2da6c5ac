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
import java.util.ArrayList;
import java.util.List;

/** Asks both doors the same of each relation that the run built. */
public final class DataComparisons implements Comparisons {
  private final Production.Doors doors;
  private final Blobs blobs;

  public DataComparisons(Production.Doors doors, Blobs blobs) {
    this.doors = doors;
    this.blobs = blobs;
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
      looked.forEach(
          one ->
              relations.add(
                  bulkhead.of(
                      "comparison",
                      () -> compared(sides, one),
                      uncompared(one, "the comparison broke; the worker's log says where"))));
    }
    return new DataChange(relations, candidates.size() - looked.size());
  }

  /** A question that is refused or takes too long leaves one relation uncompared, not all. */
  private static Relation compared(SideBySide sides, Candidate candidate) {
    try {
      return sides.of(candidate);
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
