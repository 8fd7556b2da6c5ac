package dev.nightshift.starter.board;

import static java.util.Comparator.comparingLong;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.model.Transcript;
import dev.nightshift.starter.agents.Answer;
import dev.nightshift.starter.flows.AgentRuns;
import dev.nightshift.starter.flows.AgentRuns.Asked;
import dev.nightshift.starter.flows.AgentRuns.Given;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.agent.AgentOutcome;
import dev.nightshift.workflows.ports.Engines.Stopped;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Progress.Step;
import dev.nightshift.workflows.values.Usage;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What agents are told, and what they and their tools say, for people who watch them: as much as
 * {@code agents look} tells. Programs have {@code /api/agents/}, where a token lets them in.
 */
final class Talks {
  private static final String AT = "/api/talks";
  private static final int MOST = 100;

  /** Of the id of a message that was begun here. */
  private static final int PARTS = 4;

  /** So end sessions of rules too, which say nothing on the way. */
  private static final Set<String> OF_RULES = Set.of(Stopped.DONE, Stopped.GAVE_UP);

  private final AgentRuns agents;
  private final Blobs blobs;

  Talks(AgentRuns agents, Blobs blobs) {
    this.agents = agents;
    this.blobs = blobs;
  }

  void routes(JavalinConfig config) {
    Board.get(config, AT, http -> Answers.json(http, 200, latest()));
    Board.get(config, AT + "/{id}", this::talk);
    Board.get(config, AT + "/{id}/given", http -> Answers.json(http, 200, given(http)));
    Board.get(config, "/api/runs/{id}/talks", http -> Answers.json(http, 200, sessions(http)));
    config.routes.post(AT + "/{id}/stop", this::stop);
  }

  private List<Line> latest() {
    return agents.latest(MOST).stream()
        .filter(run -> run.id().split("/", -1).length == PARTS)
        .sorted(comparingLong(Run::startedAt).reversed())
        .map(run -> Line.of(run, run.id().split("/", -1)[2], run.progress().says()))
        .toList();
  }

  private List<Line> sessions(Context http) {
    return agents.sessions(http.pathParam("id")).stream()
        .filter(Talks::thinks)
        .map(one -> Line.of(one.run(), session(one), one.progress().says()))
        .toList();
  }

  /** Rules say nothing; whoever else works, or could not begin, is worth a look. */
  private static boolean thinks(Asked session) {
    if (session.open()) {
      return session.progress().says().startsWith("engine ")
          && !session.progress().says().equals("engine rules");
    }
    AgentOutcome outcome = session.outcome();
    return outcome == null
        || outcome.transcript() != null
        || !outcome.usage().equals(Usage.NONE)
        || !OF_RULES.contains(outcome.stopped());
  }

  /** The last part of its id is its role and a number. */
  private static String session(Asked session) {
    return session.id().substring(session.id().lastIndexOf('/') + 1).replaceFirst("-\\d+$", "");
  }

  private static String agent(Asked asked) {
    return asked.parent().isEmpty() ? asked.id().split("/", -1)[2] : session(asked);
  }

  private Given given(Context http) {
    return agents.given(http.pathParam("id")).orElseThrow(Talks::absent);
  }

  private static Absent absent() {
    return new Absent("Temporal knows no such talk (any more)");
  }

  /** Who has what was said up to there is not sent it again. */
  private void talk(Context http) {
    Asked asked = agents.talk(http.pathParam("id")).orElseThrow(Talks::absent);
    String have = Optional.ofNullable(http.queryParam("have")).orElse("");
    Answers.json(http, 200, Talk.of(asked, blobs, have));
  }

  private void stop(Context http) throws IOException {
    String who = Form.of(http).path("person").asText().strip();
    if (who.isEmpty() || who.length() > Form.LONGEST_NAME) {
      Answers.refuse(http, 400, "say who stops it");
    } else if (!Decision.fitsOneLine(who)) {
      Answers.refuse(http, 400, Form.ODD_NAME);
    } else if (agents.cancel(http.pathParam("id"), who + " stopped it on the board")) {
      Answers.json(http, 200, Map.of("stopped", true));
    } else {
      Answers.refuse(http, 409, "it had ended, or nobody here began it; look again");
    }
  }

  /** Why it ended, where it came to an end. */
  private static String state(Run run, String stopped) {
    return run.status() == Run.Status.COMPLETED && !stopped.isEmpty() ? stopped : run.state();
  }

  /** One in a list. */
  record Line(
      String id,
      String state,
      String project,
      String agent,
      String title,
      String phase,
      String says,
      long startedAt,
      long closedAt) {
    static Line of(Run run, String agent, String says) {
      String title = run.progress().title();
      String before = agent + ": ";
      return new Line(
          run.id(),
          Talks.state(run, run.progress().phase()),
          run.progress().project(),
          agent,
          title.startsWith(before) ? title.substring(before.length()) : "",
          run.progress().phase(),
          says,
          run.startedAt(),
          run.closedAt());
    }
  }

  /** One with what was said; {@code messages} is null where who asks has them. */
  record Talk(
      String id,
      String parent,
      String project,
      String agent,
      String state,
      long startedAt,
      long closedAt,
      List<Step> steps,
      String says,
      List<String> found,
      String lately,
      String have,
      List<Transcript.Line> messages,
      Answer.Result result,
      String error) {
    static Talk of(Asked asked, Blobs blobs, String have) {
      String now = asked.conversation() == null ? "" : asked.conversation().sha256();
      boolean known = asked.open() && !have.isEmpty() && have.equals(now);
      Answer answer = known ? null : Answer.of(asked, blobs);
      Run run = asked.run();
      return new Talk(
          asked.id(),
          asked.parent(),
          asked.progress().project(),
          Talks.agent(asked),
          Talks.state(run, asked.outcome() == null ? "" : asked.outcome().stopped()),
          run.startedAt(),
          run.closedAt(),
          asked.progress().steps(),
          asked.progress().says(),
          asked.progress().found(),
          asked.lately(),
          now,
          known ? null : answer.talk(),
          known ? null : answer.result(),
          known ? "" : answer.error());
    }
  }
}
