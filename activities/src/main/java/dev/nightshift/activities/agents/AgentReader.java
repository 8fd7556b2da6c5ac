package dev.nightshift.activities.agents;

import dev.nightshift.activities.agents.AgentFile.ToolList;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.words.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads one file strictly: every problem at once, with its line and the nearest known word. */
final class AgentReader {
  private static final Set<String> KEYS =
      Set.of(
          "name",
          "version",
          "role",
          "goal",
          "backstory",
          "tools",
          "agents_squad",
          "slack",
          "engine");
  private static final Set<String> FRONT_MATTER =
      Set.of("name", "description", "tools", "model", "color");

  /** What Claude Code calls its tools, in our words; what it has more is nothing here. */
  private static final Map<String, List<String>> CLAUDE =
      Map.of(
          "Read", List.of("read_file"),
          "Write", List.of("write_file"),
          "Edit", List.of("write_file"),
          "MultiEdit", List.of("write_file"),
          "Glob", List.of("search_files_and_directories"),
          "LS", List.of("search_files_and_directories"),
          "Grep", List.of("ripgrep_search"),
          "Bash", List.of("run_terminal_command"),
          "Task", List.of("invoke_agent"));

  private static final String SERVED = "mcp__";
  private static final Pattern BETWEEN = Pattern.compile("[,\\s]+");

  private final String file;
  private final Set<String> tools;
  private final List<AgentProblem> problems = new ArrayList<>();

  /** {@code tools} are the names that there are. */
  AgentReader(String file, Set<String> tools) {
    this.file = file;
    this.tools = tools;
  }

  List<AgentProblem> problems() {
    return problems;
  }

  /** Of {@code name.yml}; empty where something is wrong in it. */
  Optional<AgentFile> yaml(String name, String text) {
    Map<String, Node> keys = keys(compose(text, 0), KEYS);
    String said = text(keys, "name");
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    if (!name.equals(said)) {
      note(
          keys.get("name"),
          said.isEmpty()
              ? "`name` is missing; it is «" + name + "», as the file"
              : "`name` is «" + said + "», and the file is called " + name);
    }
    version(keys);
    for (String needed : List.of("role", "goal")) {
      if (text(keys, needed).isBlank()) {
        note(keys.get(needed), "`" + needed + "` is missing");
      }
    }
    AgentFile agent =
        new AgentFile(
            file,
            name,
            text(keys, "role").strip(),
            text(keys, "goal").strip(),
            text(keys, "backstory").strip(),
            toolList(keys.get("tools")),
            text(keys(keys.get("slack"), Set.of("channel")), "channel"),
            texts(keys.get("agents_squad"), "agents_squad"),
            text(keys, "engine"));
    return problems.isEmpty() ? Optional.of(agent) : Optional.empty();
  }

  /** Of {@code name.md} with front matter; its body is how the agent works. */
  Optional<AgentFile> markdown(String name, String text) {
    List<String> lines = text.lines().toList();
    int end = lines.subList(Math.min(1, lines.size()), lines.size()).indexOf("---") + 1;
    if (lines.isEmpty() || !lines.get(0).equals("---") || end == 0) {
      problems.add(new AgentProblem(file, 1, "it begins with front matter between lines of ---"));
      return Optional.empty();
    }
    Map<String, Node> keys =
        keys(compose(String.join("\n", lines.subList(1, end)), 1), FRONT_MATTER);
    AgentFile agent =
        new AgentFile(
            file,
            text(keys, "name").isEmpty() ? name : text(keys, "name"),
            text(keys, "description").strip(),
            null,
            String.join("\n", lines.subList(end + 1, lines.size())).strip(),
            claudeTools(keys.get("tools")),
            null,
            null,
            null);
    return problems.isEmpty() ? Optional.of(agent) : Optional.empty();
  }

