package dev.nightshift.starter.hooks;

import dev.nightshift.activities.blob.Deposits;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.hooks.RunNotice.Told;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.starter.http.Rehearsal;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.gathering.GatheringRequest;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code POST /hooks/run}: a run has ended, look after it. */
public final class RunHook {
  public static final String PATH = "/hooks/run";

  /** The environment variable that holds the secret which senders sign with. */
  public static final String SECRET = "NIGHTSHIFT_HOOK_SECRET";

  private final long quietSeconds;
  private final List<Project> projects;
  private final RunNotice notice;
  private final Inbox inbox;
  private final Optional<HookSignature> signature;

  public RunHook(
      Settings settings,
      Flows flows,
      Deposits deposits,
      Optional<String> secret,
      InstantSource clock) {
    this.quietSeconds = settings.starter().groupQuietSeconds();
    this.projects = settings.projects();
    this.notice = new RunNotice(settings, deposits);
    this.inbox = new Inbox("A webhook", flows);
    this.signature = secret.map(value -> new HookSignature(value, clock));
  }

  /**
   * What a sender might say, of a group that there is not; none where webhooks are off or nothing
   * is configured that a run could be of.
   */
  public Optional<Rehearsal.Request> example() {
    if (signature.isEmpty() || projects.isEmpty()) {
      return Optional.empty();
    }
    String body =
        Converter.json()
            .createObjectNode()
            .put("project", projects.get(0).name())
            .put("group", "rehearsal")
            .put("last", true)
            .toString();
    String signed = signature.get().sign(body.getBytes(StandardCharsets.UTF_8));
    return Optional.of(new Rehearsal.Request(PATH, HookSignature.HEADER, signed, body));
  }

  public void receive(Context http) {
    if (signature.isEmpty()) {
      off(http);
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
    Told told;
    try {
      told = notice.read(body.get());
    } catch (IllegalArgumentException why) {
      inbox.refuse(http, 400, why.getMessage());
      return;
    }
    if (told.part().isEmpty()) {
      inbox.start(http, told.request());
    } else {
      inbox.join(http, new GatheringRequest(told.request(), quietSeconds), told.part().get());
    }
  }

  static void off(Context http) {
    Answers.refuse(
        http,
        503,
        "webhooks are off: start the starter with " + SECRET + " or " + SECRET + "_FILE");
  }
}
