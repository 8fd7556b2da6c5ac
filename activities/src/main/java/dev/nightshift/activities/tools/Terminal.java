package dev.nightshift.activities.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.values.Policy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command line as agent files write it, read word by word; no shell and no process sees it. What
 * is meant is done by the tool that does it: a command of dbt, a look at a file. Git's words at the
 * end of a piece of work say that it is to be published: that is done after the gate, by others.
 * What the policy adds is run as it stands there.
 */
final class Terminal implements Tool {
  private static final Set<String> SELECTING = Set.of("--select", "-s", "--models", "-m");
  private static final String KNOWN =
      "dbt build, run, test, compile, list and parse with --select and --exclude; git log -n N, diff,"
          + " show COMMIT, show COMMIT:PATH and blame, each with -- PATH where it is about one;"
          + " git status, add, commit -m and push origin HEAD:<branch>; ls, cat, grep -rn";

  private final Map<String, Tool> tools = new HashMap<>();

  private final AddedCommands added;

  Terminal(List<Tool> others, AddedCommands added) {
    this.added = added;
    others.forEach(tool -> tools.put(tool.shape().name(), tool));
  }

  @Override
  public ToolShape shape() {
    return shape(Policy.standard());
  }

  @Override
  public ToolShape shape(Policy policy) {
    return new ToolShape(
        "run_terminal_command",
        "Runs one command, without a shell: " + known(policy) + ". Nothing else is known here.",
        Schema.of().text("command", "The command with its arguments.").json());
  }

  private static String known(Policy policy) {
    String more = AddedCommands.known(policy);
    return more.isEmpty() ? KNOWN : KNOWN + more + ", with paths of the project behind them";
  }

  @Override
  public Place place() {
    return Place.CHANGES;
  }

  @Override
  public String use(Arguments arguments, Desk desk) throws IOException {
    List<String> words = CommandLine.words(arguments.text("command"));
    Policy policy = desk.project().policy();
    Optional<Policy.Added> own = AddedCommands.meant(words, policy);
    if (own.isPresent()) {
      if (own.get().writes()) {
        desk.needs("write_file", own.get().run());
      }
      return added.run(own.get(), words, desk);
    }
    List<String> rest = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "dbt" -> dbt(rest, desk);
      case "git" -> new GitWords(desk).answer(rest);
      case "ls" -> other("search_files_and_directories", Map.of("pattern", path(rest)), desk);
      case "cat" -> other("read_file", Map.of("path", path(rest), "lines", "100000"), desk);
      case "grep" -> grep(rest, desk);
      default ->
          throw Declined.forbidden(words.get(0) + " is not known here; known are " + known(policy));
    };
  }

  private static String path(List<String> rest) {
    List<String> paths = rest.stream().filter(word -> !word.startsWith("-")).toList();
    if (paths.size() > 1) {
      throw Declined.cannot("one path at a time");
    }
    return paths.isEmpty() ? "" : paths.get(0);
  }

  private String grep(List<String> rest, Desk desk) throws IOException {
    List<String> plain = rest.stream().filter(word -> !word.startsWith("-")).toList();
    if (plain.isEmpty() || !rest.stream().allMatch(word -> word.matches("-[rnHiE]+|[^-].*"))) {
      throw Declined.cannot("grep is known as: grep -rn EXPRESSION");
    }
    String pattern = rest.stream().anyMatch(word -> word.matches("-\\w*i\\w*")) ? "(?i)" : "";
    return other("ripgrep_search", Map.of("pattern", pattern + plain.get(0)), desk);
  }

  private String dbt(List<String> words, Desk desk) throws IOException {
    if (words.isEmpty()) {
      throw Declined.cannot("dbt needs a command: " + KNOWN);
    }
    String verb = words.get(0).equals("ls") ? "list" : words.get(0);
    List<String> select = new ArrayList<>();
    List<String> exclude = new ArrayList<>();
    List<String> into = null;
    for (String word : words.subList(1, words.size())) {
      if (SELECTING.contains(word)) {
        into = select;
      } else if (word.equals("--exclude")) {
        into = exclude;
      } else if (word.startsWith("-") || into == null) {
        throw Declined.forbidden("dbt " + verb + " " + word + " is not known here; " + KNOWN);
      } else {
        into.add(word);
      }
    }
    ObjectNode json = Converter.json().createObjectNode();
    switch (verb) {
      case "build", "run", "test" -> {
        put(json.putArray("select"), select.isEmpty() ? List.of("*") : select);
        put(json.putArray("exclude"), exclude);
      }
      case "compile", "list", "parse" -> json.put("node", select.isEmpty() ? "*" : select.get(0));
      default -> throw Declined.forbidden("dbt " + verb + " is not known here; " + KNOWN);
    }
    String tool = verb.equals("parse") ? "list" : verb;
    desk.needs(tool, "dbt " + verb);
    return tools.get(tool).use(Arguments.of(json.toString()), desk);
  }

  private String other(String tool, Map<String, String> said, Desk desk) throws IOException {
    ObjectNode json = Converter.json().createObjectNode();
    said.forEach(
        (name, text) -> {
          if (name.equals("lines")) {
            json.put(name, Integer.parseInt(text));
          } else {
            json.put(name, text);
          }
        });
    return tools.get(tool).use(Arguments.of(json.toString()), desk);
  }

  private static void put(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }
}
