package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Claude Code 2.1, as it was measured. */
final class ClaudeCode implements Agent {
  /** The variable with the key of its model. */
  static final String KEY = "ANTHROPIC_API_KEY";

  /** Or with what a subscription gives in place of it, by {@code claude setup-token}. */
  static final String TOKEN = "CLAUDE_CODE_OAUTH_TOKEN";

  /** Whatever else there is, it is not offered: an answer by one of these is within the policy. */
  private static final String TOOLS = "Bash,Read,Edit,Write,Glob,Grep";

  private static final Duration TOOLS_BEGIN = Duration.ofMinutes(1);

  /** Before the name of each of our tools; alone it stands for all of them. */
  private static final String OURS = "mcp__" + ToolDoor.NAME;

  @Override
  public String name() {
    return "claude-code";
  }

  @Override
  public Path program(Supplies supplies) {
    return supplies.part(name());
  }

  @Override
  public Access access(Supplies supplies) {
    String base = supplies.value("ANTHROPIC_BASE_URL");
    String address = base.isEmpty() ? "https://api.anthropic.com" : base;
    String model = supplies.value("ANTHROPIC_MODEL");
    Optional<String> token =
        supplies.secret(KEY).isPresent() ? Optional.empty() : supplies.secret(TOKEN);
    return token.isPresent()
        ? Access.subscribed(address, token.get(), model)
        : Access.anthropic(address, supplies.key(name(), KEY), model);
  }

  @Override
  public List<String> arguments(Start start) {
    List<String> words = new ArrayList<>(List.of("-p", "--output-format", "stream-json"));
    words.addAll(List.of("--verbose", "--tools", TOOLS));
    words.addAll(List.of("--allowedTools", start.tools().isEmpty() ? TOOLS : TOOLS + "," + OURS));
    words.addAll(List.of("--permission-mode", "dontAsk", "--setting-sources", ""));
    words.add("--strict-mcp-config");
    if (!start.tools().isEmpty()) {
      words.addAll(List.of("--mcp-config", servers(start.tools())));
    }
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

  private static String servers(List<String> command) {
    ObjectNode all = Converter.json().createObjectNode();
    ObjectNode ours = all.putObject("mcpServers").putObject(ToolDoor.NAME);
    ours.put("command", command.get(0));
    ArrayNode arguments = ours.putArray("args");
    command.stream().skip(1).forEach(arguments::add);
    return all.toString();
  }

  /**
   * It insists on a key or a token, and is content with any: by which of them it is, it says who it
   * is to the model in another way.
   */
  @Override
  public Map<String, String> environment(Path home, String model, Access access) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CLAUDE_CONFIG_DIR", home.resolve("claude").toString());
    environment.put("ANTHROPIC_BASE_URL", model);
    environment.put(access.header().equals("Authorization") ? TOKEN : KEY, "none");
    environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    environment.put("DISABLE_TELEMETRY", "1");
    environment.put("DISABLE_ERROR_REPORTING", "1");
    environment.put("DISABLE_AUTOUPDATER", "1");
    environment.put("CLAUDE_CODE_MAX_RETRIES", "2");
    environment.put("ENABLE_TOOL_SEARCH", "false");
    environment.put("MCP_TIMEOUT", "" + TOOLS_BEGIN.toMillis());
    // Each of ours has its own patience, and the session has one for all.
    environment.put("MCP_TOOL_TIMEOUT", "" + Duration.ofDays(1).toMillis());
    return environment;
  }

  @Override
  public Notes notes(Path home) {
    return new Transcript(home, "claude/projects");
  }

  @Override
  public Talk talk(Start start, Consumer<String> refused) {
    return Talk.of(start.said(), ClaudeCode::heard, new ClaudeLines());
  }

  static Told heard(Told before, JsonNode event) {
    Told now = before.in(event.path("session_id").asText(""));
    return switch (event.path("type").asText()) {
      case "system" -> lost(now, event);
      case "assistant" -> now.saying(words(event.path("message").path("content")));
      case "result" -> result(now.saying(event.path("result").asText("")), event);
      default -> now;
    };
  }

  /** It goes on without tools that it cannot reach, and would call that a success. */
  private static Told lost(Told now, JsonNode event) {
    for (JsonNode server : event.path("mcp_servers")) {
      if (server.path("status").asText().equals("failed")) {
        return now.failed("it could not reach the tools of " + server.path("name").asText());
      }
    }
    return now;
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
    return tool.startsWith(OURS + "__") || ("," + TOOLS + ",").contains("," + tool + ",");
  }
}
