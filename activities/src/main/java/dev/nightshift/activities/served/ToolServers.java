package dev.nightshift.activities.served;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.activities.served.CallBook.Entry;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Models.ToolShape;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Content;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The servers that the configuration names. Each is started for a question and ended after it: it
 * has no memory of ours, and nothing of it is left. It runs beside the worker and not in the cage,
 * since it is there to reach what agents may not.
 */
public final class ToolServers {
  /** What it may take to begin. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final int LONGEST_SCHEMA = 20_000;
  private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf", "allOf");
  private static final Answer NOT_AGAIN =
      new Answer(
          "An earlier try was cut off and may have been carried out; it is not made again", true);

  private final List<ToolServer> servers;
  private final Visits visits;
  private final CallBook book;
  private final Supplier<Attempt> attempt;
  private final Duration patience;

  /** Their commands are given in the folder of the configuration. */
  public ToolServers(
      Settings settings,
      Map<String, String> environment,
      Processes processes,
      CallBook book,
      Supplier<Attempt> attempt) {
    this(settings, environment, processes, book, attempt, PATIENCE);
  }

  ToolServers(
      Settings settings,
      Map<String, String> environment,
      Processes processes,
      CallBook book,
      Supplier<Attempt> attempt,
      Duration patience) {
    this.servers = settings.toolServers();
    this.visits = new Visits(settings.folder(), environment, processes, attempt, patience);
    this.book = book;
    this.attempt = attempt;
    this.patience = patience;
  }

  /** A tool by our name for it; {@code again} where a second call of it does no harm. */
  public record Served(ToolShape shape, boolean again) {}

  /** What a call gave. */
  public record Answer(String text, boolean failed) {}

  public List<ToolServer> servers() {
    return servers;
  }

  /** The server whose tool that is, where the configuration lets agents have it. */
  public Optional<ToolServer> serving(String name) {
    return servers.stream().filter(one -> one.calledTools().contains(name)).findFirst();
  }

  /** What a server has: the tools that are named, and of all the names. */
  public record Shelf(List<Served> tools, List<String> names) {
    /** What is wrong with how that server is configured, empty when nothing is. */
    public String missing(ToolServer server) {
      List<String> absent = server.tools().stream().filter(tool -> !names.contains(tool)).toList();
      if (!absent.isEmpty()) {
        return "the server "
            + server.name()
            + " has no tool «"
            + String.join("», «", absent)
            + "»; it has "
            + String.join(", ", names);
      }
      List<String> lent = tools.stream().map(tool -> tool.shape().name()).toList();
      return server.tools().stream()
          .filter(tool -> !lent.contains(server.called(tool)))
          .findFirst()
          .map(tool -> "what «" + tool + "» takes is described in a way that models do not take")
          .orElse("");
    }
  }

  /** UNAVAILABLE where it does not answer. */
  public Shelf tools(ToolServer server) {
    return visits.to(
        server,
        "tools",
        patience,
        client -> {
          List<Tool> all = client.listTools().tools();
          return new Shelf(
              all.stream()
                  .filter(tool -> server.tools().contains(tool.name()))
                  .filter(ToolServers::isTakenByModels)
                  .map(tool -> served(server, tool))
                  .toList(),
              all.stream().map(Tool::name).toList());
        });
  }

  private static Served served(ToolServer server, Tool tool) {
    ToolAnnotations hints = tool.annotations();
    boolean again =
        hints != null
            && (Boolean.TRUE.equals(hints.readOnlyHint())
                || Boolean.TRUE.equals(hints.idempotentHint()));
    String said = tool.description() == null ? "" : Quotation.plain(tool.description());
    String description = said.substring(0, Math.min(LONGEST_DESCRIPTION, said.length()));
    return new Served(new ToolShape(server.called(tool.name()), description, schema(tool)), again);
  }

  private static String schema(Tool tool) {
    return Quotation.plain(Converter.json().valueToTree(tool.inputSchema()).toString());
  }

  /** With another one among its tools an API refuses all that is asked. */
  private static boolean isTakenByModels(Tool tool) {
    JsonNode schema = Converter.json().valueToTree(tool.inputSchema());
    return schema.path("type").asText().equals("object")
        && ALTERNATIVES.stream().noneMatch(schema::has)
        && schema(tool).length() <= LONGEST_SCHEMA;
  }

  /**
   * By our name for it; {@code arguments} is a JSON object, and {@code key} the same in every try
   * of the same call. What an earlier try asked is asked again only of a tool of which the server
   * says that it does no harm; else its answer is given, where there was one.
   */
  public Answer call(ToolServer server, String name, String arguments, String key) {
    String own = name.substring(server.called("").length());
    int number = attempt.get().number();
    return visits.to(
        server,
        key,
        LONGEST,
        client -> {
          Optional<Entry> before = book.entry(key);
          boolean lost = before.filter(one -> isLost(one, number)).isPresent();
          if (lost && !harmless(server, client, own)) {
            Answer known = Optional.ofNullable(before.get().answer()).orElse(NOT_AGAIN);
            book.enter(key, new Entry(number, known));
            return known;
          }
          book.enter(key, new Entry(number, null));
          Answer answer =
              called(client, CallToolRequest.builder(own).arguments(Line.JSON, arguments).build());
          book.enter(key, new Entry(number, answer));
          return answer;
        });
  }

  /** Within one attempt whoever asks has heard each answer, and may ask the same again. */
  private static boolean isLost(Entry before, int number) {
    return before.answer() == null || before.attempt() != number;
  }

  /** A refusal is an answer, too. */
  private static Answer called(McpSyncClient client, CallToolRequest request) {
    try {
      return answer(client.callTool(request));
    } catch (McpError refused) {
      return new Answer(String.valueOf(refused.getMessage()), true);
    }
  }

  private static boolean harmless(ToolServer server, McpSyncClient client, String tool) {
    return client.listTools().tools().stream()
        .anyMatch(one -> one.name().equals(tool) && served(server, one).again());
  }

  private static Answer answer(CallToolResult result) {
    StringBuilder text = new StringBuilder();
    for (Content content : result.content() == null ? List.<Content>of() : result.content()) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(
          content instanceof TextContent words
              ? words.text()
              : "(" + content.type() + ", which is not shown here)");
    }
    if (text.isEmpty() && result.structuredContent() != null) {
      text.append(Converter.json().valueToTree(result.structuredContent()).toString());
    }
    return new Answer(text.toString(), Boolean.TRUE.equals(result.isError()));
  }
}
