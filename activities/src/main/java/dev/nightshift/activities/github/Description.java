package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.toolchain.Toolchain.Tool;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What GitHub publishes of its API: whether a request is one that it takes, whether an answer is
 * one that it gives, and what else an answer holds than what somebody cares for.
 */
final class Description {
  private static final Optional<Description> PROVISIONED =
      Schemas.canJudge()
          ? Toolchain.of(Home.of(System.getenv()))
              .tool("github-openapi")
              .map(Tool::path)
              .map(Description::new)
          : Optional.empty();

  private final JsonNode root;
  private final Schemas schemas;

  private Description(Path file) {
    try {
      String text = Files.readString(file);
      root = Converter.json().readTree(text);
      schemas = new Schemas(text);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  /** Where it is provisioned, and what judges by it is there. */
  static Optional<Description> provisioned() {
    return PROVISIONED;
  }

  /** One of the API's operations, by its template. */
  record Operation(String method, String template, JsonNode says) {
    String pointer() {
      return "/paths/" + template.replace("~", "~0").replace("/", "~1") + "/" + method;
    }
  }

  Optional<Operation> operation(String method, String path) {
    Operation best = null;
    for (var entry : root.path("paths").properties()) {
      String template = entry.getKey();
      JsonNode says = entry.getValue().path(method.toLowerCase(Locale.ROOT));
      // A file's path has slashes of its own.
      String form =
          template
              .replace("{path}", "\u0001")
              .replaceAll("\\{[^}]+}", "\u0002")
              .replace("\u0001", ".+")
              .replace("\u0002", "[^/]+");
      if (says.isObject()
          && Pattern.matches(form, path)
          && (best == null || template.split("\\{").length < best.template().split("\\{").length)) {
        best = new Operation(method.toLowerCase(Locale.ROOT), template, says);
      }
    }
    return Optional.ofNullable(best);
  }

  /** What is wrong with a request; nothing when GitHub takes it. */
  List<String> request(Operation operation, Map<String, String> query, byte[] body) {
    List<String> wrong = new ArrayList<>();
    for (String name : query.keySet()) {
      if (parameters(operation).stream().noneMatch(one -> isQuery(one, name))) {
        wrong.add("there is no parameter " + name);
      }
    }
    JsonNode content = operation.says().at("/requestBody/content/application~1json/schema");
    if (body.length == 0) {
      if (operation.says().at("/requestBody/required").asBoolean()) {
        wrong.add("the body is missing");
      }
      return wrong;
    }
    if (content.isMissingNode()) {
      wrong.add("a body is not wanted");
      return wrong;
    }
    wrong.addAll(
        schemas.against(
            operation.pointer() + "/requestBody/content/application~1json/schema", body));
    // What is not described is taken and passed over, so a misspelt key would never be noticed.
    if (content.has("properties")) {
      json(body)
          .fieldNames()
          .forEachRemaining(
              key -> {
                if (!content.path("properties").has(key)) {
                  wrong.add("there is no key " + key);
                }
              });
    }
    return wrong;
  }

  /** What is wrong with an answer; nothing when GitHub gives such ones. */
  List<String> answer(Operation operation, int status, byte[] body) {
    JsonNode described = resolved(operation.says().path("responses").path("" + status));
    if (described.isMissingNode()) {
      // Some are given everywhere and described nowhere.
      return status / 100 == 2 ? List.of("it does not answer " + status) : List.of();
    }
    String pointer = operation.pointer() + "/responses/" + status;
    JsonNode reference = operation.says().path("responses").path("" + status).path("$ref");
    if (reference.isTextual()) {
      pointer = reference.asText().substring(1);
    }
    String content = pointer + "/content/application~1json/schema";
    return root.at(content).isMissingNode() ? List.of() : schemas.against(content, body);
  }

  /** What an answer of this operation must hold besides what is given. */
  ObjectNode whole(String schema, ObjectNode given) {
    fill(root.at("/components/schemas/" + schema), given, 0);
    return given;
  }

  private void fill(JsonNode schema, ObjectNode value, int depth) {
    JsonNode shape = resolved(schema);
    for (JsonNode name : shape.path("required")) {
      if (!value.has(name.asText())) {
        value.set(name.asText(), sample(shape.path("properties").path(name.asText()), depth + 1));
      } else if (value.get(name.asText()) instanceof ObjectNode inner) {
        fill(shape.path("properties").path(name.asText()), inner, depth + 1);
      }
    }
  }

  private JsonNode sample(JsonNode schema, int depth) {
    JsonNode shape = resolved(schema);
    var nodes = Converter.json().getNodeFactory();
    if (shape.path("nullable").asBoolean() || depth > 8) {
      return nodes.nullNode();
    }
    if (shape.has("enum")) {
      return shape.path("enum").path(0);
    }
    for (String choice : List.of("oneOf", "anyOf", "allOf")) {
      if (shape.has(choice)) {
        return sample(shape.path(choice).path(0), depth);
      }
    }
    return switch (shape.path("type").asText("object")) {
      case "integer", "number" -> nodes.numberNode(0);
      case "boolean" -> nodes.booleanNode(false);
      case "array" -> nodes.arrayNode();
      case "string" ->
          nodes.textNode(
              switch (shape.path("format").asText()) {
                case "uri" -> "https://github.example.com/";
                case "date-time" -> "2026-11-28T02:00:00Z";
                default -> "";
              });
      default -> {
        ObjectNode inner = nodes.objectNode();
        fill(shape, inner, depth);
        yield inner;
      }
    };
  }

  private List<JsonNode> parameters(Operation operation) {
    List<JsonNode> all = new ArrayList<>();
    operation.says().path("parameters").forEach(one -> all.add(resolved(one)));
    return all;
  }

  private static boolean isQuery(JsonNode parameter, String name) {
    return parameter.path("in").asText().equals("query")
        && parameter.path("name").asText().equals(name);
  }

  private JsonNode resolved(JsonNode node) {
    JsonNode at = node;
    while (at.path("$ref").isTextual()) {
      at = root.at(at.path("$ref").asText().substring(1));
    }
    return at;
  }

  private static JsonNode json(byte[] body) {
    try {
      return Converter.json().readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is not JSON", e);
    }
  }
}
