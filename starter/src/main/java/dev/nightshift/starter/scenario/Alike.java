package dev.nightshift.starter.scenario;

import dev.nightshift.activities.scripted.ScriptedModel;
import dev.nightshift.activities.scripted.Step;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.scenario.Expected.Conclusion;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Cause;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Engines beside the first, for each of which a night is played anew. Their model is a script on
 * loopback that makes the edits of the first play: the engine, the cage, the tools and the whole
 * night are real, and it should end alike whoever thinks.
 */
final class Alike implements AutoCloseable {
  private static final String MODEL = "model:";
  private static final List<String> APIS = List.of("anthropic", "openai", "openai-chat");
  private static final String WORD = "alike";
  private static final String KEY = "NIGHTSHIFT_ALIKE_KEY";

  /** Who mends is told of the script by the team's own file, on the base branch. */
  private static final String AGENT = ".nightshift/agents/remediator.yml";

  private final List<String> engines;
  private final ScriptedModel model;

  Alike(List<String> engines) throws IOException {
    for (String engine : engines) {
      if (!known().contains(engine)) {
        throw new Refusal("--alike is of " + String.join(", ", known()));
      }
    }
    this.engines = List.copyOf(engines);
    model = engines.isEmpty() ? null : new ScriptedModel(WORD);
  }

  static List<String> known() {
    return Stream.concat(Stream.of("claude-code", "codex"), APIS.stream().map(MODEL::concat))
        .toList();
  }

  /** The same night by each. */
  List<Expected> twins(Expected scenario) {
    return engines.stream().map(scenario::by).toList();
  }

  /** What the configuration says of them. */
  String models() {
    StringBuilder yaml = new StringBuilder();
    for (String api : engines.isEmpty() ? List.<String>of() : APIS) {
      yaml.append(yaml.isEmpty() ? "models:\n" : "");
      yaml.append(
          "  - {name: %s, api: %s, model: %s, address: '%s', key: %s, prices: {input: 3, output: 15}}\n"
              .formatted(api, api, WORD, model.address(), KEY));
    }
    return yaml.toString();
  }

  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    if (!engines.isEmpty()) {
      for (String maker : List.of("ANTHROPIC", "OPENAI")) {
        environment.put(maker + "_BASE_URL", model.address());
        environment.put(maker + "_MODEL", WORD);
        environment.put(maker + "_API_KEY", WORD);
      }
      environment.put(KEY, WORD);
    }
    return environment;
  }

  /** Lays down in the twin's repository what leads its engine to the script of the first play. */
  void script(Expected twin, Played first, Path repository) throws IOException {
    Path file = repository.resolve(AGENT);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        name: remediator
        version: 1
        role: "Mends what broke. [[script:%s]]"
        goal: To have the night end as it did before.
        """
            .formatted(twin.project()));
    Step last = Step.says("That is all.");
    if (first.edits().isEmpty()) {
      model.plays(twin.project(), last);
    } else {
      model.plays(twin.project(), edits(twin, first.edits()), last);
    }
  }

  private static Step edits(Expected twin, Map<String, String> edits) {
    String root = twin.subfolder().isEmpty() ? "" : twin.subfolder() + "/";
    Map<String, String> inProject = new LinkedHashMap<>();
    edits.forEach((path, text) -> inProject.put(path.substring(root.length()), text));
    Step step = Step.says("This is how it should be.");
    if (twin.by().startsWith(MODEL)) {
      for (var edit : inProject.entrySet()) {
        Map<String, String> arguments = Map.of("path", edit.getKey(), "content", edit.getValue());
        step = step.uses("write_file", json(arguments));
      }
      return step;
    }
    List<String> commands = new ArrayList<>();
    inProject.forEach((path, text) -> commands.add(command(path, text)));
    String all = String.join(" && ", commands);
    return twin.by().equals("codex")
        ? step.uses("exec_command", json(Map.of("cmd", all)))
        : step.uses("Bash", json(Map.of("command", all, "description", "Write what is wanted")));
  }

  private static String command(String path, String text) {
    String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return "echo " + content + " | base64 -d > '" + path + "'";
  }

  private static String json(Map<String, String> arguments) {
    return Converter.json().valueToTree(arguments).toString();
  }

  /** What it came to by another engine and not by the first, each a sentence. */
  static List<String> differences(Played first, Played other) {
    if (first.outcome() == null || other.outcome() == null) {
      return List.of();
    }
    List<String> differences = new ArrayList<>();
    same("ending", first.outcome().ending(), other.outcome().ending(), differences);
    same("causes", causes(first.outcome()), causes(other.outcome()), differences);
    same(
        "left red",
        first.outcome().remaining().stream().sorted().toList(),
        other.outcome().remaining().stream().sorted().toList(),
        differences);
    same("patch", first.patch(), other.patch(), differences);
    return differences;
  }

  private static List<String> causes(RemediationOutcome outcome) {
    return outcome.causes().stream().map(Alike::concluded).sorted().toList();
  }

  private static String concluded(Cause cause) {
    return Conclusion.of(cause) + (cause.mended() ? ", mended" : "");
  }

  private static void same(String what, Object first, Object other, List<String> differences) {
    if (!first.equals(other)) {
      differences.add(what + " at first: " + first + ", and here: " + other);
    }
  }

  @Override
  public void close() {
    if (model != null) {
      model.close();
    }
  }
}
