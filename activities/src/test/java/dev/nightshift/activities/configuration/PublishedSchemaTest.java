package dev.nightshift.activities.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The schema that editors use and the reader say the same. */
class PublishedSchemaTest {
  private final JsonNode schema = published();

  @Test
  void every_key_of_the_schema_is_known_to_the_reader_and_the_other_way_round() {
    Set<String> published = new TreeSet<>();
    walk(schema, "", published);
    Set<String> known = new TreeSet<>();
    walk(SettingsShape.ROOT, "", known);
    assertEquals(known, published);
  }

  @Test
  void every_key_is_described_for_editors() {
    assertDescribed(schema, "");
  }

  private static void walk(JsonNode at, String path, Set<String> keys) {
    JsonNode object = at.has("items") ? at.get("items") : at;
    Set<String> required = new TreeSet<>();
    object.path("required").forEach(name -> required.add(name.asText()));
    for (var entry : object.path("properties").properties()) {
      String key = path + "/" + entry.getKey();
      JsonNode value = entry.getValue();
      keys.add(
          key
              + (required.contains(entry.getKey()) ? " required " : " ")
              + type(value.path("type"))
              + words(value));
      walk(value, key, keys);
    }
    if (object.has("properties")) {
      assertFalse(object.path("additionalProperties").asBoolean(true), path + " must be closed");
    }
  }

  private static String type(JsonNode said) {
    return said.isArray()
        ? said.get(0).asText() + " or " + said.get(1).asText()
        : said.asText("string");
  }

  private static Set<String> words(JsonNode value) {
    Set<String> words = new TreeSet<>();
    value.path("enum").forEach(word -> words.add(word.asText()));
    return words;
  }

  private static void walk(Shape at, String path, Set<String> keys) {
    Shape inner = at instanceof Shape.Many many ? many.item() : at;
    if (inner instanceof Shape.Either either) {
      for (Shape.Fields mapping : either.mappings()) {
        mapping.keys().forEach(key -> keys.add(path + "/" + key + " string[]"));
      }
    }
    if (inner instanceof Shape.Fields fields) {
      for (Shape.Field field : fields.fields()) {
        String key = path + "/" + field.key();
        keys.add(
            key
                + (field.required() ? " required " : " ")
                + type(field.shape())
                + (field.shape() instanceof Shape.OneOf one
                    ? new TreeSet<>(one.words())
                    : Set.of()));
        walk(field.shape(), key, keys);
      }
    }
  }

  private static String type(Shape shape) {
    if (shape instanceof Shape.Many) {
      return "array";
    }
    if (shape instanceof Shape.Either) {
      return "string or object";
    }
    if (shape instanceof Shape.Fields
        || shape instanceof Shape.Literals
        || shape instanceof Shape.Named) {
      return "object";
    }
    if (shape instanceof Shape.Whole || shape instanceof Shape.NumberedName) {
      return "integer";
    }
    if (shape instanceof Shape.Dollars || shape instanceof Shape.Price) {
      return "number";
    }
    return shape instanceof Shape.YesNo ? "boolean" : "string";
  }

  private static void assertDescribed(JsonNode at, String path) {
    JsonNode object = at.has("items") ? at.get("items") : at;
    for (var entry : object.path("properties").properties()) {
      assertFalse(
          entry.getValue().path("description").asText().isBlank(), path + "/" + entry.getKey());
      assertDescribed(entry.getValue(), path + "/" + entry.getKey());
    }
  }

  private static JsonNode published() {
    try {
      Path file = Path.of("..", "deploy", "nightshift.schema.json").toAbsolutePath().normalize();
      return Converter.json().readTree(file.toFile());
    } catch (IOException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
