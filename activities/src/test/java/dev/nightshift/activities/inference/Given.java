package dev.nightshift.activities.inference;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A project for a test, as a manifest would have it. Relations are read as {@code db.s.NAME}. */
final class Given {
  private static final Pattern READ = Pattern.compile("db\\.s\\.(\\w+)");

  private final ObjectNode root = Converter.json().createObjectNode();

  Given() {
    root.putObject("metadata").put("project_name", "shop").put("dbt_version", "1.10.5");
    root.putObject("nodes");
    root.putObject("sources");
    root.putObject("macros");
    root.putObject("child_map");
  }

  private ObjectNode nodes() {
    return (ObjectNode) root.get("nodes");
  }

  /** With the columns that are documented, with blanks between them. */
  Given model(String name, String sql, String documented) {
    ObjectNode node = nodes().putObject("model.shop." + name);
    node.put("resource_type", "model").put("name", name).put("package_name", "shop");
    node.put("original_file_path", "models/" + name + ".sql");
    node.put("relation_name", "\"db\".\"s\".\"" + name + "\"");
    node.put("raw_code", sql).put("compiled_code", sql).putObject("config");
    ObjectNode columns = node.putObject("columns");
    Arrays.stream(documented.split(" ", -1))
        .filter(column -> !column.isEmpty())
        .forEach(
            column -> columns.putObject(column).put("name", column).put("description", "Told."));
    Matcher read = READ.matcher(sql);
    while (read.find()) {
      ObjectNode children = (ObjectNode) root.get("child_map");
      children.withArray("model.shop." + read.group(1)).add("model.shop." + name);
    }
    return this;
  }

  Given at(String model, String path, String patch) {
    ObjectNode node = (ObjectNode) nodes().get("model.shop." + model);
    node.put("original_file_path", path);
    if (!patch.isEmpty()) {
      node.put("patch_path", "shop://" + patch);
    }
    return this;
  }

  Given set(String model, String key, String value) {
    ((ObjectNode) nodes().get("model.shop." + model)).put(key, value);
    return this;
  }

  Given uniqueKey(String model, String... key) {
    ObjectNode config = (ObjectNode) nodes().get("model.shop." + model).get("config");
    if (key.length == 1) {
      config.put("unique_key", key[0]);
    } else {
      Arrays.stream(key).forEach(config.withArray("unique_key")::add);
    }
    return this;
  }

  Given constraint(String model, String column, String type) {
    ObjectNode node = (ObjectNode) nodes().get("model.shop." + model).get("columns").get(column);
    node.withArray("constraints").addObject().put("type", type);
    return this;
  }

  Given macro(String id) {
    ((ObjectNode) root.get("macros")).putObject(id).put("macro_sql", "");
    return this;
  }

  Given dbt(String version) {
    ((ObjectNode) root.get("metadata")).put("dbt_version", version);
    return this;
  }

  Given test(String model, String name, String column) {
    return test(model, name, Map.of("column_name", column));
  }

  Given test(String model, String name, Map<String, Object> words) {
    ObjectNode node = nodes().putObject("test.shop." + nodes().size());
    node.put("resource_type", "test").put("attached_node", "model.shop." + model);
    ObjectNode metadata = node.putObject("test_metadata").put("name", name);
    metadata.set("kwargs", Converter.json().valueToTree(words));
    return this;
  }

  Manifest manifest() {
    try {
      return Manifest.read(new ByteArrayInputStream(Converter.json().writeValueAsBytes(root)));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  Subject subject(String model) {
    return new Subject(new Ground(manifest()), "model.shop." + model);
  }

  /** What a rule says of a model, a line each: the test, and by what name the clue is known. */
  List<String> said(Rule rule, String model) {
    return findings(rule, model).clues().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream().map(clue -> line(entry.getKey()) + " " + clue.name()))
        .toList();
  }

  /** Why, of one of its lines. */
  String why(Rule rule, String model, String line) {
    return findings(rule, model).clues().entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .filter(clue -> (line(entry.getKey()) + " " + clue.name()).equals(line)))
        .map(Clue::because)
        .findFirst()
        .orElseThrow();
  }

  private Findings findings(Rule rule, String model) {
    Findings findings = new Findings();
    rule.look(subject(model), findings);
    return findings;
  }

  private static String line(Check check) {
    String more =
        switch (check.kind()) {
          case ACCEPTED_VALUES -> check.values().toString();
          case RELATIONSHIPS -> "->" + check.to() + "." + check.field();
          default -> "";
        };
    return check.kind().word() + "(" + String.join(",", check.columns()) + ")" + more;
  }
}
