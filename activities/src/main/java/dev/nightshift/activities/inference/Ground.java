package dev.nightshift.activities.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.Manifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What a project's manifest says that inference goes by: its models, and the tests they have. */
final class Ground {
  private static final List<String> SAID =
      List.of("description", "data_type", "constraints", "meta", "tags");

  private static final Set<String> MODELS = Set.of("model", "snapshot", "seed", "source");

  private final Manifest manifest;
  private final String project;
  private final Map<String, Model> models = new LinkedHashMap<>();
  private final Map<String, List<Check>> checks = new LinkedHashMap<>();
  private final Map<String, String> relations = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, Map<String, Check>> tests = new LinkedHashMap<>();
  // Several models are judged at once.
  private final Map<String, QueryOf> queries = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> behind = new ConcurrentHashMap<>();

  Ground(Manifest manifest) {
    this.manifest = manifest;
    this.project = manifest.metadata().path("project_name").asText("");
    for (Manifest.Node node : manifest.nodes().values()) {
      if (MODELS.contains(node.type())) {
        names.putIfAbsent(referred(node), node.id());
        names.putIfAbsent(node.name(), node.id());
        relations.putIfAbsent(plain(node.text("relation_name")), node.id());
      }
    }
    TestReading reading = new TestReading(manifest, names);
    for (Manifest.Node node : manifest.nodes().values()) {
      if (node.type().equals("test")) {
        reading
            .of(node)
            .ifPresent(
                test -> {
                  tests
                      .computeIfAbsent(test.on(), on -> new LinkedHashMap<>())
                      .put(node.id(), test.check());
                  List<Check> there = checks.computeIfAbsent(test.on(), on -> new ArrayList<>());
                  // Twice, as with two conditions, it says no more.
                  if (there.stream().noneMatch(test.check()::same)) {
                    there.add(test.check());
                  }
                });
      }
    }
    for (Manifest.Node node : manifest.nodes().values()) {
      if (node.type().equals("model") && isOurs(node)) {
        models.put(node.id(), new Model(node, checks.getOrDefault(node.id(), List.of())));
      }
    }
  }

  /** What belongs to a package has its author's habits. */
  private boolean isOurs(Manifest.Node node) {
    return project.isEmpty() || node.packageName().equals(project);
  }

  /** A model by its name, a source's table by both of its own, as tests refer to them. */
  static String referred(Manifest.Node node) {
    return node.type().equals("source")
        ? node.text("source_name") + "." + node.name()
        : node.name();
  }

  /** A relation without quotes, in lower case, as queries are read. */
  static String plain(String relation) {
    return relation.replaceAll("[\"`\\[\\]]", "").toLowerCase(Locale.ROOT);
  }

  Map<String, Model> models() {
    return models;
  }

  Optional<Manifest.Node> node(String id) {
    return manifest.node(id);
  }

  List<Check> checks(String id) {
    return checks.getOrDefault(id, List.of());
  }

  /** The same by the tests' own ids, however often one is there. */
  Map<String, Check> tests(String id) {
    return tests.getOrDefault(id, Map.of());
  }

  /** What tests call by that name. */
  Optional<Manifest.Node> named(String referred) {
    return Optional.ofNullable(names.get(referred)).flatMap(this::node);
  }

  /** The resource behind a relation that a query reads; it may be written in part. */
  Optional<String> behind(String relation) {
    return relation == null ? Optional.empty() : behind.computeIfAbsent(relation, this::sought);
  }

  private Optional<String> sought(String relation) {
    String exact = relations.get(relation);
    if (exact != null) {
      return Optional.of(exact);
    }
    String end = "." + relation;
    List<String> fitting =
        relations.entrySet().stream()
            .filter(entry -> entry.getKey().endsWith(end))
            .map(Map.Entry::getValue)
            .distinct()
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
  }

  /** As tests name it. */
  String referred(String id) {
    return node(id).map(Ground::referred).orElse(id);
  }

  /** Whether it has a test that a column is unique, or one by some of these columns. */
  boolean isUniqueBy(String id, Set<String> columns, String hidden) {
    return !id.equals(hidden)
        && checks(id).stream()
            .filter(check -> check.kind() == Kind.UNIQUE || check.kind() == Kind.COMBINATION)
            .anyMatch(check -> columns.containsAll(check.columns()));
  }

  /** The query of a model, read once; nothing where dbt has not compiled it. */
  QueryOf query(String id) {
    return queries.computeIfAbsent(id, one -> QueryOf.of(node(one).orElseThrow()));
  }

  /** The models that read it. */
  List<String> readers(String id) {
    return manifest.children(id).stream().filter(models::containsKey).toList();
  }

  /** A model of the project: its words are all names that its SQL has, made by it or not. */
  static final class Model {
    private final String id;
    private final String name;
    private final String folder;
    private final List<String> documented;
    private final List<String> described;
    private final Set<String> words;
    private final List<Check> checks;
    private final Map<Kind, Set<String>> tested = new EnumMap<>(Kind.class);
    private final Map<Role, List<String>> roles = new EnumMap<>(Role.class);

    private Model(Manifest.Node node, List<Check> checks) {
      String path = node.path();
      int slash = path.lastIndexOf('/');
      this.id = node.id();
      this.name = node.name().toLowerCase(Locale.ROOT);
      this.folder = slash < 0 ? "" : path.substring(0, slash);
      this.documented =
          node.columns().keySet().stream().map(one -> one.toLowerCase(Locale.ROOT)).toList();
      this.described =
          node.columns().entrySet().stream()
              .filter(entry -> isDescribed(entry.getValue()))
              .map(entry -> entry.getKey().toLowerCase(Locale.ROOT))
              .toList();
      this.words = words(node.text("raw_code"));
      this.checks = checks;
      for (Check check : checks) {
        tested.computeIfAbsent(check.kind(), kind -> new HashSet<>()).addAll(check.columns());
      }
      for (String column : documented) {
        roles.computeIfAbsent(Role.of(column, name), role -> new ArrayList<>()).add(column);
      }
    }

    private static Set<String> words(String sql) {
      return Arrays.stream(sql.toLowerCase(Locale.ROOT).split("\\W+", -1))
          .collect(Collectors.toSet());
    }

    /** Whether something is said of a column: one that is listed alone is listed for its tests. */
    private static boolean isDescribed(JsonNode column) {
      return SAID.stream()
          .map(column::path)
          .anyMatch(said -> said.isTextual() ? !said.asText().isBlank() : !said.isEmpty());
    }

    String id() {
      return id;
    }

    /** Whether it is the other one, or another version of it. */
    boolean isVersionOf(Model other) {
      return name.equals(other.name);
    }

    /** The columns of which something is said besides their tests. */
    List<String> described() {
      return described;
    }

    String name() {
      return name;
    }

    String folder() {
      return folder;
    }

    List<String> documented() {
      return documented;
    }

    List<String> ofRole(Role role) {
      return roles.getOrDefault(role, List.of());
    }

    List<Check> checks() {
      return checks;
    }

    boolean isTested() {
      return !checks.isEmpty();
    }

    /** Whether it has a column of that name, as far as its documentation and its text tell. */
    boolean has(String column) {
      return words.contains(column) || documented.contains(column);
    }

    boolean tests(Kind kind, String column) {
      return tested.getOrDefault(kind, Set.of()).contains(column);
    }

    long count(Kind kind) {
      return checks.stream().filter(check -> check.kind() == kind).count();
    }
  }
}
