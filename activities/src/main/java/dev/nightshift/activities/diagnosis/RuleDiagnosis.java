package dev.nightshift.activities.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Diagnosis;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Workspace;
import java.util.List;
import java.util.UUID;

/** Gathers the facts of a failed run, and lets the rules judge them. */
public final class RuleDiagnosis implements Diagnosis {
  private final Checkouts checkouts;
  private final Production.Doors production;
  private final Blobs blobs;

  public RuleDiagnosis(Checkouts checkouts, Production.Doors production, Blobs blobs) {
    this.checkouts = checkouts;
    this.production = production;
    this.blobs = blobs;
  }

  @Override
  public Findings diagnose(Case subject) {
    RunFacts run = read(subject.summary().details());
    Entries entries =
        subject.knowledge() == null
            ? new Entries(null)
            : Entries.read(blobs.readText(subject.knowledge()));
    Workspace workspace = subject.workspace();
    try (Checkouts.Checkout code = checkouts.open(workspace, "diagnosis-" + UUID.randomUUID());
        Production door = production.open(workspace.project(), subject.summary().database())) {
      Facts facts = new Gathering(run, entries, door, code.project()).facts();
      List<Cause> causes = Rules.judge(facts);
      return new Findings(
          causes.stream().map(Cause::inShort).toList(),
          blobs.putText("facts.json", json(facts)),
          blobs.putText("causes.json", json(causes)));
    }
  }

  @Override
  public Findings reconsider(Findings findings, DbtResult reproduced) {
    return new Reconsidering(reproduced, blobs).of(findings);
  }

  private RunFacts read(BlobRef details) {
    try {
      return Converter.json().readValue(blobs.readText(details), RunFacts.class);
    } catch (JsonProcessingException wrong) {
      throw ErrorKind.UNREADABLE.failure("The run's facts are not the JSON that was kept.", wrong);
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
