package dev.nightshift.activities.tools;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.diagnosis.Withheld;
import dev.nightshift.activities.warehouse.Looks;
import dev.nightshift.activities.warehouse.Looks.Own;
import dev.nightshift.activities.warehouse.Looks.Question;
import dev.nightshift.activities.warehouse.Looks.Seen;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.values.Privacy;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks the sandbox or production one question, and tells what the policy lets a model read. */
final class QueryTool implements Tool {
  private static final String SQL = "sql";
  private static final String NODE = "node";
  private static final String WHERE = "where";
  private static final String LIMIT = "limit";
  private static final String PRODUCTION = "production";
  private static final int FEW = 20;
  private static final int MOST = 100;
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Set<String> RELATIONS = Set.of("model", "seed", "snapshot", "source");

  private final Described described;
  private final Looks looks;
  private final ToolShape shape;
  private final boolean ofNode;

  private QueryTool(Described described, Looks looks, ToolShape shape, boolean ofNode) {
    this.described = described;
    this.looks = looks;
    this.shape = shape;
    this.ofNode = ofNode;
  }

  static List<Tool> all(Described described, Looks looks) {
    String limit = "At most so many rows, 20 if it is not said, 100 at most.";
    String query =
        Schema.of()
            .text(SQL, "One select statement in the warehouse's own SQL, without Jinja.")
            .optionalText(WHERE, "sandbox (the default) or production, which is only read.")
            .optionalNumber(LIMIT, limit)
            .json();
    String show =
        Schema.of()
            .text(NODE, "A model's or a test's name or its unique id.")
            .optionalNumber(LIMIT, limit)
            .json();
    return List.of(
        new QueryTool(
            described,
            looks,
            new ToolShape(
                "run_sql_query",
                "Asks the data one question. Counts and keys come as they are, other values as what"
                    + " kind they are and which are equal, columns that are marked as sensitive"
                    + " not at all.",
                query),
            false),
        new QueryTool(
            described,
            looks,
            new ToolShape(
                "show", "Shows rows that a model or a test would give in the sandbox.", show),
            true));
  }

  @Override
  public ToolShape shape() {
    return shape;
  }

  /** One that builds may not be in the sandbox meanwhile. */
  @Override
  public Place place() {
    return Place.CHANGES;
  }

  @Override
  public String use(Arguments arguments, Desk desk) throws IOException {
    int most = arguments.number(LIMIT, FEW);
    if (most < 1 || most > MOST) {
      throw Declined.cannot("the limit is a number from 1 to " + MOST);
    }
    Manifest parsed = described.by(Verb.PARSE, List.of(), desk);
    return ofNode
        ? show(GraphTool.found(parsed, arguments.text(NODE)), most, desk)
        : ask(arguments, most, parsed, desk);
  }

  private String ask(Arguments arguments, int most, Manifest parsed, Desk desk) throws IOException {
    String sql = arguments.text(SQL);
    String where = arguments.optional(WHERE).orElse("sandbox");
    if (!where.equals("sandbox") && !where.equals(PRODUCTION)) {
      throw Declined.cannot("where is sandbox or " + PRODUCTION);
    }
    List<Node> named = named(sql, parsed);
    Manifest manifest = compiled(named, parsed, desk);
    Guard guard = new Guard(manifest, named.stream().map(Node::id).toList(), desk);
    Question question = new Question(sql, most, door -> guard.of(door)::of);
    Seen seen =
        where.equals(PRODUCTION)
            ? looks.production(desk.use().workspace().project(), guard.database(), question)
            : looks.inside(desk.sandbox(), question);
    return guard.told(seen);
  }

  private String show(Node node, int most, Desk desk) throws IOException {
    Manifest manifest =
        described.by(Verb.COMPILE, List.of("+" + GraphTool.selector(node.id())), desk);
    String sql = manifest.node(node.id()).orElse(node).text("compiled_code");
    if (sql.isBlank()) {
      throw Declined.cannot(node.id() + " is nothing that dbt compiles to SQL");
    }
    Guard guard = new Guard(manifest, List.of(node.id()), desk);
    return guard.told(
        looks.own(
            desk.sandbox(),
            new Own(
                sql,
                most,
                door -> {
                  Withheld withheld = guard.of(door);
                  return column -> withheld.of(node.id(), column);
                })));
  }

  /** What keeps marked columns from a model, and tells it the rest. */
  private static final class Guard {
    private final Manifest manifest;
    private final List<String> nodes;
    private final Privacy privacy;
    private Set<String> keys = Set.of();

    Guard(Manifest manifest, List<String> nodes, Desk desk) {
      this.manifest = manifest;
      this.nodes = nodes;
      this.privacy = desk.project().policy().privacy();
    }

    Withheld of(Production door) {
      Withheld withheld = new Withheld(manifest, nodes, privacy, door);
      keys = withheld.keys();
      return withheld;
    }

    String database() {
      return RunFacts.around(manifest, manifest.nodes().keySet()).database();
    }

    String told(Seen seen) {
      return new SeenRows(seen, keys, privacy).text();
    }
  }

  /** All whose relations can be meant: more than are, since any word can be a name. */
  private static List<Node> named(String sql, Manifest manifest) {
    Set<String> words =
        WORD.matcher(sql.toLowerCase(Locale.ROOT))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    return manifest.nodes().values().stream()
        .filter(node -> RELATIONS.contains(node.type()))
        .filter(
            node ->
                List.of(node.name(), node.text("alias"), node.text("identifier")).stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .anyMatch(words::contains))
        .toList();
  }

  /** What is made of a marked column only compiled code tells. */
  private Manifest compiled(List<Node> named, Manifest parsed, Desk desk) throws IOException {
    List<String> select =
        named.stream()
            .filter(node -> node.type().equals("model") || node.type().equals("snapshot"))
            .map(node -> "+" + node.name())
            .distinct()
            .toList();
    return select.isEmpty() ? parsed : described.by(Verb.COMPILE, select, desk);
  }
}
