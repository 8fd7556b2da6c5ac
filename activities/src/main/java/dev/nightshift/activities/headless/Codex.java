package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Codex 0.169, as it was measured. All its settings are given by {@code -c}: it has no file. */
final class Codex implements Agent {
  /** The variable with the key of its model. */
  static final String KEY = "OPENAI_API_KEY";

  private static final String PROVIDER = "model_providers.nightshift.";
  private static final String TOOLS = "mcp_servers." + ToolDoor.NAME + ".";

  @Override
  public String name() {
    return "codex";
  }

  @Override
  public Path program(Supplies supplies) {
    return supplies.part(name());
  }

  @Override
  public Access access(Supplies supplies) {
    String base = supplies.value("OPENAI_BASE_URL");
    return Access.openAi(
        base.isEmpty() ? "https://api.openai.com" : base,
        supplies.key(name(), KEY),
        supplies.value("OPENAI_MODEL"));
  }

  /** The cage is what holds it: a sandbox of its own inside would need rights that it has not. */
  @Override
  public List<String> arguments(Start start) {
    List<String> words = new ArrayList<>(List.of("exec", "--json", "--skip-git-repo-check"));
    words.addAll(List.of("-s", "danger-full-access"));
    for (String feature : List.of("plugins", "apps", "remote_plugin")) {
      words.addAll(List.of("--disable", feature));
    }
    setting(words, "approval_policy", "\"never\"");
    setting(words, "web_search", "\"disabled\"");
    setting(words, "check_for_update_on_startup", "false");
    setting(words, "analytics.enabled", "false");
    // What the project's files tell an agent is in the briefing, as data.
    setting(words, "project_doc_max_bytes", "0");
    setting(words, "model_provider", "\"nightshift\"");
    setting(words, PROVIDER + "name", "\"nightshift\"");
    setting(words, PROVIDER + "base_url", "\"" + start.base() + "/v1\"");
    setting(words, PROVIDER + "wire_api", "\"responses\"");
    setting(words, PROVIDER + "env_key", "\"MODEL_KEY\"");
    setting(words, PROVIDER + "request_max_retries", "2");
    setting(words, PROVIDER + "stream_max_retries", "2");
    if (!start.tools().isEmpty()) {
      setting(words, TOOLS + "command", quoted(start.tools().get(0)));
      setting(
          words,
          TOOLS + "args",
          start.tools().stream()
              .skip(1)
              .map(Codex::quoted)
              .collect(Collectors.joining(", ", "[", "]")));
      setting(words, TOOLS + "startup_timeout_sec", "60");
      // Each of ours has its own patience, and the session has one for all.
      setting(words, TOOLS + "tool_timeout_sec", "86400");
      // Without it, it would go on without them and call that a success.
      setting(words, TOOLS + "required", "true");
    }
    if (!start.model().isEmpty()) {
      words.addAll(List.of("-m", start.model()));
    }
    if (start.resumes()) {
      words.addAll(List.of("resume", start.session()));
    }
    words.add("-");
    return words;
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static void setting(List<String> words, String key, String value) {
    words.addAll(List.of("-c", key + "=" + value));
  }

  @Override
  public Map<String, String> environment(Path home, String model, Access access) {
    return Map.of("CODEX_HOME", home.resolve("codex").toString(), "MODEL_KEY", "none");
  }

  @Override
  public Notes notes(Path home) {
    return new Transcript(home, "codex/sessions");
  }

  @Override
  public Talk talk(Start start, Consumer<String> refused) {
    return Talk.of(start.said(), Codex::heard, new CodexLines());
  }

  static Told heard(Told before, JsonNode event) {
    return switch (event.path("type").asText()) {
      case "thread.started" -> before.in(event.path("thread_id").asText(""));
      case "item.completed" -> item(before, event.path("item"));
      case "turn.completed" -> before.done();
      case "turn.failed" -> before.failed(event.path("error").path("message").asText());
      // It says so of each reconnection, and goes on.
      case "error" -> before.troubled(event.path("message").asText());
      default -> before;
    };
  }

  private static Told item(Told before, JsonNode item) {
    return item.path("type").asText().equals("agent_message")
        ? before.saying(item.path("text").asText(""))
        : before;
  }
}
