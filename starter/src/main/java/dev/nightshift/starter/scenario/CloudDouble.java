package dev.nightshift.starter.scenario;

import dev.nightshift.starter.http.Answers;
import dev.nightshift.starter.http.Server;
import dev.nightshift.starter.scenario.CloudDouble.Failed.Step;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Stands in for dbt Cloud on loopback, here and in the boundary walk: an account whose failed runs
 * left what lies in folders here. It refuses what the real one refuses: another account, no token,
 * a step that was none.
 */
public final class CloudDouble implements AutoCloseable {
  public static final long ACCOUNT = 7100;

  private static final String RUNS = "/api/v2/accounts/" + ACCOUNT + "/runs/";
  private static final String PAGES = "https://cloud.example/deploy/" + ACCOUNT + "/projects/";
  private static final int MOST_IN_FLIGHT = 64;
  private static final int LONGEST_PAGE = 100;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx");

  private final Map<Long, Failed> runs = new ConcurrentHashMap<>();
  private final String token;
  private final Server server;

  public CloudDouble(String token) {
    this.token = token;
    this.server = Server.start(0, MOST_IN_FLIGHT, this::routes);
  }

  public URI address() {
    return server.address();
  }

  /** A run whose last step failed and left the folder. */
  public record Failed(
      long run, long project, long job, String commit, String command, Path folder, Instant at) {

    /** One of its steps, numbered from 1. */
    record Step(int index, int status, String name, String logs, String debug) {
      Map<String, Object> told(boolean inFull) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("index", index);
        told.put("status", status);
        told.put("name", name);
        told.put("logs", logs);
        if (inFull) {
          told.put("debug_logs", debug);
        }
        return told;
      }
    }

    List<Step> steps() throws IOException {
      return List.of(
          new Step(1, 10, "Clone git repository", "Cloning", ""),
          new Step(2, 10, "Create profile from connection DuckDB", "", ""),
          new Step(
              3, 20, "Invoke dbt with `dbt " + command + "`", text("output.log"), text("dbt.log")));
    }

    private String text(String name) throws IOException {
      Path file = folder.resolve(name);
      return Files.isRegularFile(file) ? Files.readString(file) : "";
    }
  }

  public void failed(Failed run) {
    runs.put(run.run(), run);
  }

  private void routes(JavalinConfig config) {
    config.routes.before(this::known);
    config.routes.get(RUNS, this::list);
    config.routes.get(RUNS + "{run}/", this::run);
    config.routes.get(RUNS + "{run}/artifacts/", this::artifacts);
    config.routes.get(RUNS + "{run}/artifacts/<path>", this::artifact);
  }

  private void known(Context http) {
    if (!("Token " + token).equals(http.header("Authorization"))) {
      enveloped(http, 401, null);
      http.skipRemainingHandlers();
    }
  }

  private void list(Context http) throws IOException {
    String statuses = Optional.ofNullable(http.queryParam("status__in")).orElse("[20]");
    int from = Integer.parseInt(Optional.ofNullable(http.queryParam("offset")).orElse("0"));
    int most = Integer.parseInt(Optional.ofNullable(http.queryParam("limit")).orElse("100"));
    List<Failed> wanted =
        runs.values().stream()
            .filter(run -> statuses.matches(".*\\b20\\b.*"))
            .filter(run -> fits(http.queryParam("project_id"), run.project()))
            .filter(run -> fits(http.queryParam("job_definition_id"), run.job()))
            .sorted(Comparator.comparingLong(Failed::run).reversed())
            .skip(from)
            .limit(Math.min(most, LONGEST_PAGE))
            .toList();
    List<Map<String, Object>> told = new ArrayList<>();
    for (Failed run : wanted) {
      told.add(told(run, related(http)));
    }
    enveloped(http, 200, told);
  }

  private static boolean fits(String asked, long id) {
    return asked == null || asked.equals(String.valueOf(id));
  }

  private void run(Context http) throws IOException {
    Optional<Failed> run = named(http);
    if (run.isEmpty()) {
      enveloped(http, 404, null);
      return;
    }
    enveloped(http, 200, told(run.get(), related(http)));
  }

  private static String related(Context http) {
    return Optional.ofNullable(http.queryParam("include_related")).orElse("");
  }

  /** What is related is null, or empty, where nobody asks for it. */
  private static Map<String, Object> told(Failed run, String related) throws IOException {
    String at = TIME.format(run.at().atOffset(ZoneOffset.UTC));
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("id", run.run());
    told.put("account_id", ACCOUNT);
    told.put("project_id", run.project());
    told.put("environment_id", 31);
    told.put("job_definition_id", run.job());
    told.put("status", 20);
    told.put("git_branch", "main");
    told.put("git_sha", run.commit());
    told.put("href", PAGES + run.project() + "/runs/" + run.run() + "/");
    told.put("started_at", at);
    told.put("finished_at", at);
    told.put(
        "trigger",
        related.contains("\"trigger\"")
            ? Map.of("cause", "scheduled", "cause_category", "scheduled")
            : null);
    told.put(
        "job", related.contains("\"job\"") ? Map.of("id", run.job(), "name", "Nightly") : null);
    boolean inFull = related.contains("\"debug_logs\"");
    told.put(
        "run_steps",
        related.contains("\"run_steps\"")
            ? run.steps().stream().map(step -> step.told(inFull)).toList()
            : List.of());
    return told;
  }

  private void artifacts(Context http) throws IOException {
    Optional<Failed> run = named(http).filter(one -> isStep(http));
    if (run.isEmpty()) {
      enveloped(http, 404, null);
      return;
    }
    try (Stream<Path> files = Files.list(run.get().folder())) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .sorted()
              .toList();
      enveloped(http, 200, names.isEmpty() ? null : names);
    }
  }

  private void artifact(Context http) throws IOException {
    Optional<Path> file =
        named(http)
            .filter(one -> isStep(http))
            .map(one -> one.folder().resolve(Path.of(http.pathParam("path")).getFileName()))
            .filter(Files::isRegularFile);
    if (file.isEmpty()) {
      enveloped(http, 404, null);
      return;
    }
    http.header("Content-Length", String.valueOf(Files.size(file.get())));
    http.contentType("application/json").result(Files.newInputStream(file.get()));
  }

  private Optional<Failed> named(Context http) {
    String id = http.pathParam("run");
    return id.matches("\\d{1,18}")
        ? Optional.ofNullable(runs.get(Long.parseLong(id)))
        : Optional.empty();
  }

  /** The step that failed, which is the last. */
  private static boolean isStep(Context http) {
    String step = http.queryParam("step");
    return step == null || step.equals("3");
  }

  private static void enveloped(Context http, int status, Object data) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("data", data);
    body.put(
        "status",
        Map.of(
            "code",
            status,
            "is_success",
            status == 200,
            "user_message",
            status == 200 ? "Success!" : "That is not there, or not yours.",
            "developer_message",
            ""));
    Answers.json(http, status, body);
  }

  @Override
  public void close() {
    server.close();
  }
}
