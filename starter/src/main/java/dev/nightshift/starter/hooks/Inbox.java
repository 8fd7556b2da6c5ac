package dev.nightshift.starter.hooks;

import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Flows.Started;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.gathering.GatheringRequest;
import dev.nightshift.workflows.gathering.Notice;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.scan.ScanRequest;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all webhooks have in common: a body with an end, refusals that are counted, one start. */
final class Inbox {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final int LIMIT = 1 << 20;

  private final String name;
  private final Flows flows;
  private final LongAdder refused = new LongAdder();

  Inbox(String name, Flows flows) {
    this.name = name;
    this.flows = flows;
  }

  /** The body as it came; empty when it was refused, and that is answered. */
  Optional<byte[]> body(Context http) {
    byte[] body;
    try {
      body = http.req().getInputStream().readNBytes(LIMIT + 1);
    } catch (IOException | HttpException.RuntimeException cutOff) {
      log.info("A webhook broke off: {}", cutOff.getMessage());
      Answers.refuse(http, 400, "the body did not arrive whole");
      return Optional.empty();
    }
    if (body.length > LIMIT) {
      refuse(http, 413, "the body is larger than 1 MB");
      return Optional.empty();
    }
    return Optional.of(body);
  }

  void refuse(Context http, int status, String why) {
    refused.increment();
    log.info("{} was refused, {} since the start: {}", name, refused.sum(), why);
    Answers.refuse(http, status, why);
  }

  /** The flow is started before the answer goes out: what was acknowledged is not lost. */
  void start(Context http, RemediationRequest request) {
    Started started = flows.start(request);
    log.info("{} {}", started.id(), started.now() ? "was started" : "was there already");
    Answers.json(http, 200, new Acknowledged(started.id(), started.now()));
  }

  /** The same for a run that passed: who waits for that is told by a flow. */
  void passed(Context http, ScanRequest told, String run) {
    Started started = flows.passed(told, run);
    log.info("{} {}", started.id(), started.now() ? "was started" : "was there already");
    Answers.json(http, 200, new Acknowledged(started.id(), started.now()));
  }

  /** The same for an invocation that is a part of a run. */
  void join(Context http, GatheringRequest group, Notice part) {
    String id = Ids.group(group.each().project(), group.each().run());
    if (!flows.join(group, part)) {
      refuse(http, 409, "this group is over, a day after its last notice; give each run its own");
      return;
    }
    log.info("{} was told of another invocation", id);
    Answers.json(http, 200, new Joined(id));
  }

  /** Which flow makes one run of it and the others. */
  record Joined(String group) {}

  /** Which flow looks after the run, and whether this webhook started it. */
  record Acknowledged(String workflow, boolean started) {}
}
