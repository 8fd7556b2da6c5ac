package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A manifest as dbt wrote it, versions 9 to 12, read leniently: what a version lacks is empty.
 * Nodes, sources, exposures and unit tests are found by unique id alike.
 */
public final class Manifest implements Resources {
  static final List<String> RESOURCES =
      List.of("nodes", "sources", "exposures", "metrics", "semantic_models", "unit_tests");

  private final JsonNode root;
  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private Manifest(JsonNode root) {
    this.root = root;
    for (String kind : RESOURCES) {
      root.path(kind)
          .properties()
          .forEach(entry -> nodes.put(entry.getKey(), new Node(entry.getKey(), entry.getValue())));
    }
  }

  public static Manifest read(InputStream stream) throws IOException {
    return of(Converter.json().readTree(stream));
  }

  static Manifest of(JsonNode root) {
    return new Manifest(root);
  }

  @Override
  public JsonNode metadata() {
    return root.path("metadata");
  }

  public Map<String, Node> nodes() {
    return nodes;
  }

  @Override
  public boolean has(String id) {
    return nodes.containsKey(id);
  }

  @Override
  public Optional<Node> node(String id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** Whether the project marks a column of anything as sensitive. */
  public boolean marks() {
    return nodes.values().stream()
        .anyMatch(node -> !Spoken.of(node, List.of()).sensitive().isEmpty());
  }

  /** Macros by unique id, with their SQL. */
  public Map<String, String> macros() {
    Map<String, String> macros = new LinkedHashMap<>();
    root.path("macros")
        .properties()
        .forEach(entry -> macros.put(entry.getKey(), entry.getValue().path("macro_sql").asText()));
    return macros;
  }

  @Override
  public List<String> sources() {
    return nodes.keySet().stream().filter(id -> id.startsWith("source.")).toList();
  }

  @Override
  public List<String> macroIds() {
    return List.copyOf(macros().keySet());
  }

  @Override
  public List<String> parents(String id) {
    return texts(root.path("parent_map").path(id));
  }

  @Override
  public List<String> children(String id) {
    return texts(root.path("child_map").path(id));
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** One resource; {@link #json} for what has no name here. */
  public record Node(String id, JsonNode json) {
    public String text(String field) {
      return json.path(field).asText("");
    }

    public String name() {
      return text("name");
    }

    public String type() {
      return text("resource_type");
    }

    /** As Git names it, on whatever system dbt ran. */
    public String path() {
      return text("original_file_path").replace('\\', '/');
    }

    public String packageName() {
      return text("package_name");
    }

    public List<String> fqn() {
      return texts(json.path("fqn"));
    }

    public List<String> dependsOn() {
      return texts(json.path("depends_on").path("nodes"));
    }

    public JsonNode config() {
      return json.path("config");
    }

    public boolean isTest() {
      return type().equals("test") || type().equals("unit_test");
    }

    /** Generic tests have one: {@code name}, {@code namespace}, {@code kwargs}. */
    public JsonNode testMetadata() {
      JsonNode metadata = json.path("test_metadata");
      return metadata.isObject() ? metadata : MissingNode.getInstance();
    }

    /** Documented columns by name. */
    public Map<String, JsonNode> columns() {
      Map<String, JsonNode> columns = new LinkedHashMap<>();
      json.path("columns")
          .properties()
          .forEach(entry -> columns.put(entry.getKey(), entry.getValue()));
      return columns;
    }
  }
}
