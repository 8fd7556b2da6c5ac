package dev.nightshift.activities.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.sql.ColumnRename;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.workflows.values.Cause;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether two pieces of a manifest are the same but for the new name of a source's column. */
record Renamed(String source, String from, String to, Dialect dialect) {
  static List<Renamed> of(Exhibit exhibit) {
    return exhibit.codeCauses().stream()
        .filter(cause -> cause.kind().equals("renamed_source_column"))
        .map(Renamed::of)
        .toList();
  }

  private static Renamed of(Cause cause) {
    return new Renamed(
        cause.details().getOrDefault("source", ""),
        cause.details().getOrDefault("from", ""),
        cause.details().getOrDefault("to", ""),
        Dialect.of(cause.details().get("adapter")));
  }

  /**
   * The settings of a test. Its alias does not count: dbt makes it of the test's name, by a hash
   * where that is long.
   */
  boolean sameSettings(JsonNode old, JsonNode now) {
    return same(withoutAlias(old), withoutAlias(now));
  }

  static JsonNode withoutAlias(JsonNode config) {
    JsonNode copy = config.deepCopy();
    return copy instanceof ObjectNode settings ? settings.without(Set.of("alias")) : copy;
  }

  /** Values that a test accepts are data, however they are called. */
  boolean same(JsonNode old, JsonNode now) {
    if (old.equals(now)) {
      return true;
    }
    if (old.isTextual() && now.isTextual()) {
      return ColumnRename.inExpression(old.asText(), from, to, dialect)
          .equalsIgnoreCase(now.asText());
    }
    if (old.isArray() && now.isArray() && old.size() == now.size()) {
      for (int i = 0; i < old.size(); i++) {
        if (!same(old.get(i), now.get(i))) {
          return false;
        }
      }
      return true;
    }
    return old.isObject() && now.isObject() && sameFields(old, now);
  }

  private boolean sameFields(JsonNode old, JsonNode now) {
    Set<String> keys = new TreeSet<>();
    old.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    return keys.stream()
        .allMatch(
            key ->
                key.equals("values")
                    ? old.path(key).equals(now.path(key))
                    : same(old.path(key), now.path(key)));
  }

  /** The rows that a unit test gives the source may be keyed by the new name. */
  boolean sameGiven(JsonNode old, JsonNode now) {
    if (old.equals(now)) {
      return true;
    }
    if (!old.isArray() || !now.isArray() || old.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.get(i)) && !isSameInput(old.get(i), now.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean isSameInput(JsonNode old, JsonNode now) {
    String[] parts = source.split("\\.", 4);
    if (parts.length != 4) {
      return false;
    }
    Pattern call =
        Pattern.compile(
            ".*source\\(\\s*['\"]"
                + Pattern.quote(parts[2])
                + "['\"]\\s*,\\s*['\"]"
                + Pattern.quote(parts[3])
                + "['\"]\\s*\\).*");
    return call.matcher(old.path("input").asText()).matches() && keyed(old).equals(keyed(now));
  }

  private String keyed(JsonNode given) {
    return given
        .toString()
        .toLowerCase(Locale.ROOT)
        .replace(
            "\"" + from.toLowerCase(Locale.ROOT) + "\":",
            "\"" + to.toLowerCase(Locale.ROOT) + "\":");
  }
}
