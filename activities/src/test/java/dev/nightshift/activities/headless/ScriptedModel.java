package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

/**
 * A model that plays back steps, in Anthropic's dialect and in OpenAI's. Which step is a function
 * of the request alone: the number of turns that the model has had in it.
 */
final class ScriptedModel implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Threads.named("scripted model");
  private final List<Step> steps;
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch hangs = new CountDownLatch(1);
  private volatile boolean hangsNoMore;

  /**
   * What it says, the tool that it calls (empty for none; for Codex behind its namespace and a dot)
   * and with what; or a status, or silence.
   */
  record Step(String text, String tool, Map<String, Object> input, int status, boolean hang) {
    static Step says(String text) {
      return new Step(text, "", Map.of(), 200, false);
    }

    static Step calls(String tool, Map<String, Object> input) {
      return new Step("I call " + tool + ".", tool, input, 200, false);
    }

    static Step answers(int status) {
      return new Step("", "", Map.of(), status, false);
    }

    static Step hangs() {
      return new Step("", "", Map.of(), 200, true);
    }
  }

  record Seen(String request, Map<String, List<String>> headers, String body) {}

  private ScriptedModel(List<Step> steps) throws IOException {
    this.steps = steps;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  static ScriptedModel playing(Step... steps) throws IOException {
    return new ScriptedModel(List.of(steps));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Seen> seen() {
    return seen;
  }

  /** Done once somebody waits for an answer that does not come. */
  CountDownLatch hangs() {
    return hangs;
  }

  /** Whoever asks again is answered by the next step. */
  void goOn() {
    hangsNoMore = true;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      seen.add(new Seen(request, Map.copyOf(exchange.getRequestHeaders()), body));
      JsonNode asked = Converter.json().readTree(body);
      boolean anthropic = request.contains("/messages");
      int turn = turns(asked.path(anthropic ? "messages" : "input"));
      Step step = steps.get(Math.min(turn, steps.size() - 1));
      if (step.status() >= 400) {
        json(exchange, step.status(), "{\"error\": {\"type\": \"x\", \"message\": \"scripted\"}}");
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      if (step.hang() && !hangsNoMore) {
        exchange.getResponseBody().flush();
        hangs.countDown();
        closed.await();
        return;
      }
      Step played = step.hang() ? steps.get(Math.min(turn + 1, steps.size() - 1)) : step;
      if (anthropic) {
        messages(exchange.getResponseBody(), played);
      } else {
        responses(exchange.getResponseBody(), played);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static void json(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Several things in a row that the model said are one turn. */
  private static int turns(JsonNode said) {
    int turns = 0;
    boolean model = false;
    for (JsonNode item : said) {
      String type = item.path("type").asText();
      boolean now = item.path("role").asText().equals("assistant") || type.endsWith("_call");
      turns += now && !model ? 1 : 0;
      model = now;
    }
    return turns;
  }

  private static void messages(OutputStream out, Step step) throws IOException {
    Map<String, Object> message = new LinkedHashMap<>();
    // A client takes two answers of one id for one.
    message.put("id", "msg_" + System.nanoTime());
    message.put("type", "message");
    message.put("role", "assistant");
    message.put("model", "scripted");
    message.put("content", List.of());
    message.put("usage", Map.of("input_tokens", 100, "output_tokens", 1));
    event(out, "message_start", Map.of("message", message));
    block(
        out,
        0,
        Map.of("type", "text", "text", ""),
        Map.of("type", "text_delta", "text", step.text()));
    boolean calls = !step.tool().isEmpty();
    if (calls) {
      block(
          out,
          1,
          Map.of(
              "type",
              "tool_use",
              "id",
              "toolu_" + System.nanoTime(),
              "name",
              step.tool(),
              "input",
              Map.of()),
          Map.of(
              "type",
              "input_json_delta",
              "partial_json",
              Converter.json().writeValueAsString(step.input())));
    }
    event(
        out,
        "message_delta",
        Map.of(
            "delta",
            Map.of("stop_reason", calls ? "tool_use" : "end_turn"),
            "usage",
            Map.of("output_tokens", 20)));
    event(out, "message_stop", Map.of());
  }

  private static void block(
      OutputStream out, int index, Map<String, Object> block, Map<String, Object> delta)
      throws IOException {
    event(out, "content_block_start", Map.of("index", index, "content_block", block));
    event(out, "content_block_delta", Map.of("index", index, "delta", delta));
    event(out, "content_block_stop", Map.of("index", index));
  }

  private static void responses(OutputStream out, Step step) throws IOException {
    List<Map<String, Object>> items = new ArrayList<>();
    items.add(
        Map.of(
            "type", "message",
            "id", "msg_" + System.nanoTime(),
            "role", "assistant",
            "status", "completed",
            "content",
                List.of(
                    Map.of("type", "output_text", "text", step.text(), "annotations", List.of()))));
    if (!step.tool().isEmpty()) {
      Map<String, Object> call = new LinkedHashMap<>();
      call.put("type", "function_call");
      call.put("id", "fc_" + System.nanoTime());
      call.put("call_id", "call_" + System.nanoTime());
      int end = step.tool().lastIndexOf('.');
      if (end > 0) {
        call.put("namespace", step.tool().substring(0, end));
      }
      call.put("name", step.tool().substring(end + 1));
      call.put("arguments", Converter.json().writeValueAsString(step.input()));
      call.put("status", "completed");
      items.add(call);
    }
    Map<String, Object> usage =
        Map.of(
            "input_tokens", 100,
            "input_tokens_details", Map.of("cached_tokens", 0),
            "output_tokens", 20,
            "output_tokens_details", Map.of("reasoning_tokens", 0),
            "total_tokens", 120);
    event(
        out,
        "response.created",
        Map.of("response", Map.of("id", "resp_1", "status", "in_progress")));
    for (int i = 0; i < items.size(); i++) {
      event(out, "response.output_item.done", Map.of("output_index", i, "item", items.get(i)));
    }
    event(
        out,
        "response.completed",
        Map.of(
            "response",
            Map.of("id", "resp_1", "status", "completed", "output", items, "usage", usage)));
  }

  private static void event(OutputStream out, String type, Map<String, Object> data)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(data);
    all.put("type", type);
    String text = "event: " + type + "\ndata: " + Converter.json().writeValueAsString(all) + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
