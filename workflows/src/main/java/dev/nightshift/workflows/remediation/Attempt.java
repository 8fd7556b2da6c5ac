package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Workspace;
import java.util.List;

/**
 * What was tried in the sandbox: the causes as they stand after the failure was reproduced, the
 * engine's answer, both runs, the gate's ruling, and what the fix does to the data. What was not
 * reached is null. {@code told} refers to the story of just this, once it was told.
 */
record Attempt(
    Findings findings,
    Workspace patched,
    Engines.Result answer,
    DbtResult before,
    DbtResult after,
    Ruling ruling,
    BlobRef change,
    BlobRef told) {

  /** Nothing to try: no cause calls for an edit. */
  static Attempt none(Findings findings) {
    return new Attempt(findings, null, null, null, null, null, null, null);
  }

  Attempt with(Findings others) {
    return new Attempt(others, patched, answer, before, after, ruling, change, null);
  }

  Attempt with(BlobRef compared) {
    return new Attempt(findings, patched, answer, before, after, ruling, compared, null);
  }

  Attempt told(BlobRef story) {
    return new Attempt(findings, patched, answer, before, after, ruling, change, story);
  }

  boolean proposed() {
    return patched != null;
  }

  /** What was said against it; the engine is told when it tries again. */
  List<String> objections() {
    return refusals().stream().map(Ruling.Refusal::toString).toList();
  }

  List<Ruling.Refusal> refusals() {
    return ruling == null ? List.of() : ruling.refusals();
  }

  boolean publishable() {
    return ruling != null && ruling.accepted() && after != null;
  }

  /** Names the proof that a decision is made on. */
  String verification() {
    return after.runResults() == null ? "" : after.runResults().sha256();
  }
}
