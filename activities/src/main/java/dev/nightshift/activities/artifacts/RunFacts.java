package dev.nightshift.activities.artifacts;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All that a diagnosis needs of a run: what failed, and the part of the graph around it. Kept as
 * JSON in the summary's {@code details}. {@code notes} are what a reader should know of the files
 * themselves; {@code parts} are bounded, and a note says when one was cut. {@code freshness} is of
 * all sources that were looked at; {@code stopped} is what stopped dbt before it ran anything;
 * {@code streaks} is what older runs tell of each node that failed or was skipped; {@code macros}
 * are those of packages that a failing node called in vain, by package.
 */
public record RunFacts(
    String project,
    String dbtProject,
    String invocation,
    String command,
    String dbtVersion,
    String adapter,
    String generatedAt,
    List<Outcome> failing,
    List<String> skipped,
    Map<String, Part> parts,
    List<String> notes,
    List<Freshness> freshness,
    List<DbtError> stopped,
    List<Streak> streaks,
    Map<String, List<String>> macros) {
  public RunFacts {
    project = requireNonNullElse(project, "");
    dbtProject = requireNonNullElse(dbtProject, "");
    invocation = requireNonNullElse(invocation, "");
    command = requireNonNullElse(command, "");
    dbtVersion = requireNonNullElse(dbtVersion, "");
    adapter = requireNonNullElse(adapter, "");
    generatedAt = requireNonNullElse(generatedAt, "");
    failing = failing == null ? List.of() : List.copyOf(failing);
    skipped = skipped == null ? List.of() : List.copyOf(skipped);
    parts = parts == null ? Map.of() : new LinkedHashMap<>(parts);
    notes = notes == null ? List.of() : List.copyOf(notes);
    freshness = freshness == null ? List.of() : List.copyOf(freshness);
    stopped = stopped == null ? List.of() : List.copyOf(stopped);
    streaks = streaks == null ? List.of() : List.copyOf(streaks);
    macros = macros == null ? Map.of() : new TreeMap<>(macros);
  }

  /** Of a run before which no other is known. */
  public RunFacts(
      String project,
      String dbtProject,
      String invocation,
      String command,
      String dbtVersion,
      String adapter,
      String generatedAt,
      List<Outcome> failing,
      List<String> skipped,
      Map<String, Part> parts,
      List<String> notes,
      List<Freshness> freshness,
      List<DbtError> stopped) {
    this(
        project,
        dbtProject,
        invocation,
        command,
        dbtVersion,
        adapter,
        generatedAt,
        failing,
        skipped,
        parts,
        notes,
        freshness,
        stopped,
        null,
        null);
  }

  /** Of no run: these nodes of a project, and the part of the graph around them. */
  public static RunFacts around(Manifest manifest, Collection<String> nodes) {
    Map<String, Part> parts = new Neighbourhood(manifest).around(nodes, id -> "");
    return new RunFacts(
        "", "", "", "", "", "", "", List.of(), List.of(), parts, null, null, null, null, null);
  }

  /** The database that dbt builds in: the one of most of its relations. */
  @JsonIgnore
  public String database() {
    Map<String, Long> databases =
        parts.values().stream()
            .filter(part -> part.hasRelation() && !part.isSource() && !part.database().isEmpty())
            .collect(Collectors.groupingBy(Part::database, TreeMap::new, Collectors.counting()));
    return databases.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** The same run, as if nothing else had failed. */
  public RunFacts only(Collection<String> nodes) {
    return new RunFacts(
        project,
        dbtProject,
        invocation,
        command,
        dbtVersion,
        adapter,
        generatedAt,
        failing.stream().filter(outcome -> nodes.contains(outcome.node())).toList(),
        skipped,
        parts,
        notes,
        freshness,
        stopped,
        streaks,
        macros);
  }

  public Optional<Part> part(String id) {
    return Optional.ofNullable(parts.get(id));
  }

  /** Empty where no earlier run tells of the node. */
  public Optional<Streak> streak(String node) {
    return streaks.stream().filter(streak -> streak.node().equals(node)).findFirst();
  }

  /**
   * How old the newest rows of a source were, against the limit from which it is an error: {@code
   * count} of {@code period}, 0 where there is none. {@code error} is why that could not be asked.
   */
  public record Freshness(
      String source,
      String status,
      String newest,
      String asked,
      double ageSeconds,
      long count,
      String period,
      String filter,
      String loader,
      String error) {
    public Freshness {
      source = requireNonNullElse(source, "");
      status = requireNonNullElse(status, "");
      newest = requireNonNullElse(newest, "");
      asked = requireNonNullElse(asked, "");
      period = requireNonNullElse(period, "");
      filter = requireNonNullElse(filter, "");
      loader = requireNonNullElse(loader, "");
      error = requireNonNullElse(error, "");
    }

    /** A warning does not fail a run; a status that no dbt we know writes is not passed. */
    @JsonIgnore
    public boolean failed() {
      return !fresh() && !status.equals("warn") && !status.equals("skipped");
    }

    @JsonIgnore
    public boolean fresh() {
      return status.equals("pass");
    }

    /** It was asked, and is too old for somebody. */
    @JsonIgnore
    public boolean late() {
      return status.equals("error") || status.equals("warn");
    }
  }

  /** A node that did not pass, its message whole within bounds. */
  public record Outcome(String node, String status, String message, long failures) {
    public Outcome {
      node = requireNonNullElse(node, "");
      status = requireNonNullElse(status, "");
      message = requireNonNullElse(message, "");
    }
  }

  /**
   * A node, source or test of the graph. {@code columns} are the documented ones with their
   * declared type, empty where none is declared; {@code config} only what a judgement needs.
   */
  public record Part(
      String id,
      String type,
      String name,
      String packageName,
      List<String> fqn,
      String path,
      String database,
      String schema,
      String identifier,
      Map<String, String> columns,
      Map<String, String> config,
      List<String> dependsOn,
      String compiledSql,
      String rawSql,
      String language,
      Test test,
      String loadedAtField,
      Said said) {
    public Part {
      id = requireNonNullElse(id, "");
      type = requireNonNullElse(type, "");
      name = requireNonNullElse(name, "");
      packageName = requireNonNullElse(packageName, "");
      fqn = fqn == null ? List.of() : List.copyOf(fqn);
      path = requireNonNullElse(path, "");
      database = requireNonNullElse(database, "");
      schema = requireNonNullElse(schema, "");
      identifier = requireNonNullElse(identifier, "");
      columns = columns == null ? Map.of() : new LinkedHashMap<>(columns);
      config = config == null ? Map.of() : new LinkedHashMap<>(config);
      dependsOn = dependsOn == null ? List.of() : List.copyOf(dependsOn);
      compiledSql = requireNonNullElse(compiledSql, "");
      rawSql = requireNonNullElse(rawSql, "");
      language = requireNonNullElse(language, "sql");
      loadedAtField = requireNonNullElse(loadedAtField, "");
      said = said == null ? Said.NOTHING : said;
    }

    /** Of which the project says nothing more. */
    public Part(
        String id,
        String type,
        String name,
        String packageName,
        List<String> fqn,
        String path,
        String database,
        String schema,
        String identifier,
        Map<String, String> columns,
        Map<String, String> config,
        List<String> dependsOn,
        String compiledSql,
        String rawSql,
        String language,
        Test test,
        String loadedAtField) {
      this(
          id,
          type,
          name,
          packageName,
          fqn,
          path,
          database,
          schema,
          identifier,
          columns,
          config,
          dependsOn,
          compiledSql,
          rawSql,
          language,
          test,
          loadedAtField,
          null);
    }

    @JsonIgnore
    public boolean isSource() {
      return type.equals("source");
    }

    @JsonIgnore
    public boolean isTest() {
      return type.equals("test") || type.equals("unit_test");
    }

    @JsonIgnore
    public boolean hasRelation() {
      return !identifier.isEmpty() && !isTest() && !config("materialized").equals("ephemeral");
    }

    /** {@code schema.identifier}, as a person says it. */
    @JsonIgnore
    public String relation() {
      return schema.isEmpty() ? identifier : schema + "." + identifier;
    }

    public String config(String key) {
      return config.getOrDefault(key, "");
    }

    /** What dbt compiled, else what was written. */
    @JsonIgnore
    public String sql() {
      return compiledSql.isBlank() ? rawSql : compiledSql;
    }
  }

  /**
   * What the project says of a node for people: what it is called and what it holds, whose it is
   * (an address, a name, or both), who loads it, which columns its tests call unique, and which it
   * marks as sensitive, {@code *} for all of them, or as open although what they are made of is
   * marked. {@code skip} is how it asks that its failures be left alone, empty where it does not.
   */
  public record Said(
      String label,
      String description,
      String owner,
      String loader,
      List<String> keys,
      List<String> sensitive,
      List<String> open,
      String skip) {
    static final Said NOTHING = new Said(null, null, null, null, null, null, null, null);

    public Said {
      label = requireNonNullElse(label, "");
      description = requireNonNullElse(description, "");
      owner = requireNonNullElse(owner, "");
      loader = requireNonNullElse(loader, "");
      keys = keys == null ? List.of() : List.copyOf(keys);
      sensitive = sensitive == null ? List.of() : List.copyOf(sensitive);
      open = open == null ? List.of() : List.copyOf(open);
      skip = requireNonNullElse(skip, "");
    }
  }

  /** A data test: generic ones have a name of their kind and arguments. */
  public record Test(
      String kind,
      String namespace,
      String column,
      String attachedNode,
      Map<String, String> arguments) {
    public Test {
      kind = requireNonNullElse(kind, "");
      namespace = requireNonNullElse(namespace, "");
      column = requireNonNullElse(column, "");
      attachedNode = requireNonNullElse(attachedNode, "");
      arguments = arguments == null ? Map.of() : new LinkedHashMap<>(arguments);
    }

    public String argument(String key) {
      return arguments.getOrDefault(key, "");
    }
  }
}
