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
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Privacy.Place;
import dev.nightshift.workflows.values.Privacy.Rows;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  public Tools.Place place() {
    return Tools.Place.CHANGES;
  }

  @Override
  public boolean needsSandbox() {
    return true;
  }

  @Override
  public String use(Arguments arguments, Desk desk) throws IOException {
    int most = arguments.number(LIMIT, FEW);
    if (most < 1 || most > MOST) {
      throw Declined.cannot("the limit is a number from 1 to " + MOST);
    }
    return ofNode ? show(arguments, most, desk) : ask(arguments, most, desk);
  }

  private String ask(Arguments arguments, int most, Desk desk) throws IOException {
    String sql = arguments.text(SQL);
    String where = arguments.optional(WHERE).orElse("sandbox");
    if (!where.equals("sandbox") && !where.equals(PRODUCTION)) {
      throw Declined.cannot("where is sandbox or " + PRODUCTION);
    }
    boolean production = where.equals(PRODUCTION);
    Optional<Manifest> base = described.base(Verb.PARSE, List.of(), desk);
    if (base.isPresent() && (production || !looks.isTouched(desk.sandbox()))) {
      List<Node> named = named(sql, base.get());
      Manifest compiled = compiled(named, base.get(), desk);
      Guard guard = Guard.exact(compiled, named, desk);
      return guard.told(look(sql, most, production, guard, desk));
    }
    Manifest now = described.now(base, desk);
    Guard guard = Guard.of(base, now, named(sql, now), desk);
    return guard.told(look(sql, most, production, guard, desk));
  }

  private Seen look(String sql, int most, boolean production, Guard guard, Desk desk) {
    Question question = new Question(sql, most, door -> guard.of(door)::of);
    return production
        ? looks.production(desk.use().workspace().project(), guard.database(), question)
        : looks.inside(desk.sandbox(), question);
  }

  private String show(Arguments arguments, int most, Desk desk) throws IOException {
    Optional<Manifest> base = described.base(Verb.PARSE, List.of(), desk);
    Node node = GraphTool.found(described.now(base, desk), arguments.text(NODE));
    Manifest now = described.by(Verb.COMPILE, List.of("+" + GraphTool.selector(node.id())), desk);
    String sql = now.node(node.id()).orElse(node).text("compiled_code");
    if (sql.isBlank()) {
      throw Declined.cannot(node.id() + " is nothing that dbt compiles to SQL");
    }
    boolean untouched = base.isPresent() && !looks.isTouched(desk.sandbox());
    Guard guard =
        untouched
            ? Guard.exact(now, List.of(node), desk)
            : Guard.of(base, now, List.of(node), desk);
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

  /**
   * What keeps marked columns from a model, and tells it the rest. By the code of the base it is
   * exact. Where changed code ran, nobody knows what is in a column: where anything is marked, all
   * but counts is masked then, keys too, whatever the policy shows.
   */
  private record Guard(
      Manifest manifest, List<Node> nodes, Privacy privacy, boolean exact, Set<String> keys) {
    static Guard exact(Manifest manifest, List<Node> nodes, Desk desk) {
      Privacy privacy = desk.project().policy().privacy();
      return new Guard(manifest, nodes, privacy, true, new HashSet<>());
    }

    static Guard of(Optional<Manifest> base, Manifest now, List<Node> nodes, Desk desk) {
      Privacy privacy = desk.project().policy().privacy();
      boolean nothingMarked =
          privacy.sensitive().isEmpty()
              && base.filter(Manifest::marks).isEmpty()
              && base.isPresent();
      return new Guard(now, nodes, privacy, nothingMarked, new HashSet<>());
    }

    Withheld of(Production door) {
      List<String> ids = nodes.stream().map(Node::id).toList();
      Withheld withheld = new Withheld(manifest, ids, privacy, door);
      if (exact) {
        keys.addAll(withheld.keys());
      }
      return withheld;
    }

    String database() {
      return RunFacts.around(manifest, manifest.nodes().keySet()).database();
    }

    String told(Seen seen) {
      return new SeenRows(seen, keys, exact ? privacy : masked()).text();
    }

    private Privacy masked() {
      Rows most = privacy.in(Place.MODEL) == Rows.FULL ? Rows.MASKED : privacy.in(Place.MODEL);
      return new Privacy(most, null, null, null, null, null, privacy.sensitive());
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
    return select.isEmpty()
        ? parsed
        : described
            .base(Verb.COMPILE, select, desk)
            .orElseThrow(() -> Declined.cannot("dbt could not compile the project as it was"));
  }
}
