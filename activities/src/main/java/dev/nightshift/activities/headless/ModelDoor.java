package dev.nightshift.activities.headless;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.http.Outbound;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a cage to a model and to nothing else: a Unix socket, behind it a server on
 * loopback, of which only whoever has the socket knows the path. It puts the key in, lets the
 * model's paths through, asks the meter before each request and tells it of each answer.
 */
final class ModelDoor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ModelDoor.class);

  static {
    // Else each small piece of a stream waits for the other side's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final HttpClient CLIENT = Outbound.client();

  private static final String COUNTING = "POST /v1/messages/count_tokens";
  private static final Set<String> WAYS =
      Set.of(
          "POST /v1/messages",
          COUNTING,
          "POST /v1/responses",
          "POST /v1/chat/completions",
          "GET /v1/models");

  /** What belongs to one connection, or opens something; an answer is to be read by us too. */
  private static final Set<String> NOT_PASSED =
      Set.of(
          "accept-encoding",
          "authorization",
          "connection",
          "content-length",
          "cookie",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "x-api-key");

  /** The whole conversation goes with each request; no model takes more than this. */
  private static final int LONGEST_REQUEST = 32 << 20;

  /** An agent asks for several things side by side, and keeps its connections for a while. */
  private static final int MOST_VISITORS = 16;

  /** So much of requests is held at a time; who comes with more waits for the others. */
  private static final int HELD_MEGABYTES = 2 * (LONGEST_REQUEST >> 20);

  private static final int AT_ONCE = 16 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Access access;
  private final Tariff tariff;
  private final Meter meter;
  private final Silence silence;
  private final HttpServer server;
  private final ExecutorService threads = Threads.named("model's door");
  private final String path = "/" + UUID.randomUUID();
  private final Set<InputStream> answers = ConcurrentHashMap.newKeySet();
  private final Semaphore held = new Semaphore(HELD_MEGABYTES, true);
  private Reception reception;
  private volatile int lastStatus;

  private ModelDoor(Access access, Tariff tariff, Meter meter, Silence silence) throws IOException {
    this.access = access;
    this.tariff = tariff;
    this.meter = meter;
    this.silence = silence;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  static ModelDoor open(Path socket, Access access, Tariff tariff, Meter meter, Silence silence)
      throws IOException {
    ModelDoor door = new ModelDoor(access, tariff, meter, silence);
    door.server.createContext("/", door::serve);
    door.server.setExecutor(door.threads);
    door.server.start();
    Relay relay = new Relay(door.server.getAddress(), door.threads);
    try {
      door.reception = Reception.open(socket, MOST_VISITORS, relay::pass);
      return door;
    } catch (IOException | RuntimeException taken) {
      door.close();
      throw taken;
    }
  }

  /** What stands before the model's own paths. */
  String path() {
    return path;
  }

  /** What the model answered last, as a status of HTTP; 0 before it did. */
  int lastStatus() {
    return lastStatus;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = exchange.getRequestURI().getPath();
      String way = asked.startsWith(path + "/") ? asked.substring(path.length()) : "";
      String request = exchange.getRequestMethod() + " " + way;
      if (!WAYS.contains(request)) {
        refuse(exchange, 404, "there is nothing here but the model");
        return;
      }
      long length = length(exchange);
      if (length > LONGEST_REQUEST) {
        refuse(exchange, 413, "the request is longer than " + LONGEST_REQUEST + " bytes");
        return;
      }
      int megabytes = (int) (length >> 20) + 1;
      try {
        held.acquire(megabytes);
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        throw new IOException("the door is being closed", closing);
      }
      try {
        answer(exchange, way, request, (int) length);
      } finally {
        held.release(megabytes);
      }
    }
  }

  /** As it is told before; the longest where it is not told. */
  private static long length(HttpExchange exchange) {
    String told = exchange.getRequestHeaders().getFirst("Content-Length");
    try {
      return told == null ? LONGEST_REQUEST : Long.parseLong(told.strip());
    } catch (NumberFormatException nonsense) {
      return Long.MAX_VALUE;
    }
  }

  private void answer(HttpExchange exchange, String way, String request, int most)
      throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(most + 1);
    if (body.length > most) {
      refuse(exchange, 413, "the request is longer than it may be");
      return;
    }
    if (request.startsWith("GET ")) {
      pass(exchange, way, body, unpaid(way));
      return;
    }
    Optional<Asked> read = Asked.of(body);
    Optional<String> refusal =
        read.map(Asked::refusal).orElse(Optional.of("the request is not plain JSON"));
    if (refusal.isPresent()) {
      log.warn("a request to the model was refused: {}", refusal.get());
      refuse(exchange, 400, refusal.get());
      return;
    }
    if (request.equals(COUNTING)) {
      pass(exchange, way, body, unpaid(way));
    } else {
      metered(exchange, way, body, read.get());
    }
  }

  private Answer unpaid(String way) {
    return new Answer(Tariff.unknown(way, ""));
  }

  private void metered(HttpExchange exchange, String way, byte[] body, Asked asked)
      throws IOException {
    Optional<Settings.Model> known = tariff.of(way, asked.model());
    if (known.isEmpty()) {
      refuse(exchange, 400, meter.unpriced(asked.model()));
      return;
    }
    Settings.Model model = known.get();
    Usage most = asked.most(model.prices());
    Optional<String> enough = meter.refusal(most);
    if (enough.isPresent()) {
      refuse(exchange, 400, enough.get());
      return;
    }
    Usage used = most;
    Answer answer = new Answer(model);
    try {
      int status = pass(exchange, way, body, answer);
      used = status >= 400 ? Usage.NONE : answer.used(most);
    } finally {
      meter.heard(answer.isRefusal());
      meter.used(most, used);
    }
  }

  /** The status that came of it. */
  private int pass(HttpExchange exchange, String way, byte[] body, Answer answer)
      throws IOException {
    HttpResponse<InputStream> response;
    try {
      response =
          CLIENT.send(request(exchange, way, body), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException away) {
      log.warn("the model at {} cannot be reached: {}", access.base(), away.toString());
      lastStatus = 502;
      refuse(exchange, 502, "the model cannot be reached");
      return lastStatus;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new IOException("the door is being closed", closing);
    }
    silence.broken();
    lastStatus = response.statusCode();
    try (InputStream from = response.body()) {
      answers.add(from);
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isPassed(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      exchange.sendResponseHeaders(lastStatus, 0);
      copy(from, exchange.getResponseBody(), answer);
      return lastStatus;
    } finally {
      answers.remove(response.body());
    }
  }

  private void copy(InputStream from, OutputStream to, Answer answer) throws IOException {
    byte[] some = new byte[AT_ONCE];
    for (int n = from.read(some); n >= 0; n = from.read(some)) {
      silence.broken();
      answer.pass(some, n);
      to.write(some, 0, n);
      to.flush();
    }
  }

  private HttpRequest request(HttpExchange exchange, String way, byte[] body) {
    String query = exchange.getRequestURI().getRawQuery();
    String base = access.base().toString().replaceFirst("/+$", "").replaceFirst("/v1$", "");
    URI uri = URI.create(base + way + (query == null ? "" : "?" + query));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isPassed(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return access.secret().isEmpty()
        ? request.build()
        : request.header(access.header(), access.secret()).build();
  }

  private static boolean isPassed(String header) {
    return !header.startsWith(":") && !NOT_PASSED.contains(header.toLowerCase(Locale.ROOT));
  }

  /** In a form that both dialects read. */
  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    Map<String, Object> error = Map.of("type", "invalid_request_error", "message", why);
    byte[] text =
        Converter.json()
            .writeValueAsString(Map.of("type", "error", "error", error))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  /** Whoever waits for the model is let go. */
  @Override
  public void close() {
    if (reception != null) {
      reception.close();
    }
    answers.forEach(Reception::closeQuietly);
    server.stop(0);
    threads.shutdownNow();
    boolean interrupted = Thread.interrupted();
    try {
      // What a request used is written down when it ends: nobody reads it before.
      if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("a request to the model does not end");
      }
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
