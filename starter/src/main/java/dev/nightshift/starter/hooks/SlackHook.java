package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.starter.http.Answers;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /hooks/slack}: somebody clicked a button of a question. */
public final class SlackHook implements AutoCloseable {
  public static final String PATH = "/hooks/slack";

  /** The environment variable with the app's signing secret. */
  public static final String SECRET = "NIGHTSHIFT_SLACK_SIGNING_SECRET";

  private static final Logger log = LoggerFactory.getLogger(SlackHook.class);
  private static final int LIMIT = 1 << 20;

  private final Optional<SlackSignature> signature;
  private final Optional<Clicks> clicks;

  public SlackHook(
      Settings settings,
      Flows flows,
      Signature decisions,
      Optional<String> secret,
      InstantSource clock) {
    this.signature = secret.map(value -> new SlackSignature(value, clock));
    this.clicks = settings.slack().map(slack -> new Clicks(slack, flows, decisions));
  }

  /**
   * Slack waits for three seconds and shows a mark where it waited in vain; a decision may take
   * longer. So a click is taken at once and answered where Slack says. One that is lost with this
   * process changed nothing: the buttons are still there.
   */
  public void receive(Context http) {
    if (signature.isEmpty() || clicks.isEmpty()) {
      Answers.refuse(
          http,
          503,
          "buttons are off: set `slack` in nightshift.yml, and start the starter with "
              + SECRET
              + " or "
              + SECRET
              + "_FILE");
      return;
    }
    byte[] body;
    try {
      body = http.req().getInputStream().readNBytes(LIMIT + 1);
    } catch (IOException | HttpException.RuntimeException cutOff) {
      Answers.refuse(http, 400, "the body did not arrive whole");
      return;
    }
    if (body.length > LIMIT) {
      Answers.refuse(http, 413, "the body is larger than 1 MB");
      return;
    }
    Optional<String> objection =
        signature
            .get()
            .objection(http.header(SlackSignature.TIME), http.header(SlackSignature.HEADER), body);
    if (objection.isPresent()) {
      log.info("A click was refused: {}", objection.get());
      Answers.refuse(http, 401, objection.get());
      return;
    }
    take(http, body);
  }

  private void take(Context http, byte[] body) {
    try {
      Click.of(body).ifPresent(clicks.get()::take);
      http.status(200);
    } catch (IllegalArgumentException why) {
      log.info("A click was refused: {}", why.getMessage());
      Answers.refuse(http, 400, why.getMessage());
    } catch (RejectedExecutionException tooMany) {
      http.header("Retry-After", "2");
      Answers.refuse(http, 503, "too many clicks at once; try again");
    }
  }

  @Override
  public void close() {
    clicks.ifPresent(Clicks::close);
  }
}
