package dev.nightshift.starter.agents;

import dev.nightshift.activities.model.Transcript.Line;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.flows.AgentRuns.Asked;
import dev.nightshift.starter.flows.TemporalAway;
import dev.nightshift.workflows.ports.Engines.Stopped;
import java.util.List;
import java.util.Locale;

/** Tells at a terminal what an agent and its tools say, until it is done. */
final class AgentTalk {
  private static final long PAUSE_MILLIS = 500;

  /** A worker that is there has taken it by now. */
  private static final int TAKEN_BY_LOOK = 6;

  private static final int MOST_AWAY = 20;

  /** A talk is skimmed. */
  private static final int LONGEST = 240;

  /** How a session stops that came to its end. */
  private final Desk desk;

  private int told;
  private int found;
  private String says = "";
  private String lately = "";

  AgentTalk(Desk desk) {
    this.desk = desk;
  }

  /** As it is now, for a person; gives the exit code. */
  int once(String id) {
    Asked asked = now(id);
    Answer answer = Answer.of(asked, desk.doors().blobs());
    tell(asked, answer);
    return asked.open() ? Exit.DONE : end(answer);
  }

  /** For programs: as it is now, or once it is done. */
  int json(String id, boolean done) throws InterruptedException {
    Asked asked = now(id);
    while (done && asked.open()) {
      Thread.sleep(PAUSE_MILLIS);
      asked = patiently(id);
    }
    desk.out().println(Desk.json(Answer.of(asked, desk.doors().blobs())));
    return asked.open() || isDone(asked) ? Exit.DONE : Exit.FAILED;
  }

  /** Until it is done; gives the exit code. */
  int follow(String id) throws InterruptedException {
    for (int looks = 1; ; looks++) {
      Asked asked = patiently(id);
      Answer answer = Answer.of(asked, desk.doors().blobs());
      tell(asked, answer);
      if (!asked.open()) {
        return end(answer);
      }
      if (looks == TAKEN_BY_LOOK && asked.progress().steps().isEmpty()) {
        desk.out()
            .println(
                "  No worker has taken it yet. `./nightshift worker` runs one, as `./nightshift"
                    + " up` does.");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** A server that is away for a moment ends no talk that it does not end. */
  private Asked patiently(String id) throws InterruptedException {
    for (int n = 1; ; n++) {
      try {
        return now(id);
      } catch (TemporalAway away) {
        if (n == MOST_AWAY) {
          throw away;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private Asked now(String id) {
    return desk.doors()
        .agentRuns()
        .find(id)
        .orElseThrow(() -> new Refusal("Temporal knows no run " + Message.key(id) + " (any more)"));
  }

  private void tell(Asked asked, Answer answer) {
    if (asked.open() && !asked.progress().says().equals(says)) {
      says = asked.progress().says();
      desk.out().println(desk.line(asked.progress().phase() + ": " + says));
    }
    for (; found < answer.found().size(); found++) {
      desk.out().println("- " + desk.line(answer.found().get(found)));
    }
    List<Line> talk = answer.talk();
    for (; told < talk.size(); told++) {
      tell(talk.get(told).who(), talk.get(told).text());
    }
    if (!answer.lately().isEmpty() && !answer.lately().equals(lately)) {
      lately = answer.lately();
      tell("agent", lately);
    }
  }

  private void tell(String who, String words) {
    String text = desk.line(words);
    desk.out()
        .println(
            desk.bold(desk.line(who))
                + "  "
                + (text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…"));
  }

  /** What it said last, with lines as it made them, and what that cost. */
  private int end(Answer answer) {
    if (answer.result() == null) {
      desk.err()
          .println(
              "nightshift: it ended as "
                  + answer.status()
                  + (answer.error().isEmpty() ? "" : ": " + desk.line(answer.error())));
      return Exit.FAILED;
    }
    Answer.Result result = answer.result();
    desk.out().println();
    desk.out().println(desk.plain(result.said()).strip());
    if (!result.patch().isEmpty()) {
      desk.out().println();
      desk.out().println(desk.bold("Changed in its copy, and published nowhere:"));
      desk.out().println(desk.plain(result.patch()).stripTrailing());
    }
    if (!answer.error().isEmpty()) {
      desk.out().println();
      desk.out()
          .println(
              "Changed in its copy: "
                  + desk.line(String.join(", ", result.files()))
                  + ". The patch cannot be shown: "
                  + desk.line(answer.error()));
    }
    desk.out().println();
    desk.out()
        .println(
            String.format(
                Locale.ROOT,
                "%s, %d turns, %d tokens read and %d said, $%.4f",
                result.stopped(),
                result.usage().turns(),
                result.usage().inputTokens(),
                result.usage().outputTokens(),
                result.usage().dollars()));
    return result.stopped().equals(Stopped.DONE) ? Exit.DONE : Exit.FAILED;
  }

  private static boolean isDone(Asked asked) {
    return asked.outcome() != null && asked.outcome().stopped().equals(Stopped.DONE);
  }
}
