package dev.nightshift.activities.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A workspace of Slack's on loopback, for tests, the sample's scenarios and the boundary walk: it
 * keeps what it is told, refuses what Slack would refuse, and has the bad days that a test asks
 * for.
 */
public final class SlackDouble implements AutoCloseable {
  static final String TOKEN = "xoxb-of-a-test";

  /** The name of the channel that its app is in. */
  public static final String CHANNEL_NAME = "night-desk";

  static final String CHANNEL = "C0NIGHTDESK";
  static final String BOT = "B0NIGHT";
  static final long FIRST = 1_795_000_000L;
  private static final int PAGE = 3;

  /** What goes wrong with the next call of a method. */
  private record Mishap(int status, String error, Map<String, String> headers, boolean lost) {}

  final List<Said> messages = new CopyOnWriteArrayList<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final Map<String, String> channels = new LinkedHashMap<>(Map.of(CHANNEL_NAME, CHANNEL));
  String scopes = "chat:write,channels:history,channels:read";
  boolean member = true;
  private final Map<String, Deque<Mishap>> mishaps = new HashMap<>();
  private final Deque<Runnable> afterHistory = new ArrayDeque<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String token;
  private final long first;
  private int count;

  SlackDouble() throws IOException {
    this(TOKEN, Instant.ofEpochSecond(FIRST));
  }

  /** Messages have times from {@code now} on: who looks for them looks a day back. */
  public SlackDouble(String token, Instant now) throws IOException {
    this.token = token;
    this.first = now.getEpochSecond();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/api";
  }

  /** A thread: how it stands at its top, and the keys of its messages. */
  public record Talk(String top, List<String> keys) {}

  /** Each thread in the order in which they were begun. */
  public synchronized List<Talk> talks() {
    return heads().stream()
        .map(
            head ->
                new Talk(
                    head.shown(),
                    messages.stream()
                        .filter(said -> said == head || said.thread.equals(head.ts))
                        .map(said -> said.metadata.at("/event_payload/key").asText())
                        .toList()))
        .toList();
  }

  /** The next call is answered with the status and headers alone, and does nothing. */
  void fail(String method, int status, Map<String, String> headers) {
    queue(method, new Mishap(status, null, headers, false));
  }

  /** The next call is refused with Slack's word for why. */
  void refuse(String method, String error) {
    queue(method, new Mishap(200, error, Map.of(), false));
  }

  /** The next call is done, and its answer lost. */
  void lose(String method) {
    queue(method, new Mishap(0, null, Map.of(), true));
  }

  /** The next post breaks off, and arrives once the channel has been looked through. */
  void arriveLate(Map<String, String> post) {
    afterHistory.add(() -> say(post, BOT));
  }

  List<Said> heads() {
    return messages.stream().filter(said -> !said.isReply()).toList();
  }

  List<Said> replies() {
    return messages.stream().filter(Said::isReply).toList();
  }

