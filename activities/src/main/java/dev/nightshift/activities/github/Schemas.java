package dev.nightshift.activities.github;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of an OpenAPI description. Apart from it, because the library that judges is not
 * shipped: it brings a second JSON mapper, and nothing but a double needs it.
 */
final class Schemas {
  private static final String IRI = "https://api.github.com/description.json";

  private final SchemaRegistry registry;
  private final Map<String, Schema> known = new ConcurrentHashMap<>();

  Schemas(String description) {
    registry =
        SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi30(), builder -> builder.schemas(Map.of(IRI, description)));
  }

  /** Whether the library is there. */
  static boolean canJudge() {
    try {
      Class.forName("com.networknt.schema.SchemaRegistry", false, Schemas.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException notShipped) {
      return false;
    }
  }

  /** What is wrong with a body, by the schema that the pointer leads to. */
  List<String> against(String pointer, byte[] body) {
    Schema schema =
        known.computeIfAbsent(
            pointer, where -> registry.getSchema(SchemaLocation.of(IRI + "#" + where)));
    return schema
        .validate(
            new String(body, StandardCharsets.UTF_8),
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(Object::toString)
        .toList();
  }
}
