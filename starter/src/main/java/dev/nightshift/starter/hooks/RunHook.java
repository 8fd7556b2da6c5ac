package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.remediation.RemediationRequest;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /hooks/run}: a run has ended, look after it. */
public final class RunHook {
  public static final String PATH = "/hooks/run";

  /** The environment variable that holds the secret which senders sign with. */
  public static final String SECRET = "NIGHTSHIFT_HOOK_SECRET";

  private static final Logger log = LoggerFactory.getLogger(RunHook.class);
  private static final int LIMIT = 1 << 20;

  private final RunNotice notice;
  private final Flows flows;
  private final Optional<HookSignature> signature;

  public RunHook(Settings settings, Flows flows, Optional<String> secret, InstantSource clock) {
    this.notice = new RunNotice(settings);
    this.flows = flows;
    this.signature = secret.map(value -> new HookSignature(value, clock));
  }

  /** The flow is started before the answer goes out: what was acknowledged is not lost. */
  public void receive(Context http) {
    if (signature.isEmpty()) {
      Answers.refuse(
          http,
          503,
          "webhooks are off: start the starter with " + SECRET + " or " + SECRET + "_FILE");
      return;
    }
    byte[] body;
    try {
      body = http.req().getInputStream().readNBytes(LIMIT + 1);
    } catch (IOException | HttpException.RuntimeException cutOff) {
      log.info("A webhook broke off: {}", cutOff.getMessage());
      Answers.refuse(http, 400, "the body did not arrive whole");
      return;
    }
    if (body.length > LIMIT) {
      Answers.refuse(http, 413, "the body is larger than 1 MB");
      return;
    }
    Optional<String> objection = signature.get().objection(http.header(HookSignature.HEADER), body);
    if (objection.isPresent()) {
      log.info("A webhook was refused: {}", objection.get());
      Answers.refuse(http, 401, objection.get());
      return;
    }
    RemediationRequest request;
    try {
      request = notice.request(body);
    } catch (IllegalArgumentException why) {
      log.info("A webhook was refused: {}", why.getMessage());
      Answers.refuse(http, 400, why.getMessage());
      return;
    }
    Started started = flows.start(request);
    log.info("{} {}", started.id(), started.now() ? "was started" : "was there already");
    Answers.json(http, 200, new Acknowledged(started.id(), started.now()));
  }

  /** Which flow looks after the run, and whether this webhook started it. */
  record Acknowledged(String workflow, boolean started) {}
}