  Said say(Map<String, String> post, String bot) {
    String ts = first + "." + String.format("%06d", ++count);
    Said said = new Said(ts, post.getOrDefault("thread_ts", ""), bot);
    messages.add(said);
    said.write(post);
    return said;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void queue(String method, Mishap mishap) {
    mishaps.computeIfAbsent(method, m -> new ArrayDeque<>()).add(mishap);
  }

  private synchronized void answer(HttpExchange http) throws IOException {
    try (http) {
      String method = http.getRequestURI().getPath().substring("/api/".length());
      calls.add(method);
      Map<String, String> form = form(http);
      Mishap mishap = mishaps.getOrDefault(method, new ArrayDeque<>()).poll();
      if (mishap != null && mishap.status() != 0 && mishap.error() == null) {
        mishap.headers().forEach(http.getResponseHeaders()::add);
        http.sendResponseHeaders(mishap.status(), -1);
        return;
      }
      ObjectNode body = mishap != null && !mishap.lost() ? no(mishap.error()) : done(http, form);
      if (mishap == null || !mishap.lost()) {
        send(http, body);
      }
    }
  }

  private ObjectNode done(HttpExchange http, Map<String, String> form) {
    String authorization = http.getRequestHeaders().getFirst("Authorization");
    if (!("Bearer " + token).equals(authorization)) {
      return no("invalid_auth");
    }
    http.getResponseHeaders().add("X-OAuth-Scopes", scopes);
    return switch (http.getRequestURI().getPath()) {
      case "/api/auth.test" ->
          yes()
              .put("team", "Larkspur")
              .put("user", "nightshift")
              .put("user_id", "U0NIGHT")
              .put("bot_id", BOT);
      case "/api/conversations.list" -> list(form);
      default ->
          channels.containsValue(form.get("channel")) ? in(http, form) : no("channel_not_found");
    };
  }

  private ObjectNode in(HttpExchange http, Map<String, String> form) {
    if (!member) {
      return no("not_in_channel");
    }
    return switch (http.getRequestURI().getPath()) {
      case "/api/conversations.history" -> {
        ObjectNode answer = page(heads(), form);
        Optional.ofNullable(afterHistory.poll()).ifPresent(Runnable::run);
        yield answer;
      }
      case "/api/conversations.replies" -> thread(form);
      case "/api/chat.postMessage" ->
          Said.refusal(form)
              .map(SlackDouble::no)
              .orElseGet(() -> yes().put("ts", say(form, BOT).ts).put("channel", CHANNEL));
      case "/api/chat.update" -> update(form);
      case "/api/chat.delete" ->
          messages.removeIf(said -> said.ts.equals(form.get("ts")))
              ? yes()
              : no("message_not_found");
      default -> no("unknown_method");
    };
  }

  private ObjectNode list(Map<String, String> form) {
    List<String> names = new ArrayList<>(channels.keySet());
    int from = form.getOrDefault("cursor", "").isEmpty() ? 0 : Integer.parseInt(form.get("cursor"));
    ObjectNode answer = yes();
    ArrayNode page = answer.putArray("channels");
    names.stream()
        .skip(from)
        .limit(PAGE)
        .forEach(name -> page.addObject().put("id", channels.get(name)).put("name", name));
    cursor(answer, from + PAGE < names.size() ? from + PAGE : -1);
    return answer;
  }

  private ObjectNode thread(Map<String, String> form) {
    String ts = form.get("ts");
    List<Said> all =
        messages.stream().filter(said -> said.ts.equals(ts) || said.thread.equals(ts)).toList();
    return all.isEmpty() ? no("thread_not_found") : page(all, form);
  }

  private ObjectNode update(Map<String, String> form) {
    Optional<Said> there =
        messages.stream().filter(said -> said.ts.equals(form.get("ts"))).findFirst();
    if (there.isEmpty()) {
      return no("message_not_found");
    }
    Optional<String> refusal = Said.refusal(form);
    if (refusal.isPresent()) {
      return no(refusal.get());
    }
    there.get().write(form);
    return yes().put("ts", there.get().ts);
  }

  private ObjectNode page(List<Said> from, Map<String, String> form) {
    int start =
        form.getOrDefault("cursor", "").isEmpty() ? 0 : Integer.parseInt(form.get("cursor"));
    double oldest = Double.parseDouble(form.getOrDefault("oldest", "0"));
    List<Said> all = from.stream().filter(said -> Double.parseDouble(said.ts) > oldest).toList();
    ObjectNode answer = yes();
    ArrayNode page = answer.putArray("messages");
    all.stream()
        .skip(start)
        .limit(PAGE)
        .forEach(
            said -> {
              ObjectNode one = page.addObject();
              one.put("type", "message").put("ts", said.ts).put("text", said.text);
              if (said.bot != null) {
                one.put("bot_id", said.bot);
              }
              if (said.metadata != null && "1".equals(form.get("include_all_metadata"))) {
                one.set("metadata", said.metadata);
              }
            });
    cursor(answer, start + PAGE < all.size() ? start + PAGE : -1);
    return answer;
  }

  private static void cursor(ObjectNode answer, int next) {
    answer.putObject("response_metadata").put("next_cursor", next < 0 ? "" : String.valueOf(next));
  }

  private static ObjectNode yes() {
    return Converter.json().createObjectNode().put("ok", true);
  }

  private static ObjectNode no(String error) {
    return Converter.json().createObjectNode().put("ok", false).put("error", error);
  }

  private static Map<String, String> form(HttpExchange http) throws IOException {
    String body = new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        form.put(
            URLDecoder.decode(pair.substring(0, at), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  private static void send(HttpExchange http, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
    http.sendResponseHeaders(200, bytes.length);
    http.getResponseBody().write(bytes);
  }
}
