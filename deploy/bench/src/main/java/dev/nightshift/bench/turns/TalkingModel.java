package dev.nightshift.bench.turns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** A model that thinks for no time: it looks for another file each turn, so many times. */
final class TalkingModel implements AutoCloseable {
  private static final String PATH = "/chat/completions";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LongAdder nanos = new LongAdder();
  private final int turns;

  TalkingModel(int turns) throws IOException {
    this.turns = turns;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::serve);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All the time that it took to answer. */
  double millis() {
    return nanos.sum() / 1e6;
  }

  private void serve(HttpExchange exchange) throws IOException {
    long began = System.nanoTime();
    try (exchange) {
      JsonNode asked = Converter.json().readTree(exchange.getRequestBody());
      int said = exchange.getRequestURI().getPath().endsWith(PATH) ? said(asked) : turns;
      byte[] answer = Converter.json().writeValueAsBytes(answer(said));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    } finally {
      nanos.add(System.nanoTime() - began);
    }
  }

  /** The request tells how far they are: what is trimmed from it, its ids still count. */
  private static int said(JsonNode asked) {
    int said = 0;
    for (JsonNode message : asked.path("messages")) {
      said += message.path("role").asText().equals("assistant") ? 1 : 0;
    }
    return said;
  }

  private ObjectNode answer(int said) throws IOException {
    ObjectNode answer = Converter.json().createObjectNode();
    ObjectNode choice = answer.putArray("choices").addObject();
    ObjectNode message = choice.putObject("message").put("role", "assistant");
    if (said + 1 < turns) {
      choice.put("finish_reason", "tool_calls");
      message.put("content", "I look for file " + said + ".");
      ObjectNode call = message.putArray("tool_calls").addObject();
      call.put("id", "call_" + said).put("type", "function");
      call.putObject("function")
          .put("name", "search_files_and_directories")
          .put(
              "arguments",
              Converter.json().writeValueAsString(Map.of("pattern", "nothing-" + said)));
    } else {
      choice.put("finish_reason", "stop");
      message.put("content", "There is none.");
    }
    answer.putObject("usage").put("prompt_tokens", 1000).put("completion_tokens", 20);
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
