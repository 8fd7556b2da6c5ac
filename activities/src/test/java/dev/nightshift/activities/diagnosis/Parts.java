package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nodes of a made-up graph of project {@code s}. */
final class Parts {
  private Parts() {}

  static Part part(
      String id,
      String type,
      String schema,
      String name,
      Map<String, String> columns,
      String materialized,
      List<String> parents,
      String sql,
      Test test) {
    return new Part(
        id,
        type,
        name,
        "s",
        List.of("s", name),
        "models/" + name + ".sql",
        "",
        schema,
        name,
        columns,
        Map.of("materialized", materialized),
        parents,
        sql,
        sql,
        "sql",
        test,
        "");
  }

  /** The one test that fails. */
  static Part test(List<String> parents, String sql, Test test) {
    return part("test.s.t", "test", "audit", "t", Map.of(), "test", parents, sql, test);
  }

  /** As it was written, where dbt did not compile it. */
  static Part written(Part part, String raw) {
    return copy(part, part.config(), "", raw, part.said());
  }

  /** The same, which dbt compiled to this. */
  static Part compiled(Part part, String sql) {
    return copy(part, part.config(), sql, part.rawSql(), part.said());
  }

  static Part ephemeral(Part part) {
    return set(part, "materialized", "ephemeral");
  }

  /** The same, with one setting more. */
  static Part set(Part part, String setting, String value) {
    Map<String, String> config = new HashMap<>(part.config());
    config.put(setting, value);
    return copy(part, config, part.compiledSql(), part.rawSql(), part.said());
  }

  /** The same, of which the project says more. */
  static Part saying(Part part, Said said) {
    return copy(part, part.config(), part.compiledSql(), part.rawSql(), said);
  }

  private static Part copy(
      Part part, Map<String, String> config, String compiled, String raw, Said said) {
    return new Part(
        part.id(),
        part.type(),
        part.name(),
        part.packageName(),
        part.fqn(),
        part.path(),
        part.database(),
        part.schema(),
        part.identifier(),
        part.columns(),
        config,
        part.dependsOn(),
        compiled,
        raw,
        part.language(),
        part.test(),
        part.loadedAtField(),
        said);
  }

  /** Of the source {@code raw}, with the column that says when a row came. */
  static Part source(String name, String loadedAtField) {
    return new Part(
        "source.s.raw." + name,
        "source",
        name,
        "s",
        List.of("s", "raw", name),
        "models/_sources.yml",
        "",
        "raw",
        name,
        Map.of(),
        Map.of(),
        List.of(),
        "",
        "",
        "sql",
        null,
        loadedAtField);
  }
}
