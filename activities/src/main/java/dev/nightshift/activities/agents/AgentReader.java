package dev.nightshift.activities.agents;

import dev.nightshift.activities.agents.AgentFile.ToolList;
import dev.nightshift.activities.configuration.EngineName;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.workflows.ports.Engines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
      Set.of("name", "description", "tools", "disallowedTools");

  /** What Claude Code reads besides, and nobody here. */
  private static final Set<String> UNUSED =
      Set.of(
          "background",
          "color",
          "effort",
          "hooks",
          "initialPrompt",
          "isolation",
          "maxTurns",
          "mcpServers",
          "memory",
          "model",
          "permissionMode",
          "skills");

  private static final Set<String> ALL_FRONT_MATTER =
      Stream.concat(FRONT_MATTER.stream(), UNUSED.stream()).collect(Collectors.toSet());

  private final String file;
  private final Set<String> tools;
  private final List<AgentProblem> problems = new ArrayList<>();
  private final List<AgentProblem> notes = new ArrayList<>();
  private boolean broken;

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
    if (broken) {
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
            engine(keys),
            notes);
    return broken ? Optional.empty() : Optional.of(agent);
  }

  /** Of {@code name.md} with front matter; its body is how the agent works. */
  Optional<AgentFile> markdown(String name, String text) {
    List<String> lines = text.lines().toList();
    int end = lines.subList(Math.min(1, lines.size()), lines.size()).indexOf("---") + 1;
    if (lines.isEmpty() || !lines.get(0).equals("---") || end == 0) {
      broken = true;
      problems.add(new AgentProblem(file, 1, "it begins with front matter between lines of ---"));
      return Optional.empty();
    }
    Map<String, Node> keys =
        keys(compose(String.join("\n", lines.subList(1, end)), 1), ALL_FRONT_MATTER);
    keys.forEach(
        (key, value) -> {
          if (UNUSED.contains(key)) {
            notes.add(new AgentProblem(file, line(value), "`" + key + "` is not used here"));
          }
        });
    AgentFile agent =
        new AgentFile(
            file,
            text(keys, "name").isEmpty() ? name : text(keys, "name"),
            text(keys, "description").strip(),
            null,
            String.join("\n", lines.subList(end + 1, lines.size())).strip(),
            claudeTools(keys),
            null,
            null,
            null,
            notes);
    return broken ? Optional.empty() : Optional.of(agent);
  }

  /** {@code before} lines stand before it in the file. */
  private Node compose(String text, int before) {
    try {
      return new Compose(LoadSettings.builder().setLabel(file).setUseMarks(true).build())
          .composeString("\n".repeat(before) + text)
          .orElse(null);
    } catch (MarkedYamlEngineException marked) {
      int line = marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(new AgentProblem(file, line, "this is not YAML: " + marked.getProblem()));
    } catch (YamlEngineException unmarked) {
      problems.add(new AgentProblem(file, 0, "this is not YAML: " + unmarked.getMessage()));
    } catch (StackOverflowError bottomless) {
      problems.add(new AgentProblem(file, 0, "it is nested hundreds deep"));
    }
    broken = true;
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

  private String engine(Map<String, Node> keys) {
    String engine = text(keys, "engine");
    for (String one : Engines.named(engine)) {
      if (!EngineName.isOne(one)) {
        note(
            keys.get("engine"),
            "`engine` is rules, claude-code, codex, model:NAME or acp:NAME, not «" + one + "»");
      }
    }
    return engine;
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
    boolean allowed = mode.equals("allowlist");
    if (keys.get("list") instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        known(item, allowed);
      }
    } else if (keys.get("list") == null) {
      note(node, "`tools.list` is missing");
    }
    return new ToolList(allowed, names.stream().filter(this::isTool).toList());
  }

  private boolean isTool(String name) {
    // Which tools other servers have, the configuration knows.
    return tools.contains(name) || ToolServer.isTools(name);
  }

  /**
   * A tool that other programs have and we do not is left out. One that is misspelt is a problem:
   * where it is denied, the agent would have what it may not, so its file is none.
   */
  private void known(Node item, boolean allowed) {
    if (!(item instanceof ScalarNode scalar) || isTool(scalar.getValue())) {
      return;
    }
    String says = "there is no tool «" + scalar.getValue() + "»";
    Optional<String> near = Nearest.to(scalar.getValue(), tools);
    if (near.isEmpty()) {
      notes.add(new AgentProblem(file, line(item), says + "; it is left out"));
      return;
    }
    problems.add(new AgentProblem(file, line(item), says + "; is " + near.get() + " meant?"));
    broken |= !allowed;
  }

  /** Without any it has all, as there. */
  private ToolList claudeTools(Map<String, Node> keys) {
    ToolList list =
        keys.get("tools") == null
            ? ToolList.ALL
            : new ToolList(true, ClaudeTools.allowed(lineOrList(keys, "tools")));
    return list.without(ClaudeTools.denied(lineOrList(keys, "disallowedTools")));
  }

  private List<String> lineOrList(Map<String, Node> keys, String key) {
    Node node = keys.get(key);
    return node instanceof ScalarNode scalar ? List.of(scalar.getValue()) : texts(node, key);
  }

  private void note(Node node, String says) {
    broken = true;
    problems.add(new AgentProblem(file, line(node), says));
  }

  private static int line(Node node) {
    return node == null ? 0 : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
