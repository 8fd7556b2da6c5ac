package dev.nightshift.starter.flows;

import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress.Waiting;

/** The starter's word that a decision came through it. */
@FunctionalInterface
public interface Signature {
  /** For a policy that takes unsigned decisions, and a home without keys. */
  Signature NONE = (workflow, waiting, choice, person) -> "";

  String of(String workflow, Waiting waiting, Decision.Choice choice, String person);

  /** The decision on the question that waits, signed. */
  default Decision decision(
      Run run, Decision.Choice choice, String person, String reason, String channel) {
    Waiting waiting = run.progress().waiting();
    return new Decision(
        choice,
        person,
        waiting.patchHash(),
        reason,
        channel,
        of(run.id(), waiting, choice, person));
  }
}
