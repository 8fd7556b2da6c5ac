package dev.nightshift.activities.headless;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request asks of a model. Whoever sits in the cage can write any request: one that would
 * have the provider itself go out (search, fetch an address, run code, call a server) is refused,
 * since that would be a way out of the cage.
 */
record Asked(JsonNode body, long bytes) {
  /** Tools that the agent uses itself. What is not known is not let through. */
  private static final Set<String> OWN_TOOLS =
      Set.of(
          "",
          "custom",
          "function",
          "namespace",
          "local_shell",
          "shell",
          "apply_patch",
          "tool_search");

  /** What has the provider itself look for something, or run it. */
  private static final Set<String> OUTWARD =
      Set.of("mcp_servers", "container", "web_search_options", "plugins");

  /** What the provider keeps and puts in: nobody here sees its tools or counts its tokens. */
  private static final Set<String> KEPT_THERE =
      Set.of("prompt", "previous_response_id", "conversation");

  private static final Set<String> FILES = Set.of("file", "input_file", "input_image");

  /**
   * What is judged is what goes, to the byte: of a name that stands twice, the provider could take
   * the other one.
   */
  private static final ObjectReader STRICT =
      Converter.json()
          .reader()
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Where the request names no end of its answer. */
  private static final long USUAL_ANSWER = 32_000;

  /** By these a request says how long its answer may be. */
  private static final List<String> ENDS =
      List.of("max_tokens", "max_output_tokens", "max_completion_tokens");

  private static final long LONGEST = 10_000_000;
  private static final long MOST_ANSWERS = 16;

  /** Fewer letters than a token has on average, in code too. */
  private static final long BYTES_A_TOKEN = 3;

  /** Empty where it is not JSON, or JSON that may be read in two ways. */
  static Optional<Asked> of(byte[] body) {
    try {
      JsonNode read = STRICT.readTree(body);
      return read != null && read.isObject()
          ? Optional.of(new Asked(read, body.length))
          : Optional.empty();
    } catch (IOException nonsense) {
      return Optional.empty();
    }
  }

  /** Which model it asks for. */
  String model() {
    return body.path("model").asText("");
  }

  /**
   * All of what is said could go into the model's cache, which costs more. What is counted with is
   * held to its bounds by {@link #refusal}.
   */
  Usage most(Settings.Prices prices) {
    long answer = ENDS.stream().mapToLong(name -> body.path(name).asLong()).max().orElseThrow();
    long said = bytes / BYTES_A_TOKEN;
    long most = (answer > 0 ? answer : USUAL_ANSWER) * Math.max(1, body.path("n").asLong());
    return new Usage(said, most, 1, prices.of(0, 0, said, most));
  }

  /** Why it may not go; empty where it may. */
  Optional<String> refusal() {
    if (OUTWARD.stream().anyMatch(body::has) || body.path("background").asBoolean()) {
      return Optional.of("a request may not have the model's provider act by itself");
    }
    if (KEPT_THERE.stream().anyMatch(body::hasNonNull) || refersBack(body.path("input"))) {
      return Optional.of("a request may not have the provider put in what it keeps");
    }
    if (!isCount("n", MOST_ANSWERS) || !ENDS.stream().allMatch(name -> isCount(name, LONGEST))) {
      return Optional.of("a request may not ask for so much");
    }
    Optional<String> tool = strangeTool(body.path("tools"));
    if (tool.isEmpty()) {
      for (JsonNode item : body.path("input")) {
        tool = tool.or(() -> strangeTool(item.path("tools")));
      }
    }
    if (tool.isPresent()) {
      return tool.map(type -> "the tool «" + type + "» is not run here but by the provider");
    }
    return reachesOut(body.path("messages")) || reachesOut(body.path("input"))
        ? Optional.of("a request may not name what the provider fetches")
        : Optional.empty();
  }

  /** A number from nothing to that, where there is one: it is counted with. */
  private boolean isCount(String name, long most) {
    JsonNode value = body.path(name);
    return value.isMissingNode()
        || value.isNull()
        || (value.isIntegralNumber()
            && value.canConvertToInt()
            && value.asLong() >= 0
            && value.asLong() <= most);
  }

  private static Optional<String> strangeTool(JsonNode tools) {
    for (JsonNode tool : tools) {
      String type = tool.path("type").asText("");
      if (!OWN_TOOLS.contains(type) && !type.matches("(bash|text_editor|memory)_\\d+")) {
        return Optional.of(type);
      }
      if (isElsewhere(tool.path("environment"))) {
        return Optional.of(type + " in " + tool.path("environment").path("type").asText());
      }
      Optional<String> inner = strangeTool(tool.path("tools"));
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  /** A shell has an environment: the agent's own, or a machine of the provider's with a network. */
  private static boolean isElsewhere(JsonNode environment) {
    return !environment.isMissingNode()
        && !environment.isNull()
        && !environment.path("type").asText().equals("local");
  }

  private static boolean refersBack(JsonNode input) {
    for (JsonNode item : input) {
      if (item.path("type").asText().equals("item_reference")) {
        return true;
      }
    }
    return false;
  }

  private static boolean reachesOut(JsonNode node) {
    if (node.isObject()
        && (node.path("type").asText().equals("url")
            || (FILES.contains(node.path("type").asText()) && node.hasNonNull("file_id"))
            || leads(node.path("image_url"))
            || leads(node.path("image_url").path("url"))
            || leads(node.path("file_url")))) {
      return true;
    }
    for (JsonNode inner : node) {
      if (reachesOut(inner)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leads(JsonNode address) {
    return address.isTextual() && !address.asText().startsWith("data:");
  }
}
