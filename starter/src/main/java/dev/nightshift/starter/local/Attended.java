package dev.nightshift.starter.local;

import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Progress.Way;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Somebody who waits for a flow's end, agrees to what it proposes, and has no answers but those
 * that are said.
 */
public final class Attended {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Flows flows;
  private final String person;

  public Attended(Flows flows, String person) {
    this.flows = flows;
    this.person = person;
  }

  public Run toTheEnd(String workflow) throws InterruptedException {
    return toTheEnd(workflow, List.of(), asked -> {});
  }

  /**
   * {@code answers} are given to the questions that offer them, before anything is agreed to;
   * {@code asked} is told of each thing that is waited for, before it is replied to.
   */
  public Run toTheEnd(String workflow, List<String> answers, Consumer<Waiting> asked)
      throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    Waiting replied = null;
    CountDownLatch pause = new CountDownLatch(1);
    while (true) {
      Run run =
          flows.find(workflow).orElseThrow(() -> new IllegalStateException(workflow + " is gone"));
      if (!run.open()) {
        return run;
      }
      if (run.waiting() && !run.progress().waiting().equals(replied)) {
        replied = run.progress().waiting();
        asked.accept(replied);
        reply(run, replied, answers);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            workflow + " did not end within " + LONGEST.toMinutes() + " minutes");
      }
      pause.await(200, TimeUnit.MILLISECONDS);
    }
  }

  private void reply(Run run, Waiting waiting, List<String> answers) {
    Optional<Answer> known =
        waiting.asked().stream()
            .flatMap(asked -> known(asked, answers).map(option -> answer(asked, option)))
            .findFirst();
    Flows.Heard heard =
        known.isEmpty() && waiting.decides()
            ? flows.decide(
                run,
                new Decision(Decision.Choice.APPROVE, person, waiting.patchHash(), "", person, ""))
            : flows.answer(run, known.orElseGet(() -> answer(waiting.asked().get(0), Option.NONE)));
    if (!heard.accepted()) {
      throw new IllegalStateException("the reply was refused: " + heard.says());
    }
  }

  private static Stream<String> known(Asked asked, List<String> answers) {
    return asked.ways().stream().map(Way::id).filter(answers::contains);
  }

  private Answer answer(Asked asked, String option) {
    return new Answer(asked.id(), option, person, "", person);
  }
}
