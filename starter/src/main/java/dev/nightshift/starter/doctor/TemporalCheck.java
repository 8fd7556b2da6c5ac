package dev.nightshift.starter.doctor;

import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.starter.flows.TemporalAway;
import dev.nightshift.starter.flows.TemporalFlows;
import dev.nightshift.starter.memory.MemoryServer;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Queues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the server answers, and knows what flows are looked up by. */
final class TemporalCheck {
  private static final String SUBJECT = "Temporal";
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private TemporalCheck() {}

  static List<Finding> findings(Map<String, String> environment) {
    try (Temporal temporal = Temporal.connectBriefly(environment)) {
      if (!temporal.answers(PATIENCE)) {
        return List.of(
            Finding.wrong(
                SUBJECT,
                "server",
                temporal.address() + " does not answer",
                "start one with ./nightshift up, or set TEMPORAL_ADDRESS"));
      }
      List<Finding> findings = new ArrayList<>();
      findings.add(server(temporal));
      findings.add(attributes(temporal));
      if (findings.stream().noneMatch(finding -> finding.subject().equals("namespace"))) {
        workers(temporal).ifPresent(findings::add);
        findings.addAll(scans(temporal));
      }
      return findings;
    } catch (ConfigurationProblem problem) {
      return List.of(
          Finding.wrong(SUBJECT, "server", problem.getMessage(), "correct or unset the variable"));
    }
  }

  private static Finding server(Temporal temporal) {
    return Temporal.inMemory(temporal.client())
        ? Finding.note(
            SUBJECT,
            "server",
            temporal.address() + " is in memory: " + MemoryServer.WITHOUT,
            MemoryServer.REMEDY)
        : Finding.fine(SUBJECT, "server", temporal.address());
  }

  /** Empty where the server cannot tell. */
  private static Optional<Finding> workers(Temporal temporal) {
    try {
      List<String> unpolled = temporal.unpolled();
      return Optional.of(
          unpolled.isEmpty()
              ? Finding.fine(SUBJECT, "worker", "one asks for all kinds of work")
              : Finding.note(
                  SUBJECT,
                  "worker",
                  unpolled.equals(Queues.ALL)
                      ? "none runs: what is begun waits for one"
                      : "none asks for work on " + String.join(", ", unpolled),
                  "start one: ./nightshift worker; ./nightshift up has one"));
    } catch (StatusRuntimeException cannotTell) {
      return Optional.empty();
    }
  }

  /** What the worker was told, which may have another token than whoever asks here. */
  private static List<Finding> scans(Temporal temporal) {
    try {
      return new TemporalFlows(temporal.client(), PATIENCE)
          .deaf().entrySet().stream()
              .map(
                  deaf ->
                      Finding.wrong(
                          SUBJECT,
                          "runs of " + deaf.getKey(),
                          deaf.getValue(),
                          "put it right where the worker runs; the next look is within the hour"))
              .toList();
    } catch (TemporalAway | StatusRuntimeException cannotTell) {
      return List.of();
    }
  }

  private static Finding attributes(Temporal temporal) {
    Set<String> missing;
    try {
      missing = temporal.missingAttributes().keySet();
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return Finding.wrong(
            SUBJECT,
            "namespace",
            refused.getStatus().getDescription(),
            "correct TEMPORAL_NAMESPACE, or have the namespace made");
      }
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
