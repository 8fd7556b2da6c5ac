package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.remediation.RemediationRequest;
import io.javalin.http.Context;
import java.time.InstantSource;
import java.util.Optional;

/** {@code POST /hooks/run}: a run has ended, look after it. */
public final class RunHook {
  public static final String PATH = "/hooks/run";

  /** The environment variable that holds the secret which senders sign with. */
  public static final String SECRET = "NIGHTSHIFT_HOOK_SECRET";

  private final RunNotice notice;
  private final Inbox inbox;
  private final Optional<HookSignature> signature;

  public RunHook(Settings settings, Flows flows, Optional<String> secret, InstantSource clock) {
    this.notice = new RunNotice(settings);
    this.inbox = new Inbox("A webhook", flows);
    this.signature = secret.map(value -> new HookSignature(value, clock));
  }

  public void receive(Context http) {
    if (signature.isEmpty()) {
      Answers.refuse(
          http,
          503,
          "webhooks are off: start the starter with " + SECRET + " or " + SECRET + "_FILE");
      return;
    }
    Optional<byte[]> body = inbox.body(http);
    if (body.isEmpty()) {
      return;
    }
    Optional<String> objection =
        signature.get().objection(http.header(HookSignature.HEADER), body.get());
    if (objection.isPresent()) {
      inbox.refuse(http, 401, objection.get());
      return;
    }
    RemediationRequest request;
    try {
      request = notice.request(body.get());
    } catch (IllegalArgumentException why) {
      inbox.refuse(http, 400, why.getMessage());
      return;
    }
    inbox.start(http, request);
  }
}
