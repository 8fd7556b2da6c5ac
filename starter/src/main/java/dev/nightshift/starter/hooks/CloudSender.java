package dev.nightshift.starter.hooks;

import dev.nightshift.starter.hooks.HookSender.Reply;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** The sender's side of dbt Cloud's webhook, for whoever stands in for it. */
public final class CloudSender {
  private final Delivery delivery;
  private final CloudSignature signature;

  public CloudSender(URI starter, String secret) {
    this.delivery = new Delivery(starter.resolve(CloudHook.PATH), CloudSignature.HEADER);
    this.signature = new CloudSignature(secret);
  }

  /** Tells of a run that failed, until it is taken or refused. */
  public Reply tellUntilHeard(long account, long project, long job, long run)
      throws IOException, InterruptedException {
    byte[] body =
        Converter.json()
            .writeValueAsBytes(
                Map.of(
                    "accountId",
                    account,
                    "webhookId",
                    "wsu_of-a-double",
                    "eventId",
                    "wev_" + run,
                    "eventType",
                    "job.run.completed",
                    "data",
                    Map.of(
                        "projectId", String.valueOf(project),
                        "jobId", String.valueOf(job),
                        "runId", String.valueOf(run),
                        "runStatus", "Errored",
                        "runStatusCode", 20)));
    return delivery.untilHeard(() -> delivery.send(body, signature.sign(body)));
  }
}
