package dev.nightshift.activities.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A data source on loopback: its pages and their blocks, two of them an answer. */
final class NotionDouble implements AutoCloseable {
  static final String SECRET = "ntn_of_a_test";
  static final String SOURCE = "0f".repeat(16);
  private static final int MOST = 2;

  final Map<String, ObjectNode> pages = new LinkedHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, List<ObjectNode>> below = new LinkedHashMap<>();
  private final Deque<Optional<Answer>> mishaps = new ArrayDeque<>();
  private final HttpServer server;
  private int count;

  private record Answer(int status, Map<String, String> headers, String body) {}

  NotionDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/", this::answer);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next questions are answered so, one after the other. */
  void fail(int status, Map<String, String> headers, String body) {
    mishaps.add(Optional.of(new Answer(status, headers, body)));
  }

  /** So many questions are answered as they should be before what goes wrong next. */
  void answer(int questions) {
    for (int i = 0; i < questions; i++) {
      mishaps.add(Optional.empty());
    }
  }

  String page(String title, List<String> tags, ObjectNode... blocks) {
    String id = id();
    ObjectNode page = Converter.json().createObjectNode().put("object", "page").put("id", id);
    page.put("url", "https://notion.example/" + id).put("in_trash", false);
    edit(page, "2026-11-20T08:15:00.000Z");
    ObjectNode properties = page.putObject("properties");
    ObjectNode name = properties.putObject("Name").put("type", "title");
    name.set("title", rich(title));
    ArrayNode options =
        properties.putObject("Tags").put("type", "multi_select").putArray("multi_select");
    tags.forEach(tag -> options.addObject().put("name", tag).put("color", "blue"));
    pages.put(id, page);
    below.put(id, List.of(blocks));
    return id;
  }

  static void edit(ObjectNode page, String time) {
    page.put("last_edited_time", time);
  }

  void write(String page, ObjectNode... blocks) {
    below.put(page, List.of(blocks));
  }

  /** A block with words; what is given further is below it. */
  ObjectNode block(String type, String says, ObjectNode... children) {
    ObjectNode block = bare(type, children);
    ((ObjectNode) block.path(type)).set("rich_text", rich(says));
    return block;
  }

  ObjectNode code(String language, String caption, String says) {
    ObjectNode block = block("code", says);
    ((ObjectNode) block.path("code")).put("language", language).set("caption", rich(caption));
    return block;
  }

  ObjectNode table(List<List<String>> rows) {
    ObjectNode[] all =
        rows.stream()
            .map(
                row -> {
                  ObjectNode one = bare("table_row");
                  ArrayNode cells = ((ObjectNode) one.path("table_row")).putArray("cells");
                  row.forEach(cell -> cells.add(rich(cell)));
                  return one;
                })
            .toArray(ObjectNode[]::new);
    return bare("table", all);
  }

  ObjectNode bare(String type, ObjectNode... children) {
    String id = id();
    ObjectNode block = Converter.json().createObjectNode().put("object", "block").put("id", id);
    block.put("type", type).put("has_children", children.length > 0).putObject(type);
    below.put(id, List.of(children));
    return block;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private String id() {
    return String.format("00000000-0000-4000-8000-%012d", ++count);
  }

  /** Notion splits words at every change of style. */
  private static ArrayNode rich(String says) {
    ArrayNode parts = Converter.json().createArrayNode();
    for (String part : Arrays.asList(says.split("(?<=\\.)"))) {
      parts.addObject().put("type", "text").put("plain_text", part);
    }
    return parts;
  }

  private synchronized void answer(HttpExchange http) throws IOException {
    try (http) {
      asked.add(http.getRequestURI().getPath());
      byte[] body = http.getRequestBody().readAllBytes();
      Optional<Answer> mishap = mishaps.isEmpty() ? Optional.empty() : mishaps.poll();
      Answer answer = mishap.isPresent() ? mishap.get() : done(http, body);
      answer.headers().forEach(http.getResponseHeaders()::add);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      http.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      http.getResponseBody().write(bytes);
    }
  }

  private Answer done(HttpExchange http, byte[] body) throws IOException {
    if (!("Bearer " + SECRET).equals(http.getRequestHeaders().getFirst("Authorization"))) {
      return error(401, "unauthorized");
    }
    if (!"2025-09-03".equals(http.getRequestHeaders().getFirst("Notion-Version"))) {
      return error(400, "missing_version");
    }
    String path = http.getRequestURI().getPath();
    if (path.equals("/v1/data_sources/" + SOURCE + "/query") && isPost(http)) {
      JsonNode question = Converter.json().readTree(body);
      return page(new ArrayList<>(pages.values()), question.path("start_cursor").asText(""));
    }
    String block = path.replaceFirst("^/v1/blocks/", "").replaceFirst("/children$", "");
    if (!below.containsKey(block) || isPost(http)) {
      return error(404, "object_not_found");
    }
    String query = http.getRequestURI().getQuery();
    String cursor =
        query.contains("start_cursor=") ? query.replaceFirst(".*start_cursor=", "") : "";
    return page(below.get(block), cursor);
  }

  private static boolean isPost(HttpExchange http) {
    return http.getRequestMethod().equals("POST");
  }

  private static Answer page(List<ObjectNode> all, String cursor) {
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    ObjectNode list = Converter.json().createObjectNode().put("object", "list");
    ArrayNode results = list.putArray("results");
    all.stream().skip(from).limit(MOST).forEach(results::add);
    boolean more = from + MOST < all.size();
    list.put("has_more", more).put("next_cursor", more ? String.valueOf(from + MOST) : null);
    return new Answer(200, Map.of("Content-Type", "application/json"), list.toString());
  }

  private static Answer error(int status, String code) {
    return new Answer(
        status,
        Map.of(),
        "{\"object\":\"error\",\"status\":" + status + ",\"code\":\"" + code + "\"}");
  }
}
