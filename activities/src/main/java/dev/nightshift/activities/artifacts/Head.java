package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.InputStream;

/** What an artifact says of itself, which dbt writes first: the rest may be large. */
public final class Head {
  private Head() {}

  /** Missing where it says nothing; a broken artifact is an exception of Jackson's. */
  public static JsonNode of(InputStream artifact) throws IOException {
    try (JsonParser parser = Converter.json().createParser(artifact)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return MissingNode.getInstance();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("metadata")) {
          return Converter.json().readTree(parser);
        }
        parser.skipChildren();
      }
      return MissingNode.getInstance();
    }
  }
}
