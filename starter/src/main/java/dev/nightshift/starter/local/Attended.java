package dev.nightshift.starter.local;

import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.values.Decision;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Somebody who waits for a flow's end, and agrees to what it proposes. */
public final class Attended {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Flows flows;
  private final String person;

  public Attended(Flows flows, String person) {
    this.flows = flows;
    this.person = person;
  }

  public Run toTheEnd(String workflow) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    boolean agreed = false;
    CountDownLatch pause = new CountDownLatch(1);
    while (true) {
      Run run =
          flows.find(workflow).orElseThrow(() -> new IllegalStateException(workflow + " is gone"));
      if (!run.open()) {
        return run;
      }
      if (run.waiting() && !agreed) {
        agreed = true;
        agree(run);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            workflow + " did not end within " + LONGEST.toMinutes() + " minutes");
      }
      pause.await(200, TimeUnit.MILLISECONDS);
    }
  }

  private void agree(Run run) {
    String patch = run.progress().waiting().patchHash();
    Flows.Answer answer =
        flows.decide(run, new Decision(Decision.Choice.APPROVE, person, patch, "", person, ""));
    if (!answer.accepted()) {
      throw new IllegalStateException("the approval was refused: " + answer.says());
    }
  }
}
