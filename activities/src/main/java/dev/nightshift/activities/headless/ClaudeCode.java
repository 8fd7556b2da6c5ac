package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Claude Code 2.1, as it was measured. */
final class ClaudeCode implements Agent {
  /** Whatever else there is, it is not offered: an answer by one of these is within the policy. */
  private static final String TOOLS = "Bash,Read,Edit,Write,Glob,Grep";

  @Override
  public String name() {
    return "claude-code";
  }

  @Override
  public String keyName() {
    return "ANTHROPIC_API_KEY";
  }

  @Override
  public Access access(String key, UnaryOperator<String> environment) {
    String base = environment.apply("ANTHROPIC_BASE_URL");
    return new Access(
        URI.create(base.isEmpty() ? "https://api.anthropic.com" : base),
        "x-api-key",
        key,
        environment.apply("ANTHROPIC_MODEL"));
  }

  @Override
  public List<String> arguments(Start start) {
    List<String> words = new ArrayList<>(List.of("-p", "--output-format", "stream-json"));
    words.addAll(List.of("--verbose", "--tools", TOOLS, "--allowedTools", TOOLS));
    words.addAll(List.of("--permission-mode", "dontAsk", "--setting-sources", ""));
    words.add("--strict-mcp-config");
    words.addAll(List.of("--max-turns", "" + Math.max(1, start.turns())));
    words.addAll(
        List.of(
            "--max-budget-usd",
            String.format(Locale.ROOT, "%.4f", Math.max(0.0001, start.dollars()))));
    if (!start.model().isEmpty()) {
      words.addAll(List.of("--model", start.model()));
    }
    words.addAll(List.of(start.resumes() ? "--resume" : "--session-id", start.session()));
    return words;
  }

  /** It insists on a key, and is content with any. */
  @Override
  public Map<String, String> environment(Path home, String model) {
    return Map.of(
        "CLAUDE_CONFIG_DIR", home.resolve("claude").toString(),
        "ANTHROPIC_BASE_URL", model,
        "ANTHROPIC_API_KEY", "none",
        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
        "DISABLE_TELEMETRY", "1",
        "DISABLE_ERROR_REPORTING", "1",
        "DISABLE_AUTOUPDATER", "1",
        "CLAUDE_CODE_MAX_RETRIES", "2",
        "ENABLE_TOOL_SEARCH", "false");
  }

  @Override
  public String sessions() {
    return "claude/projects";
  }

  @Override
  public Told heard(Told before, JsonNode event) {
    Told now = before.in(event.path("session_id").asText(""));
    return switch (event.path("type").asText()) {
      case "assistant" -> now.saying(words(event.path("message").path("content")));
      case "result" -> result(now.saying(event.path("result").asText("")), event);
      default -> now;
    };
  }

  /** An error of the API calls itself a success, so the subtype says nothing. */
  private static Told result(Told now, JsonNode event) {
    boolean refused = event.path("stop_reason").asText().equals("refusal");
    Told ended =
        refused
            ? now.failed("refusal")
            : event.path("is_error").asBoolean(true)
                ? now.failed(
                    event.path("terminal_reason").asText()
                        + " "
                        + event.path("errors").path(0).asText())
                : now.done();
    List<String> denied = new ArrayList<>();
    event
        .path("permission_denials")
        .forEach(denial -> denied.add(denial.path("tool_name").asText()));
    return ended.costing(event.path("total_cost_usd").asDouble(), denied);
  }

  private static String words(JsonNode content) {
    StringBuilder text = new StringBuilder();
    content.forEach(block -> text.append(block.path("text").asText("")));
    return text.toString();
  }

  static boolean offers(String tool) {
    return ("," + TOOLS + ",").contains("," + tool + ",");
  }
}
