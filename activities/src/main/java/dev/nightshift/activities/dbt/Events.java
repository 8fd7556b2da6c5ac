package dev.nightshift.activities.dbt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Complaint;
import dev.nightshift.activities.process.LineListener;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.util.ArrayList;
import java.util.List;

/** dbt's own events, one JSON line each: how far it is, and what stopped it. */
final class Events implements LineListener {
  /** More than this nobody reads. */
  private static final int ERRORS_KEPT = 50;

  private final Complaint complaint;
  private final List<DbtError> stopping = new ArrayList<>();
  private final List<DbtError> others = new ArrayList<>();
  private boolean any;
  private int done;
  private volatile String progress = "dbt is starting";

  Events(Complaint complaint) {
    this.complaint = complaint;
  }

  @Override
  public void line(String line) {
    // A macro's print() writes what it likes between the events.
    if (!line.startsWith("{")) {
      return;
    }
    JsonNode event;
    try {
      event = Converter.json().readTree(line);
    } catch (JsonProcessingException printed) {
      return;
    }
    JsonNode info = event.path("info");
    if (!info.isObject()) {
      return;
    }
    any = true;
    advance(info.path("name").asText(), event.path("data"));
    if (info.path("level").asText().equals("error")) {
      complain(info, event.path("data"));
    }
  }

  private void advance(String name, JsonNode data) {
    if (data.hasNonNull("total") && data.hasNonNull("index")) {
      if (name.endsWith("Result")
          || data.path("node_info").path("node_status").asText().equals("skipped")) {
        done++;
      }
      progress = done + " of " + data.path("total").asInt() + " nodes";
    } else if (name.equals("FoundStats")) {
      progress = "parsed";
    }
  }

  private void complain(JsonNode info, JsonNode data) {
    String name = info.path("name").asText();
    String text = data.path("exc").asText(info.path("msg").asText());
    if (Complaint.STOPPING.contains(name)) {
      add(stopping, text);
    } else if (!data.has("node_info") && !name.startsWith("RunResult")) {
      add(others, text);
    }
  }

  private void add(List<DbtError> errors, String text) {
    if (errors.size() < ERRORS_KEPT && !text.isBlank()) {
      errors.add(complaint.read(text));
    }
  }

  @Override
  public String progress() {
    return progress;
  }

  /** Whether dbt came as far as saying anything. */
  boolean any() {
    return any;
  }

  /** What stopped it; without results of nodes every error did. */
  List<DbtError> errors(boolean nodesRan) {
    return nodesRan || !stopping.isEmpty() ? List.copyOf(stopping) : List.copyOf(others);
  }
}