  private Node compose(String text, int before) {
    try {
      return new Compose(LoadSettings.builder().setLabel(file).setUseMarks(true).build())
          .composeString(text)
          .orElse(null);
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1 + before).orElse(0);
      problems.add(new AgentProblem(file, line, "this is not YAML: " + broken.getProblem()));
    } catch (YamlEngineException broken) {
      problems.add(new AgentProblem(file, 0, "this is not YAML: " + broken.getMessage()));
    } catch (StackOverflowError bottomless) {
      problems.add(new AgentProblem(file, 0, "it is nested hundreds deep"));
    }
    return null;
  }

  private Map<String, Node> keys(Node node, Set<String> known) {
    Map<String, Node> keys = new LinkedHashMap<>();
    if (node == null) {
      return keys;
    }
    if (!(node instanceof MappingNode mapping)) {
      note(node, "keys with values are wanted here");
      return keys;
    }
    for (NodeTuple entry : mapping.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        note(
            entry.getKeyNode(),
            "`"
                + key
                + "` is not known here"
                + Nearest.to(key, known).map(near -> "; is `" + near + "` meant?").orElse(""));
      } else if (keys.put(key, entry.getValueNode()) != null) {
        note(entry.getKeyNode(), "`" + key + "` was given before");
      }
    }
    return keys;
  }

  private String text(Map<String, Node> keys, String key) {
    Node node = keys.get(key);
    if (node == null) {
      return "";
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    note(node, "`" + key + "` is a text");
    return "";
  }

  private void version(Map<String, Node> keys) {
    String version = text(keys, "version");
    if (!version.isEmpty() && !version.equals("1")) {
      note(keys.get("version"), "version " + version + " is not known here; 1 is");
    }
  }

  private List<String> texts(Node node, String key) {
    List<String> texts = new ArrayList<>();
    if (node == null) {
      return texts;
    }
    if (!(node instanceof SequenceNode sequence)) {
      note(node, "`" + key + "` is a list");
      return texts;
    }
    for (Node item : sequence.getValue()) {
      if (item instanceof ScalarNode scalar) {
        texts.add(scalar.getValue());
      } else {
        note(item, "`" + key + "` is a list of words");
      }
    }
    return texts;
  }

  private ToolList toolList(Node node) {
    if (node == null) {
      return ToolList.ALL;
    }
    Map<String, Node> keys = keys(node, Set.of("mode", "list"));
    String mode = text(keys, "mode");
    if (!mode.equals("allowlist") && !mode.equals("denylist")) {
      note(
          keys.getOrDefault("mode", node),
          "`tools.mode` is allowlist or denylist, not «" + mode + "»");
    }
    List<String> names = texts(keys.get("list"), "tools.list");
    if (keys.get("list") instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        known(item);
      }
    } else if (keys.get("list") == null) {
      note(node, "`tools.list` is missing");
    }
    return new ToolList(mode.equals("allowlist"), names);
  }

  private void known(Node item) {
    // Which tools other servers have, the configuration knows.
    if (item instanceof ScalarNode scalar
        && !tools.contains(scalar.getValue())
        && !ToolServer.isTools(scalar.getValue())) {
      note(
          item,
          "there is no tool «"
              + scalar.getValue()
              + "»"
              + Nearest.to(scalar.getValue(), tools)
                  .map(near -> "; is " + near + " meant?")
                  .orElse(""));
    }
  }

  /** Without any it has all, as there. */
  private static ToolList claudeTools(Node node) {
    if (node instanceof ScalarNode scalar) {
      return inOurWords(BETWEEN.splitAsStream(scalar.getValue().strip()));
    }
    if (node instanceof SequenceNode sequence) {
      return inOurWords(
          sequence.getValue().stream()
              .map(item -> item instanceof ScalarNode scalar ? scalar.getValue() : ""));
    }
    return ToolList.ALL;
  }

  private static ToolList inOurWords(Stream<String> theirs) {
    return new ToolList(true, theirs.flatMap(AgentReader::inOurWords).distinct().toList());
  }

  /** A tool of another server is called with its server's name, behind three letters there. */
  private static Stream<String> inOurWords(String name) {
    return name.startsWith(SERVED)
        ? Stream.of(name.substring(SERVED.length()))
        : CLAUDE.getOrDefault(name, List.of()).stream();
  }

  private void note(Node node, String says) {
    int line = node == null ? 0 : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    problems.add(new AgentProblem(file, line, says));
  }
}
