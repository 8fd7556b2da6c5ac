package dev.nightshift.activities.tools;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.artifacts.Manifest.Node;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What the project's manifest says of a node: what it is, or what is above and below it. */
final class GraphTool implements Tool {
  private static final String NODE = "node";
  private static final int MOST = 80;
  private static final int LONGEST = 6_000;

  private final Described described;
  private final ToolShape shape;
  private final Verb verb;
  private final View view;

  private interface View {
    String of(Manifest manifest, String wanted);
  }

  private GraphTool(Described described, Verb verb, ToolShape shape, View view) {
    this.described = described;
    this.verb = verb;
    this.view = view;
    this.shape = shape;
  }

  static List<Tool> all(Described described) {
    String one = Schema.of().text(NODE, "A node's name or its unique id.").json();
    String some =
        Schema.of().text(NODE, "A part of the ids, such as source. or orders; * for all.").json();
    return List.of(
        new GraphTool(
            described,
            Verb.PARSE,
            new ToolShape("list", "Lists the project's nodes by a part of their ids.", some),
            GraphTool::ids),
        new GraphTool(
            described,
            Verb.PARSE,
            new ToolShape("lineage", "Lists what a node is made of and what reads it.", one),
            (manifest, wanted) -> lineage(manifest, found(manifest, wanted))),
        new GraphTool(
            described,
            Verb.PARSE,
            new ToolShape("node", "Says what a node is: file, settings, columns, tests.", one),
            (manifest, wanted) -> said(manifest, found(manifest, wanted))),
        new GraphTool(
            described,
            Verb.COMPILE,
            new ToolShape("compile", "Gives the SQL that dbt makes of a model or a test.", one),
            (manifest, wanted) -> shortened(found(manifest, wanted).text("compiled_code"))));
  }

  @Override
  public ToolShape shape() {
    return shape;
  }

  @Override
  public boolean needsSandbox() {
    return true;
  }

  @Override
  public Place place() {
    return Place.CHANGES;
  }

  @Override
  public String use(Arguments arguments, Desk desk) throws IOException {
    String wanted = arguments.text(NODE);
    List<String> select = verb == Verb.COMPILE ? List.of(selector(wanted)) : List.of();
    Selectors.check(select);
    return view.of(described.by(verb, select, desk), wanted);
  }

  /** dbt selects by names; of an id that is its last word. */
  static String selector(String wanted) {
    return wanted.matches("(?:model|snapshot|seed)\\.\\w+\\.\\w+")
        ? wanted.substring(wanted.lastIndexOf('.') + 1)
        : wanted;
  }

  static Node found(Manifest manifest, String wanted) {
    List<Node> found =
        manifest.nodes().values().stream()
            .filter(node -> node.id().equals(wanted) || node.name().equals(wanted))
            .toList();
    if (found.isEmpty()) {
      throw Declined.cannot("there is no node " + wanted);
    }
    if (found.size() > 1) {
      throw Declined.cannot(
          "several are called so: " + String.join(", ", found.stream().map(Node::id).toList()));
    }
    return found.get(0);
  }

  private static String ids(Manifest manifest, String part) {
    return listed(
        manifest.nodes().keySet().stream()
            .filter(id -> part.equals("*") || id.contains(part))
            .sorted()
            .toList());
  }

  private static String lineage(Manifest manifest, Node node) {
    return "made of:\n"
        + listed(reached(node.id(), manifest::parents))
        + "read by:\n"
        + listed(reached(node.id(), manifest::children));
  }

  private static String listed(List<String> ids) {
    StringBuilder text = new StringBuilder();
    ids.stream().limit(MOST).forEach(id -> text.append("- ").append(id).append('\n'));
    if (ids.size() > MOST) {
      text.append("- and ").append(ids.size() - MOST).append(" more\n");
    }
    return text.toString();
  }

  private static List<String> reached(String from, Function<String, List<String>> next) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty()) {
      next.apply(queue.poll()).stream().filter(found::add).forEach(queue::add);
    }
    return new ArrayList<>(found);
  }

  private static String said(Manifest manifest, Node node) {
    StringBuilder text = new StringBuilder();
    text.append(node.id()).append(" in ").append(node.path()).append('\n');
    text.append("settings: ").append(shortened(node.config().toString())).append('\n');
    if (!node.text("description").isEmpty()) {
      text.append("says of itself: ").append(shortened(node.text("description"))).append('\n');
    }
    node.columns()
        .forEach(
            (name, column) ->
                text.append("- column ")
                    .append(name)
                    .append(' ')
                    .append(column.path("data_type").asText(""))
                    .append(' ')
                    .append(shortened(column.path("description").asText("")))
                    .append('\n'));
    manifest.children(node.id()).stream()
        .map(manifest::node)
        .flatMap(Optional::stream)
        .filter(Node::isTest)
        .forEach(test -> text.append("- tested by ").append(test.id()).append('\n'));
    return text.toString();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "\n(and more)";
  }
}
