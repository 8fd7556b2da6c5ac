package dev.nightshift.activities.tests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Messages;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How each node did that a run of dbt came to; of what it did not run it says nothing. */
record Outcomes(Map<String, Outcome> of) {
  private static final int LONGEST = 300;

  Outcomes {
    of = Map.copyOf(of);
  }

  record Outcome(String status, String message) {
    boolean is(String... statuses) {
      return List.of(statuses).contains(status);
    }
  }

  static Outcomes read(Blobs blobs, BlobRef results) {
    if (results == null) {
      return new Outcomes(Map.of());
    }
    Map<String, Outcome> all = new HashMap<>();
    try (InputStream stream = blobs.open(results)) {
      for (JsonNode one : Converter.json().readTree(stream).path("results")) {
        all.put(
            one.path("unique_id").asText(),
            new Outcome(one.path("status").asText(), said(one.path("message").asText(""))));
      }
      return new Outcomes(all);
    } catch (IOException broken) {
      throw ErrorKind.UNREADABLE.failure("What dbt left of a run cannot be read.", broken);
    }
  }

  Optional<Outcome> of(String node) {
    return Optional.ofNullable(of.get(node));
  }

  /** In a line, without values of rows. */
  private static String said(String message) {
    String line = Messages.valueFree(message).replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
