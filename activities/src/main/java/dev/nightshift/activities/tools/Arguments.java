package dev.nightshift.activities.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an agent said with the name of a tool; what is missing or of another kind is declined. */
final class Arguments {
  private final JsonNode json;

  private Arguments(JsonNode json) {
    this.json = json;
  }

  static Arguments of(String text) {
    try {
      JsonNode json = Converter.json().readTree(text);
      if (json == null || !json.isObject()) {
        throw Declined.cannot("the arguments are no JSON object");
      }
      return new Arguments(json);
    } catch (JsonProcessingException wrong) {
      throw Declined.cannot("the arguments are no JSON: " + wrong.getOriginalMessage());
    }
  }

  /** All of them. */
  String json() {
    return json.toString();
  }

  String text(String name) {
    return optional(name)
        .orElseThrow(() -> Declined.cannot("the argument " + name + " is missing"));
  }

  Optional<String> optional(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw Declined.cannot("the argument " + name + " is no text");
    }
    return Optional.of(value.asText());
  }

  int number(String name, int otherwise) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.canConvertToInt()) {
      throw Declined.cannot("the argument " + name + " is no whole number");
    }
    return value.asInt();
  }

  /** A list of texts, one text alone, or nothing. */
  List<String> texts(String name) {
    JsonNode value = json.path(name);
    if (value.isTextual()) {
      return List.of(value.asText());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value) {
      if (!one.isTextual()) {
        throw Declined.cannot("the argument " + name + " is a list of texts");
      }
      texts.add(one.asText());
    }
    return texts;
  }
}
