package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.http.Outbound;
import dev.nightshift.activities.slack.SlackAnswer;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.starter.flows.TemporalAway;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Progress.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes clicks to the flows that wait, signed as every decision is, and says what came of it. */
final class Clicks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Clicks.class);

  /** People click one at a time; what is beyond that is told to come again. */
  private static final int AT_ONCE = 4;

  private static final int WAITING = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Where Slack takes answers, and nothing else: a signed payload is no leave to post anywhere. */
  private static final String SLACK = "https://hooks.slack.com/";

  private final Settings.Slack slack;
  private final Flows flows;
  private final Signature signature;
  private final HttpClient client = Outbound.client();
  private final ThreadPoolExecutor threads;

  Clicks(Settings.Slack slack, Flows flows, Signature signature) {
    this.slack = slack;
    this.flows = flows;
    this.signature = signature;
    this.threads =
        new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "slack-click");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
  }

  void take(Click click) {
    threads.execute(() -> answer(click));
  }

  private void answer(Click click) {
    try {
      say(click, decide(click));
    } catch (RuntimeException defect) {
      log.error("A click on {} broke", click.button().workflow(), defect);
      say(click, SlackAnswer.aside("This is our defect; the starter's log says more."));
    }
  }

  /** What is to be said of it. */
  private String decide(Click click) {
    String person = slack.approvers().get(click.user());
    if (person == null) {
      log.info("A click by {} was refused: nobody said who that is", click.user());
      return SlackAnswer.aside(
          "Nightshift does not know you as somebody who decides, so nothing happened. Whoever looks"
              + " after it can add "
              + click.user()
              + " to slack.approvers in nightshift.yml.");
    }
    try {
      Optional<Run> run = flows.find(click.button().workflow()).filter(one -> asks(one, click));
      if (run.isEmpty()) {
        return SlackAnswer.aside("This question is not asked any more; nothing happened.");
      }
      Heard heard = taken(run.get(), click, person);
      log.info("{}: {} (slack)", run.get().id(), heard.says());
      return heard.accepted()
          ? SlackAnswer.instead(click.question(), said(click, person))
          : SlackAnswer.aside("Not taken: " + heard.says());
    } catch (TemporalAway away) {
      return SlackAnswer.aside("Temporal does not answer. Click again later: it counts only once.");
    }
  }

  private Heard taken(Run run, Click click, String person) {
    return click.answers()
        ? flows.answer(
            run,
            new Answer(
                click.button().question(),
                click.button().option(),
                person,
                click.reason(),
                "slack"))
        : flows.decide(
            run, signature.decision(run, click.choice(), person, click.reason(), "slack"));
  }

  private static boolean asks(Run run, Click click) {
    if (!run.waiting()) {
      return false;
    }
    Waiting waiting = run.progress().waiting();
    return click.answers()
        ? waiting.asked().stream().anyMatch(one -> one.id().equals(click.button().question()))
        : waiting.decides() && waiting.patchHash().equals(click.button().patch());
  }

  private static String said(Click click, String person) {
    String why = click.reason().isEmpty() ? "." : ": " + click.reason();
    return switch (click.choice()) {
      case APPROVE -> "Approved by " + person + "; it is being published.";
      case REJECT -> "Rejected by " + person + why;
      default -> "Answered by " + person + why;
    };
  }

  /** The decision stands whether this arrives or not: the ending will say it again. */
  private void say(Click click, String answer) {
    if (!isSlacks(click.answerTo())) {
      log.warn("A click named an address for its answer that is not Slack's");
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(click.answerTo()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(BodyPublishers.ofString(answer))
            .build();
    try {
      HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
      if (response.statusCode() != 200) {
        log.info("Slack took no answer to a click: {}", response.statusCode());
      }
    } catch (IOException unheard) {
      log.info("Slack took no answer to a click: {}", unheard.toString());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** A double of Slack, which the configuration names, has its answers on the same address. */
  private boolean isSlacks(String address) {
    return address.startsWith(SLACK)
        || (!slack.api().startsWith("https://slack.com/")
            && address.startsWith(URI.create(slack.api()).resolve("/").toString()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
