package dev.nightshift.activities.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A model on loopback that plays back what a test has it say. The last {@code [[script:NAME]]} in
 * what it is told names the script, and the number of its own turns since is the step, so that a
 * retry hears the same again; past its end the last step repeats. Without such a word the script
 * without a name is played; without that, as to whoever brings no tools, it says {@code ok}.
 */
public final class ScriptedModel implements AutoCloseable {
  private static final Pattern TAG = Pattern.compile("\\[\\[script:([\\w.-]+)]]");

  private final List<Voice> voices =
      List.of(new AnthropicVoice(), new ResponsesVoice(), new ChatVoice());
  private final Map<String, List<Step>> scripts = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> faults = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final String key;

  /** It answers to this key alone. */
  public ScriptedModel(String key) throws IOException {
    this.key = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** A request as it came in. */
  public record Seen(String path, JsonNode body, int status) {}

  /** Which step is due: of which script, and how many before it. */
  private record Due(String script, int index, Step step) {
    String name() {
      return script + "#" + index;
    }
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What is played where a text has {@code [[script:NAME]]}; the empty name where none has. */
  public ScriptedModel plays(String name, Step... steps) {
    scripts.put(name, List.of(steps));
    return this;
  }

  /** All requests to think, in their order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange http) throws IOException {
    String path = http.getRequestURI().getPath().replaceFirst("/+$", "");
    JsonNode body = body(http);
    Optional<Voice> voice = voices.stream().filter(v -> path.endsWith(v.path())).findFirst();
    if (voice.isPresent()) {
      think(http, path, body, voice.get());
    } else if (path.endsWith("/count_tokens")) {
      json(http, 200, object().put("input_tokens", 100));
    } else {
      json(http, path.endsWith("/models") || path.isEmpty() ? 200 : 404, models());
    }
    // An exchange that is not closed ends with its connection, as one that is cut off does.
    http.close();
  }

  private static JsonNode body(HttpExchange http) throws IOException {
    boolean packed = "gzip".equals(http.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream plain = http.getRequestBody();
    try (InputStream stream = packed ? new GZIPInputStream(plain) : plain) {
      return Voice.JSON.readTree(stream);
    }
  }

  private void think(HttpExchange http, String path, JsonNode body, Voice voice)
      throws IOException {
    if (!knows(http)) {
      seen.add(new Seen(path, body, 401));
      refuse(http, Fault.status(401).saying("authentication_error", "invalid key sk-" + key));
      return;
    }
    Optional<String> complaint = voice.complaint(body);
    if (complaint.isPresent()) {
      seen.add(new Seen(path, body, 400));
      refuse(http, Fault.status(400).saying("invalid_request_error", complaint.get()));
      return;
    }
    Due due = due(voice, body);
    Fault fault = due.step().fault();
    boolean fails = fault != null && count(due) <= fault.times();
    seen.add(new Seen(path, body, fails ? fault.status() : 200));
    if (fails && fault.kind() == Fault.Kind.STATUS) {
      refuse(http, fault);
      return;
    }
    ObjectNode whole =
        voice.whole(body, due.step(), Integer.toHexString(answers.incrementAndGet()));
    if (body.path("stream").asBoolean()) {
      stream(http, voice, voice.events(whole), fails ? fault : null);
    } else {
      json(http, 200, whole);
    }
  }

  private boolean knows(HttpExchange http) {
    String bearer = http.getRequestHeaders().getFirst("Authorization");
    String plain = http.getRequestHeaders().getFirst("x-api-key");
    return key.isEmpty() || key.equals(plain) || ("Bearer " + key).equals(bearer);
  }

  private int count(Due due) {
    return faults.computeIfAbsent(due.name(), name -> new AtomicInteger()).incrementAndGet();
  }

  private Due due(Voice voice, JsonNode body) {
    String script = "";
    int index = 0;
    Matcher system = TAG.matcher(Voice.text(voice.system(body)));
    while (system.find()) {
      script = system.group(1);
    }
    for (Voice.Line line : voice.lines(body)) {
      index += line.model() ? 1 : 0;
      Matcher tag = TAG.matcher(line.text());
      while (!line.model() && tag.find()) {
        script = tag.group(1);
        index = 0;
      }
    }
    List<Step> steps = scripts.get(script);
    if (steps == null || (script.isEmpty() && body.path("tools").isEmpty())) {
      return new Due("", 0, Step.says("ok"));
    }
    return new Due(script, index, steps.get(Math.min(index, steps.size() - 1)));
  }

  private void stream(HttpExchange http, Voice voice, List<Voice.Event> events, Fault fault)
      throws IOException {
    http.getResponseHeaders().add("Content-Type", "text/event-stream");
    http.sendResponseHeaders(200, 0);
    OutputStream out = http.getResponseBody();
    int many = fault == null ? events.size() : (events.size() - 1) / 2;
    for (Voice.Event event : events.subList(0, many)) {
      write(out, event);
    }
    if (fault != null && fault.kind() == Fault.Kind.BROKEN) {
      write(out, voice.error(fault.type(), fault.message()));
    }
    if (fault != null && fault.kind() == Fault.Kind.HANG) {
      hang();
    }
    if (fault != null && fault.kind() == Fault.Kind.CUT) {
      throw new IOException("cut off, as the script has it");
    }
  }

  private static void write(OutputStream out, Voice.Event event) throws IOException {
    String name = event.name().isEmpty() ? "" : "event: " + event.name() + "\n";
    out.write((name + "data: " + event.data() + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private void hang() {
    try {
      closed.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** All three say what is wrong alike, but for a few words. */
  private static void refuse(HttpExchange http, Fault fault) throws IOException {
    fault.headers().forEach(http.getResponseHeaders()::add);
    ObjectNode body = object().put("type", "error");
    ObjectNode error = body.putObject("error").put("type", fault.type());
    error.put("code", fault.type()).put("message", fault.message());
    json(http, fault.status(), body);
  }

  private static ObjectNode models() {
    ObjectNode models = object().put("object", "list").put("has_more", false);
    models.putArray("data").addObject().put("id", "scripted").put("object", "model");
    models.putArray("models");
    return models;
  }

  private static void json(HttpExchange http, int status, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    http.getResponseHeaders().add("Content-Type", "application/json");
    boolean headOnly = http.getRequestMethod().equals("HEAD");
    http.sendResponseHeaders(status, headOnly ? -1 : bytes.length);
    if (!headOnly) {
      http.getResponseBody().write(bytes);
    }
  }

  private static ObjectNode object() {
    return Converter.json().createObjectNode();
  }
}
