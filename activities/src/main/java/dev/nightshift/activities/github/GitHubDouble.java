package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.github.Description.Operation;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A GitHub of our own on loopback, for tests, the sample's scenarios and the boundary walk: one
 * repository over Git's HTTP, its pull requests, comments, labels and people. Every request and
 * every answer is held against the published description where that is there; what does not fit is
 * answered with 599 and kept in {@link #wrong}.
 */
public final class GitHubDouble implements AutoCloseable {
  static final String TOKEN = "ghp_of_the_test";
  static final String US = "night-account";

  final Map<String, String> people = new LinkedHashMap<>();
  final List<Fault> faults = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final List<String> wrong = new ArrayList<>();
  final PullShelf pulls;
  final List<String> labels = new ArrayList<>();
  final AppDesk app = new AppDesk(this);
  String login = US;
  String token = TOKEN;
  String repository;
  boolean archived;
  String movedTo = "";
  boolean mayPush = true;
  boolean takesDrafts = true;

  /** Somebody else's push: done once, just before Git is asked for this. */
  String raced = "";

  Callable<?> race;

  /** The commits that it has made for an app, and vouches for. */
  final List<String> verified = new ArrayList<>();

  private final RepositoryDesk desk = new RepositoryDesk(this);
  private final DatabaseDesk database = new DatabaseDesk(this);
  private final Path repositories;
  private final GitBackend git;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  /** {@code repositories} is the folder of a local host: {@code owner/name.git} inside. */
  GitHubDouble(Path repositories, String repository, Path hooks) throws IOException {
    this.repositories = repositories;
    this.repository = repository;
    this.git = new GitBackend(repositories, hooks);
    this.pulls = new PullShelf(this);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/git/", this::git);
    server.createContext("/", this::api);
    server.start();
  }

  /** One whose rules let in whoever has the token. */
  public GitHubDouble(Path repositories, String repository, String token) throws IOException {
    this(repositories, repository, repositories.resolve("no-hooks"));
    this.token = token;
  }

  /** Where its API is; Git is asked below {@code /git}. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String owner() {
    return repository.substring(0, repository.indexOf('/'));
  }

  Path bare() {
    return repositories.resolve(repository + ".git");
  }

  Optional<String> head(String branch) {
    return BareRepository.head(bare(), branch);
  }

  /** Whether both sides are held against what GitHub publishes. */
  public static boolean isHeld() {
    return Description.provisioned().isPresent();
  }

  /** What was asked or answered against the description. */
  public synchronized List<String> objections() {
    return List.copyOf(wrong);
  }

  /** A pull request as people see it. */
  public record Shown(
      String title,
      String body,
      String branch,
      boolean open,
      boolean draft,
      List<String> labels,
      List<String> comments) {}

  /** All pull requests of the repository, in the order in which they were opened. */
  public synchronized List<Shown> shown() {
    return pulls.all.stream()
        .map(
            kept ->
                new Shown(
                    kept.title,
                    kept.body,
                    kept.head,
                    kept.open,
                    kept.draft,
                    List.copyOf(kept.labels),
                    pulls.saidBelow(kept.number)))
        .toList();
  }

  long count(String request) {
    return asked.stream().filter(Pattern.compile(request).asMatchPredicate()).count();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void git(HttpExchange http) throws IOException {
    try (http) {
      String path = http.getRequestURI().getPath().substring("/git".length());
      String basic =
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(("x-access-token:" + token).getBytes(StandardCharsets.US_ASCII));
      if (!basic.equals(http.getRequestHeaders().getFirst("Authorization"))) {
        http.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"GitHub\"");
        http.sendResponseHeaders(401, -1);
      } else if (!path.startsWith("/" + repository + ".git/")) {
        http.sendResponseHeaders(404, -1);
      } else if (!mayPush && http.getRequestURI().toString().contains("git-receive-pack")) {
        http.sendResponseHeaders(403, -1);
      } else {
        String request = http.getRequestMethod() + " " + http.getRequestURI();
        if (race != null && Pattern.matches(raced, request)) {
          Callable<?> once = race;
          race = null;
          once.call();
        }
        git.serve(http, path);
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the race could not be run", e);
    }
  }

  private void api(HttpExchange http) throws IOException {
    try (http) {
      byte[] body = http.getRequestBody().readAllBytes();
      String path = http.getRequestURI().getPath();
      String request = http.getRequestMethod() + " " + path;
      synchronized (this) {
        asked.add(request);
        Optional<Fault> fault =
            faults.stream().filter(one -> one.asked().matcher(request).matches()).findFirst();
        fault.ifPresent(faults::remove);
        Answer answer =
            fault.isPresent() && !fault.get().done()
                ? null
                : described(http, http.getRequestMethod(), path, body);
        if (fault.isPresent()) {
          fault
              .get()
              .headers()
              .forEach((name, value) -> http.getResponseHeaders().set(name, value));
          send(http, fault.get().status(), fault.get().body().getBytes(StandardCharsets.UTF_8));
        } else {
          send(http, answer.status(), Converter.json().writeValueAsBytes(answer.body()));
        }
      }
    } catch (RuntimeException broken) {
      wrong.add(broken.toString());
      throw broken;
    }
  }

  private static void send(HttpExchange http, int status, byte[] body) throws IOException {
    http.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    http.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    http.getResponseBody().write(body);
  }

  private Answer described(HttpExchange http, String method, String path, byte[] body)
      throws IOException {
    JsonNode sent = body.length == 0 ? null : Converter.json().readTree(body);
    if (path.equals("/graphql")) {
      return authorized(http) ? pulls.graphql(sent) : Answer.no(401, "Bad credentials");
    }
    if (Description.provisioned().isEmpty()) {
      return answer(http, method, path, sent);
    }
    Description description = Description.provisioned().get();
    Optional<Operation> operation = description.operation(method, path);
    if (operation.isEmpty()) {
      return strange(List.of("GitHub has no " + method + " " + path));
    }
    List<String> objections =
        description.request(operation.get(), query(http.getRequestURI().getRawQuery()), body);
    if (!objections.isEmpty()) {
      return strange(objections);
    }
    Answer answer = answer(http, method, path, sent);
    List<String> ours =
        description.answer(
            operation.get(), answer.status(), Converter.json().writeValueAsBytes(answer.body()));
    return ours.isEmpty() ? answer : strange(ours);
  }

  private Answer strange(List<String> objections) {
    wrong.addAll(objections);
    return Answer.no(599, String.join("; ", objections));
  }

  private boolean authorized(HttpExchange http) {
    return ("Bearer " + token).equals(http.getRequestHeaders().getFirst("Authorization"));
  }

  private Answer answer(HttpExchange http, String method, String path, JsonNode sent)
      throws IOException {
    if (path.equals("/app") || path.matches("/app/.*|/repos/[^/]+/[^/]+/installation")) {
      return app.answer(http, method, path, sent);
    }
    if (!authorized(http)) {
      return Answer.no(401, "Bad credentials");
    }
    if (path.equals("/user")) {
      return login.endsWith("[bot]")
          ? Answer.no(403, "Resource not accessible by integration")
          : new Answer(200, whole("public-user", person(login)));
    }
    Matcher at = Pattern.compile("/repos/([^/]+/[^/]+)(/.*)?").matcher(path);
    if (!at.matches() || !at.group(1).equals(repository)) {
      if (at.matches() && !movedTo.isEmpty()) {
        http.getResponseHeaders().set("Location", address() + "/repositories/1");
        return Answer.no(301, "Moved Permanently");
      }
      return Answer.no(404, "Not Found");
    }
    String below = Optional.ofNullable(at.group(2)).orElse("");
    if (below.isEmpty()) {
      return desk.itself();
    }
    if (archived && !method.equals("GET")) {
      return Answer.no(403, "Repository was archived so is read-only.");
    }
    Map<String, String> query = query(http.getRequestURI().getRawQuery());
    if (below.startsWith("/contents/")) {
      return desk.file(below.substring("/contents/".length()), query.get("ref"));
    }
    if (below.startsWith("/collaborators/")) {
      return desk.permission(below.split("/", -1)[2]);
    }
    if (below.startsWith("/git/")) {
      return database.answer(below.substring("/git/".length()), sent);
    }
    if (below.equals("/labels")) {
      return desk.label(sent.path("name").asText());
    }
    return pulls.answer(method, below, sent, query);
  }

  ObjectNode person(String name) {
    return whole(
        "simple-user",
        node()
            .put("login", name)
            .put("type", name.endsWith("[bot]") ? "Bot" : "User")
            .put("url", address() + "/users/" + name.replace("[bot]", "%5Bbot%5D")));
  }

  static ObjectNode node() {
    return Converter.json().createObjectNode();
  }

  static ArrayNode array() {
    return Converter.json().createArrayNode();
  }

  /** With all that the description asks for, where it is there. */
  static ObjectNode whole(String schema, ObjectNode given) {
    Description.provisioned().ifPresent(description -> description.whole(schema, given));
    return given;
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String one : Optional.ofNullable(raw).orElse("").split("&", -1)) {
      if (!one.isEmpty()) {
        String[] pair = one.split("=", 2);
        query.put(
            URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
            pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
