package dev.nightshift.activities.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Histories;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Diagnosis;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Gathers the facts of a failed run, and lets the rules judge them. */
public final class RuleDiagnosis implements Diagnosis {
  private final Checkouts checkouts;
  private final Histories histories;
  private final Production.Doors doors;
  private final Blobs blobs;

  public RuleDiagnosis(
      Checkouts checkouts, Histories histories, Production.Doors doors, Blobs blobs) {
    this.checkouts = checkouts;
    this.histories = histories;
    this.doors = doors;
    this.blobs = blobs;
  }

  @Override
  public Findings diagnose(Case subject) {
    RunFacts run = read(subject.summary().details());
    try (Production door = doors.open(run.project(), subject.summary().database())) {
      Judged judged = judged(subject, run, door);
      return findings(judged, judged.causes(), List.of());
    }
  }

  @Override
  public Findings uncovered(Uncovered subject) {
    RunFacts run = read(subject.subject().summary().details()).only(subject.nodes());
    try (Production door = doors.inside(subject.sandbox())) {
      Judged judged = judged(subject.subject(), run, door);
      Hidden hidden = new Hidden(subject.earlier());
      return findings(judged, hidden.of(judged.causes()), causes(subject.earlier().evidence()))
          .without(subject.earlier().unmade());
    }
  }

  private record Judged(Facts facts, List<Cause> causes, List<String> broken) {}

  private Judged judged(Case subject, RunFacts run, Production door) {
    LeftAlone alone = LeftAlone.of(run);
    Entries entries =
        subject.knowledge() == null
            ? new Entries(null)
            : Entries.read(blobs.readText(subject.knowledge()));
    try (Checkouts.Checkout code =
        checkouts.open(subject.workspace(), "diagnosis-" + UUID.randomUUID())) {
      Gathering gathering =
          new Gathering(
              alone.others(),
              entries,
              door,
              code.project(),
              span -> histories.since(subject.workspace().with(null), span),
              subject.privacy());
      Facts facts = gathering.facts();
      List<Cause> causes = new ArrayList<>();
      List<Cause> judged = ManyCauses.folded(Rules.judge(facts, gathering.bulkhead()));
      causes.addAll(gathering.particulars(blobs).of(judged, facts));
      causes.addAll(alone.causes());
      return new Judged(facts, causes, gathering.bulkhead().broken());
    }
  }

  private Findings findings(Judged judged, List<Cause> causes, List<Cause> earlier) {
    List<Cause> asking = causes.stream().map(Ways::with).toList();
    List<Cause> all = new ArrayList<>(earlier);
    all.addAll(asking);
    return new Findings(
            ManyCauses.inShort(asking),
            blobs.putText("facts.json", json(judged.facts())),
            blobs.putText("causes.json", json(all)))
        .without(judged.broken());
  }

  @Override
  public Findings reconsider(Findings findings, DbtResult reproduced) {
    return new Reconsidering(reproduced, blobs).of(findings);
  }

  private RunFacts read(BlobRef details) {
    return read(details, new TypeReference<>() {});
  }

  private List<Cause> causes(BlobRef evidence) {
    return evidence == null ? List.of() : read(evidence, new TypeReference<>() {});
  }

  private <T> T read(BlobRef kept, TypeReference<T> type) {
    try {
      return Converter.json().readValue(blobs.readText(kept), type);
    } catch (JsonProcessingException wrong) {
      throw ErrorKind.UNREADABLE.failure(
          "What was kept of the run is not the JSON that it was.", wrong);
    }
  }

  private static String json(Object facts) {
    try {
      return Converter.json().writeValueAsString(facts);
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("The facts could not be written as JSON.", broken);
    }
  }
}
