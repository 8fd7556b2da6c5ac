package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Models.ToolShape;

/** The JSON Schema of a tool's arguments. */
final class Schema {
  private static final String ANY = "{\"type\":\"object\",\"properties\":{}}";

  private Schema() {}

  static JsonNode of(ToolShape tool) {
    String schema = tool.schema() == null || tool.schema().isBlank() ? ANY : tool.schema();
    return Exact.objectIn(schema)
        .orElseThrow(
            () ->
                ErrorKind.BAD_INPUT.failure(
                    "The schema of the tool " + tool.name() + " is not a JSON object."));
  }
}
