package dev.nightshift.activities.dbtcloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.values.CloudRun;
import dev.nightshift.workflows.values.CloudRun.Status;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as the API writes it. Ids come as numbers and as texts, times with a space or a T and as
 * seconds, lists as null: all of that was seen.
 */
final class RunJson {
  private RunJson() {}

  /** {@code deployed} is where people look at the account's runs. */
  static CloudRun read(JsonNode run, String deployed) {
    JsonNode trigger = run.path("trigger");
    Optional<JsonNode> step = failedStep(run);
    String id = text(run, "id");
    String job = text(run, "job_definition_id");
    String href = text(run, "href");
    return new CloudRun(
        id,
        job.isEmpty() ? text(run, "job_id") : job,
        text(run.path("job"), "name"),
        text(run, "environment_id"),
        first(text(run, "git_sha"), text(trigger, "git_sha")),
        first(text(run, "git_branch"), text(trigger, "git_branch")),
        first(text(trigger, "cause_category"), text(trigger, "cause")).toLowerCase(Locale.ROOT),
        status(run),
        millis(run.path("started_at")),
        millis(run.path("finished_at")),
        step.map(one -> one.path("index").asInt(0)).orElse(0),
        step.map(one -> text(one, "name")).orElse(""),
        href.startsWith("https://")
            ? href
            : deployed + text(run, "project_id") + "/runs/" + id + "/");
  }

  /** The first: what follows it was skipped, or cleaned up after it. */
  static Optional<JsonNode> failedStep(JsonNode run) {
    for (JsonNode step : run.path("run_steps")) {
      if (status(step) == Status.FAILED) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  static String text(JsonNode of, String field) {
    JsonNode value = of.path(field);
    return value.isValueNode() && !value.isNull() ? value.asText() : "";
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private static Status status(JsonNode of) {
    return switch (text(of, "status").toLowerCase(Locale.ROOT)) {
      case "1", "2", "3", "queued", "starting", "running" -> Status.OPEN;
      case "10", "success", "succeeded" -> Status.PASSED;
      case "20", "error", "errored", "failed" -> Status.FAILED;
      case "30", "cancelled", "canceled" -> Status.CANCELLED;
      default -> Status.UNKNOWN;
    };
  }

  /** Milliseconds since the epoch; 0 where there is no time that can be read. */
  static long millis(JsonNode time) {
    if (time.isNumber()) {
      return time.asLong() * 1000;
    }
    String said = time.isTextual() ? time.textValue().strip().replaceFirst(" ", "T") : "";
    if (said.isEmpty()) {
      return 0;
    }
    String zoned = said.matches(".*(Z|[+-]\\d\\d:?\\d\\d)") ? said : said + "Z";
    try {
      return OffsetDateTime.parse(zoned.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2"))
          .toInstant()
          .toEpochMilli();
    } catch (DateTimeParseException strange) {
      return 0;
    }
  }
}
