package dev.nightshift.starter.board;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.Converter;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A real browser with one page, spoken to by its own protocol; it finds nothing but loopback. */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final int PATIENCE_SECONDS = 30;
  private static final String LISTENS = "DevTools listening on ";

  private final Path profile;
  private final Process process;
  private final WebSocket page;
  private final AtomicInteger asked = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> complaints = new ConcurrentLinkedQueue<>();
  private final StringBuilder message = new StringBuilder();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  private Browser(Path program) throws Exception {
    profile = Files.createTempDirectory("browser");
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .start();
    page =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(pageOf(listening(process.inputReader(StandardCharsets.UTF_8))), this)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      ask(domain + ".enable", Map.of());
    }
  }

  /** The browser of the toolchain; without one the test is skipped, and in CI it fails. */
  static Browser begin() throws Exception {
    var chromium = Toolchain.of(Home.of(System.getenv())).tool("chromium");
    String without = "needs chromium (nightshift toolchain add chromium)";
    if (chromium.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(without);
    }
    assumeTrue(chromium.isPresent(), without);
    return new Browser(chromium.get().path());
  }

  /** Returns when the page is loaded. */
  void open(URI address) throws Exception {
    loaded = new CompletableFuture<>();
    ask("Page.navigate", Map.of("url", address.toString()));
    loaded.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** What the page makes of an expression. */
  JsonNode value(String expression) {
    JsonNode answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.at("/exceptionDetails/exception"));
    }
    return answer.at("/result/value");
  }

  String text(String selector) {
    return value("document.querySelector(" + quoted(selector) + ").innerText").asText();
  }

  void click(String selector) {
    value("document.querySelector(" + quoted(selector) + ").click()");
  }

  /** Writes as a person would: the page hears of it. */
  void write(String selector, String words) {
    value("document.querySelector(" + quoted(selector) + ").focus()");
    ask("Input.insertText", Map.of("text", words));
  }

  /**
   * Waits in the page until the expression holds, which a page that may run no scripts cannot; one
   * that changes meanwhile is asked anew.
   */
  void until(String expression) {
    String promise =
        "new Promise(done => { const look = () => { try { if ("
            + expression
            + ") { return done(true); } } catch (notYet) { } setTimeout(look, 20); }; look();"
            + " setTimeout(() => done(document.body.innerText), 10000); })";
    JsonNode held = null;
    for (int tries = 0; held == null && tries < 5; tries++) {
      try {
        held = value(promise);
      } catch (IllegalStateException another) {
        held = null;
      }
    }
    if (held == null || !held.isBoolean()) {
      fail("never: " + expression + "\n" + held);
    }
  }

  /** Errors of scripts, what the content policy forbade, what could not be loaded. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Takes out what a test has brought about; whether there was any. */
  boolean forget(String words) {
    return complaints.removeIf(complaint -> complaint.contains(words));
  }

  private static String quoted(String text) {
    try {
      return Converter.json().writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private JsonNode ask(String method, Map<String, Object> parameters) {
    int number = asked.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(number, answer);
    ObjectNode question = Converter.json().createObjectNode().put("id", number);
    question.put("method", method).set("params", Converter.json().valueToTree(parameters));
    page.sendText(question.toString(), true).join();
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException refused) {
      throw new IllegalStateException(method, refused.getCause());
    } catch (InterruptedException | TimeoutException silent) {
      throw new AssertionError(method + " was not answered", silent);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    message.append(part);
    if (last) {
      hear(message.toString());
      message.setLength(0);
    }
    socket.request(1);
    return null;
  }

  private void hear(String said) {
    JsonNode told;
    try {
      told = Converter.json().readTree(said);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    if (told.has("id")) {
      CompletableFuture<JsonNode> answer = answers.remove(told.path("id").asInt());
      if (told.has("error")) {
        answer.completeExceptionally(new IllegalStateException(told.path("error").toString()));
      } else {
        answer.complete(told.path("result"));
      }
    } else if (told.path("method").asText().equals("Page.loadEventFired")) {
      loaded.complete(null);
    } else if (told.path("method").asText().equals("Runtime.exceptionThrown")) {
      complaints.add(told.at("/params/exceptionDetails").toString());
    } else if (told.at("/params/entry/level").asText().equals("error")) {
      complaints.add(told.at("/params/entry").toString());
    } else if (told.path("method").asText().equals("Page.javascriptDialogOpening")) {
      complaints.add("a dialog: " + told.path("params"));
    }
  }

  private static String listening(BufferedReader output) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENS)) {
        return line.substring(LISTENS.length());
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("the browser did not begin:\n" + all);
  }

  private static URI pageOf(String browser) throws Exception {
    URI list = URI.create("http://" + URI.create(browser).getAuthority() + "/json/list");
    String targets =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
            .body();
    for (JsonNode target : Converter.json().readTree(targets)) {
      if (target.path("type").asText().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new AssertionError("the browser has no page: " + targets);
  }

  @Override
  public void close() throws Exception {
    page.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
    Folders.delete(profile);
  }
}
