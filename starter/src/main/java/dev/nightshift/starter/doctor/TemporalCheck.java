package dev.nightshift.starter.doctor;

import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Attributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Whether the server answers, and knows what flows are looked up by. */
final class TemporalCheck {
  private static final String SUBJECT = "Temporal";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private TemporalCheck() {}

  static List<Finding> findings(Map<String, String> environment) {
    try (Temporal temporal = Temporal.connect(environment)) {
      if (!temporal.answers(PATIENCE)) {
        return List.of(
            Finding.wrong(
                SUBJECT,
                "server",
                temporal.address() + " does not answer",
                "start one with nightshift up, or set TEMPORAL_ADDRESS"));
      }
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.fine(SUBJECT, "server", temporal.address()));
      findings.add(attributes(temporal));
      return findings;
    }
  }

  private static Finding attributes(Temporal temporal) {
    List<String> missing = new ArrayList<>();
    try {
      Set<String> there =
          OperatorServiceStubs.newServiceStubs(
                  OperatorServiceStubsOptions.newBuilder()
                      .setChannel(temporal.client().getWorkflowServiceStubs().getRawChannel())
                      .build())
              .blockingStub()
              .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder()
                      .setNamespace(temporal.client().getOptions().getNamespace())
                      .build())
              .getCustomAttributesMap()
              .keySet();
      for (SearchAttributeKey<?> key : Attributes.ALL) {
        if (!there.contains(key.getName())) {
          missing.add(key.getName());
        }
      }
    } catch (StatusRuntimeException refused) {
      return Finding.note(
          SUBJECT,
          "search attributes",
          "they cannot be listed: " + refused.getStatus().getCode(),
          "ask whoever runs the server whether the namespace is right and you may look");
    }
    return missing.isEmpty()
        ? Finding.fine(SUBJECT, "search attributes", "all are registered")
        : Finding.wrong(
            SUBJECT,
            "search attributes",
            "not registered: " + String.join(", ", missing),
            "start a worker: it registers them");
  }
}
