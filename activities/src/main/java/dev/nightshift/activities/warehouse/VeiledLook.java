package dev.nightshift.activities.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.warehouse.Production.Column;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.durable.ErrorKind;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One question through a veil. DuckDB itself parses it; each relation in it is exchanged for a view
 * without its hidden columns, so that no star, row or other name of theirs can show them; what is
 * not known to be harmless is refused.
 */
final class VeiledLook {
  /** All that may stand in a query beside expressions. */
  private static final Set<String> HARMLESS =
      Set.of(
          "SELECT_NODE",
          "SET_OPERATION_NODE",
          "RECURSIVE_CTE_NODE",
          "CTE_NODE",
          "SUBQUERY",
          "JOIN",
          "EXPRESSION_LIST",
          "EMPTY",
          "ORDER_MODIFIER",
          "LIMIT_MODIFIER",
          "LIMIT_PERCENT_MODIFIER",
          "DISTINCT_MODIFIER",
          "ORDER_DEFAULT",
          "ASCENDING",
          "DESCENDING");

  /** They give nothing but what they are given. */
  private static final Set<String> FUNCTIONS = Set.of("range", "generate_series", "unnest");

  private static final String DESCRIPTIONS = "information_schema";
  private static final String TYPE = "type";
  private static final String TABLE = "table_name";
  private static final String SCHEMA = "schema_name";
  private static final String CATALOG = "catalog_name";
  private static final String ALIAS = "alias";
  private static final String CTES = "cte_map";

  private final DuckDbProduction door;
  private final Looks.Question question;
  private final Looks.Veil veil;
  private final Set<String> named = new HashSet<>();
  private final Map<Relation, String> views = new HashMap<>();
  private final Map<String, List<String>> left = new TreeMap<>();
  private Set<String> macros = Set.of();

  VeiledLook(DuckDbProduction door, Looks.Question question) {
    this.door = door;
    this.question = question;
    this.veil = question.veil().apply(door);
  }

  Looks.Seen seen() {
    JsonNode tree = door.parsed(question.sql());
    macros = door.macros();
    names(tree);
    exchange(tree);
    SelectedColumns selected = new SelectedColumns(tree.path("statements").path(0), named);
    Production.Answer answer = door.ask(door.written(tree), question.most());
    return new Looks.Seen(answer, selected.counts(), selected.plain(answer.columns()), left);
  }

  private void names(JsonNode node) {
    node.path(CTES)
        .path("map")
        .forEach(cte -> named.add(cte.path("key").asText().toLowerCase(Locale.ROOT)));
    node.forEach(this::names);
  }

  private void exchange(JsonNode node) {
    JsonNode type = node.path(TYPE);
    if (type.isTextual() && !node.has("class")) {
      switch (type.asText()) {
        case "BASE_TABLE" -> relation((ObjectNode) node);
        case "TABLE_FUNCTION" -> function(node.path("function").path("function_name").asText());
        default -> {
          if (!HARMLESS.contains(type.asText()) && !type.asText().endsWith("_TYPE_INFO")) {
            throw refused("A query with " + type.asText() + " is not asked here.");
          }
        }
      }
    }
    if (macros.contains(node.path("function_name").asText("").toLowerCase(Locale.ROOT))) {
      throw refused("The macro " + node.path("function_name").asText() + " is not asked here.");
    }
    node.forEach(this::exchange);
  }

  private static void function(String name) {
    if (!FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
      throw refused("The table function " + name + " is not asked here.");
    }
  }

  private void relation(ObjectNode node) {
    String catalog = node.path(CATALOG).asText("");
    String schema = node.path(SCHEMA).asText("");
    String name = node.path(TABLE).asText("");
    boolean cte = schema.isEmpty() && named.contains(name.toLowerCase(Locale.ROOT));
    if (schema.equalsIgnoreCase(DESCRIPTIONS)) {
      return;
    }
    Relation relation = resolved(catalog, schema, name, cte);
    if (relation == null) {
      return;
    }
    List<String> columns = door.columns(relation).stream().map(Column::name).toList();
    Set<String> hidden =
        veil.hidden(relation)
            .orElseThrow(
                () -> refused("Nothing in the project says what is in " + relation.quoted() + "."));
    List<String> without = columns.stream().filter(column -> isIn(hidden, column)).toList();
    if (without.isEmpty()) {
      return;
    }
    left.put(relation.quoted(), without);
    if (without.size() == columns.size()) {
      throw refused("All columns of " + relation.quoted() + " are marked as sensitive.");
    }
    if (node.path(ALIAS).asText("").isEmpty()) {
      node.put(ALIAS, name);
    }
    node.put(CATALOG, "temp");
    node.put(SCHEMA, "main");
    node.put(TABLE, views.computeIfAbsent(relation, one -> view(one, without)));
  }

  /** Null for what an expression before it made; DuckDB's own rules say which name is meant. */
  private Relation resolved(String catalog, String schema, String name, boolean cte) {
    String database = door.database();
    if (!catalog.isEmpty() && !catalog.equalsIgnoreCase(database)) {
      throw refused("There is nothing but " + database + " to look at.");
    }
    if (!schema.isEmpty()) {
      Relation in = new Relation(database, schema, name);
      boolean is = !door.columns(in).isEmpty();
      return is || !catalog.isEmpty() || !schema.equalsIgnoreCase(database)
          ? in
          : new Relation(database, "main", name);
    }
    Relation main = new Relation(database, "main", name);
    if (!cte) {
      return main;
    }
    if (!door.columns(main).isEmpty()) {
      throw refused("Call " + name + " otherwise: a relation is called so.");
    }
    return null;
  }

  private String view(Relation relation, List<String> without) {
    String name = "veil_" + views.size();
    door.veil(name, relation, without);
    return name;
  }

  private static boolean isIn(Set<String> names, String column) {
    return names.stream().anyMatch(column::equalsIgnoreCase);
  }

  private static ApplicationFailure refused(String why) {
    return ErrorKind.BAD_INPUT.failure(why);
  }
}
