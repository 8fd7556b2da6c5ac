package dev.nightshift.activities.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;

/** The JSON Schema of a tool's arguments, said in a few words. */
final class Schema {
  private final ObjectNode properties = Converter.json().createObjectNode();
  private final ArrayNode required = Converter.json().createArrayNode();

  static Schema of() {
    return new Schema();
  }

  Schema text(String name, String meaning) {
    property(name, "string", meaning);
    required.add(name);
    return this;
  }

  Schema optionalText(String name, String meaning) {
    property(name, "string", meaning);
    return this;
  }

  Schema optionalNumber(String name, String meaning) {
    property(name, "integer", meaning);
    return this;
  }

  Schema texts(String name, String meaning) {
    optionalTexts(name, meaning);
    required.add(name);
    return this;
  }

  Schema optionalTexts(String name, String meaning) {
    property(name, "array", meaning).putObject("items").put("type", "string");
    return this;
  }

  private ObjectNode property(String name, String type, String meaning) {
    return properties.putObject(name).put("type", type).put("description", meaning);
  }

  String json() {
    ObjectNode schema = Converter.json().createObjectNode();
    schema.put("type", "object");
    schema.set("properties", properties);
    schema.set("required", required);
    schema.put("additionalProperties", false);
    return schema.toString();
  }
}
