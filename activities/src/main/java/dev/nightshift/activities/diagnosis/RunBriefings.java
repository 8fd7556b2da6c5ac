package dev.nightshift.activities.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Briefings;
import dev.nightshift.workflows.ports.Diagnosis.Case;
import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;

/** Briefings from what was kept of the run, headed by the team's runbook or by ours. */
public final class RunBriefings implements Briefings {
  /** Below the project, or below the repository where it has none of its own. */
  private static final String RUNBOOK = ".nightshift/runbook.md";

  private static final int LONGEST_RUNBOOK = 20_000;

  private final Checkouts checkouts;
  private final Blobs blobs;

  public RunBriefings(Checkouts checkouts, Blobs blobs) {
    this.checkouts = checkouts;
    this.blobs = blobs;
  }

  @Override
  public BlobRef write(Case subject, Findings findings) {
    RunFacts run = read(subject.summary().details(), RunFacts.class);
    Facts facts = read(findings.facts(), Facts.class);
    String failures = blobs.readText(subject.summary().markdown());
    Briefing briefing = new Briefing(run, facts, findings.causes());
    BlobRef base = blobs.putText("knowledge.md", TeamPages.whole(facts.entries()));
    return blobs.putText(
        "briefing.md", briefing.text(runbook(subject.workspace()), failures, base));
  }

  /** Of the base branch: what an agent is told to do is not what a branch that ran says. */
  String runbook(Workspace workspace) {
    try (Checkout code =
        checkouts.open(checkouts.base(workspace), "briefing-" + UUID.randomUUID())) {
      for (Path folder : new Path[] {code.project(), code.root()}) {
        Path file = folder.resolve(RUNBOOK);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          String text = Files.readString(file, StandardCharsets.UTF_8);
          return text.substring(0, Math.min(LONGEST_RUNBOOK, text.length()));
        }
      }
      return ours();
    } catch (ApplicationFailure absent) {
      if (ErrorKind.of(absent) != ErrorKind.NOT_FOUND) {
        throw absent;
      }
      return ours().strip()
          + "\n\nThe team's own runbook could not be read: "
          + absent.getOriginalMessage()
          + ".\n";
    } catch (IOException unreadable) {
      throw ErrorKind.UNREADABLE.failure(RUNBOOK + " is no text: " + unreadable, unreadable);
    }
  }

  static String ours() {
    try (InputStream text = RunBriefings.class.getResourceAsStream("/runbook.md")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException("our own runbook cannot be read", missing);
    }
  }

  private <T> T read(BlobRef kept, Class<T> type) {
    try {
      return Converter.json().readValue(blobs.readText(kept), type);
    } catch (JsonProcessingException wrong) {
      throw ErrorKind.UNREADABLE.failure(
          "What was kept of the run is not the JSON that it was.", wrong);
    }
  }
}
