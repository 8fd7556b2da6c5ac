package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.starter.fix.CloudFailure;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.scan.ScanRequest;
import io.javalin.http.Context;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * {@code POST /hooks/dbt-cloud}: a run of a job has ended. Whether it is one to look after, or the
 * job has passed, the flow asks dbt Cloud itself: it is started before the answer, and dbt Cloud
 * waits for that.
 */
public final class CloudHook {
  public static final String PATH = "/hooks/dbt-cloud";

  /** The environment variable that holds the secret which dbt Cloud shows once. */
  public static final String SECRET = "NIGHTSHIFT_DBT_CLOUD_SECRET";

  private final Settings settings;
  private final Inbox inbox;
  private final Optional<CloudSignature> signature;

  public CloudHook(Settings settings, Flows flows, Optional<String> secret) {
    this.settings = settings;
    this.inbox = new Inbox("A webhook of dbt Cloud's", flows);
    this.signature = secret.map(CloudSignature::new);
  }

  public void receive(Context http) {
    if (signature.isEmpty()) {
      Answers.refuse(
          http,
          503,
          "dbt Cloud's webhooks are off: start the starter with "
              + SECRET
              + " or "
              + SECRET
              + "_FILE");
      return;
    }
    Optional<byte[]> body = inbox.body(http);
    if (body.isEmpty()) {
      return;
    }
    Optional<String> objection =
        signature.get().objection(http.header(CloudSignature.HEADER), body.get());
    if (objection.isPresent()) {
      inbox.refuse(http, 401, objection.get());
      return;
    }
    try {
      take(http, new CloudNotice(body.get()));
    } catch (IllegalArgumentException why) {
      inbox.refuse(http, 400, why.getMessage());
    } catch (NoSuchElementException nobodys) {
      inbox.refuse(http, 404, nobodys.getMessage());
    }
  }

  private void take(Context http, CloudNotice notice) {
    Optional<Project> project = notice.project(settings);
    if (project.isPresent() && notice.tellsOfAFailure()) {
      inbox.start(http, CloudFailure.request(project.get(), notice.run(), "webhook"));
    } else if (project.isPresent() && notice.tellsOfAPass()) {
      ScanRequest told =
          new ScanRequest(CloudFailure.request(project.get(), "", "webhook"), notice.job());
      inbox.passed(http, told, notice.run());
    } else {
      Answers.json(http, 200, Map.of("passedOver", Bodies.shown(notice.event())));
    }
  }
}
