package dev.nightshift.starter.board;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.starter.agents.AgentApi;
import dev.nightshift.starter.flows.AgentRuns;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.starter.hooks.CloudHook;
import dev.nightshift.starter.hooks.GitHubHook;
import dev.nightshift.starter.hooks.RunHook;
import dev.nightshift.starter.hooks.SlackHook;
import dev.nightshift.starter.hooks.UploadHook;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.starter.memory.MemoryServer;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Decision;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The board's pages and what they ask for. */
public final class Board {
  private static final int MOST_RUNS = 100;
  private static final int MOST_MESSAGES = 100;
  private static final int LONGEST_REASON = 2_000;

  /** A slash at an address's end leads to the same route. */
  private static final Set<String> WEBHOOK =
      Stream.of(RunHook.PATH, UploadHook.PATH, CloudHook.PATH, GitHubHook.PATH, SlackHook.PATH)
          .flatMap(path -> Stream.of(path, path + "/"))
          .collect(Collectors.toUnmodifiableSet());

  private final Flows flows;
  private final Blobs blobs;
  private final Signature signature;
  private final PullRequests pulls;
  private final Issues issues;
  private final Messages messages;
  private final Talks talks;
  private final String person;
  private final Guard guard = new Guard();
  private final Pages pages = new Pages();

  /** {@code person} is offered as the one who decides; it may be empty. */
  public Board(
      Flows flows,
      Blobs blobs,
      Signature signature,
      PullRequests pulls,
      Issues issues,
      Messages messages,
      AgentRuns agents,
      String person) {
    this.flows = flows;
    this.blobs = blobs;
    this.signature = signature;
    this.pulls = pulls;
    this.issues = issues;
    this.messages = messages;
    this.talks = new Talks(agents, blobs);
    this.person = person;
  }

  /** Where to look, with the token that lets one in. */
  public URI url(URI address) {
    return address.resolve("/?token=" + guard.token());
  }

  public void routes(JavalinConfig config) {
    config.routes.before(
        http -> {
          if (!WEBHOOK.contains(http.path()) && !AgentApi.isAt(http.path())) {
            guard.check(http);
          }
        });
    pages.paths().forEach(path -> get(config, path, pages::serve));
    get(config, "/api/session", this::session);
    get(config, "/api/server", this::server);
    get(config, "/api/runs", this::runs);
    get(config, "/api/runs/{id}", http -> Answers.json(http, 200, run(http)));
    get(config, "/api/runs/{id}/diff", http -> text(http, patch(run(http))));
    get(config, "/api/runs/{id}/report", http -> text(http, run(http).report()));
    get(config, "/api/runs/{id}/report.html", this::page);
    get(config, "/api/runs/{id}/letters", http -> text(http, letters(run(http))));
    config.routes.post("/api/runs/{id}/decision", this::decide);
    config.routes.post("/api/runs/{id}/answer", this::answer);
    get(config, "/api/pulls", http -> Answers.json(http, 200, pulls.latest()));
    get(config, "/api/pulls/{project}/{number}", this::pull);
    get(config, "/api/issues", http -> Answers.json(http, 200, issues.latest()));
    get(config, "/api/issues/{project}/{number}", this::issue);
    get(config, "/api/messages", http -> Answers.json(http, 200, messages.latest(MOST_MESSAGES)));
    talks.routes(config);
    config.routes.exception(
        Absent.class, (absent, http) -> Answers.refuse(http, 404, absent.getMessage()));
    config.routes.exception(
        ApplicationFailure.class,
        (failure, http) -> Answers.refuse(http, 502, failure.getOriginalMessage()));
  }

  /** Asked for its head alone, a page says what it would say: Javalin by itself says yes. */
  static void get(JavalinConfig config, String path, Handler handler) {
    config.routes.get(path, handler).head(path, handler);
  }

  private void session(Context http) {
    Answers.json(http, 200, Map.of("person", person, "form", guard.form()));
  }

  /** What the nights lack: of a server in memory much, of a real one what it could not ask. */
  private void server(Context http) {
    String note =
        flows.inMemory()
            ? "Temporal runs in memory here: " + MemoryServer.WITHOUT + ". " + MemoryServer.REMEDY
            : String.join(" ", flows.deaf().values());
    Answers.json(http, 200, Map.of("note", note));
  }

  private void runs(Context http) {
    List<Line> lines = flows.latest(MOST_RUNS).stream().map(Line::of).toList();
    Answers.json(http, 200, lines);
  }

  private Run run(Context http) {
    return flows
        .find(http.pathParam("id"))
        .orElseThrow(() -> new Absent("Temporal knows no such run (any more)"));
  }

  private static BlobRef patch(Run run) {
    if (run.waiting()) {
      return run.progress().waiting().patch();
    }
    return run.outcome() == null ? null : run.outcome().patch();
  }

  private static BlobRef letters(Run run) {
    if (run.waiting()) {
      return run.progress().waiting().letters();
    }
    return run.outcome() == null ? null : run.outcome().letters();
  }

  /** A page of its own, to print or to send on, that may do less than ours. */
  private void page(Context http) {
    Run run = run(http);
    if (run.html() == null) {
      throw new Absent("there is none");
    }
    Guard.alone(http);
    http.contentType("text/html; charset=utf-8").result(blobs.read(run.html()));
  }

  private void text(Context http, BlobRef ref) {
    if (ref == null) {
      throw new Absent("there is none");
    }
    Answers.json(http, 200, Map.of("text", blobs.readText(ref)));
  }

  private void pull(Context http) {
    Answers.json(http, 200, numbered(http, pulls::page, "there is no such pull request"));
  }

  private void issue(Context http) {
    Answers.json(http, 200, numbered(http, issues::page, "there is no such issue"));
  }

  private static <T> T numbered(
      Context http, BiFunction<String, Integer, Optional<T>> pages, String absent) {
    String number = http.pathParam("number");
    Optional<T> page =
        number.matches("\\d{1,9}")
            ? pages.apply(http.pathParam("project"), Integer.valueOf(number))
            : Optional.empty();
    return page.orElseThrow(() -> new Absent(absent));
  }

  private void decide(Context http) throws IOException {
    JsonNode form = Form.of(http);
    Decision.Choice choice = choice(form.path("choice").asText());
    String who = form.path("person").asText().strip();
    String reason = form.path("reason").asText().strip();
    String patch = form.path("patch").asText();
    if (choice == Decision.Choice.UNKNOWN || who.isEmpty() || who.length() > Form.LONGEST_NAME) {
      Answers.refuse(http, 400, "a decision is APPROVE or REJECT, and names who made it");
      return;
    }
    if (!Decision.fitsOneLine(who)) {
      Answers.refuse(http, 400, Form.ODD_NAME);
      return;
    }
    if (reason.length() > LONGEST_REASON
        || (choice == Decision.Choice.REJECT && reason.isEmpty())) {
      Answers.refuse(http, 400, "say in a few words why not");
      return;
    }
    Run run = run(http);
    if (!run.waiting() || !run.progress().waiting().patchHash().equals(patch)) {
      Answers.refuse(http, 409, "this question is not asked any more; look again");
      return;
    }
    told(http, flows.decide(run, signature.decision(run, choice, who, reason, "board")));
  }

  private void answer(Context http) throws IOException {
    JsonNode form = Form.of(http);
    Answer answer =
        new Answer(
            form.path("question").asText(),
            form.path("option").asText(),
            form.path("person").asText().strip(),
            form.path("reason").asText().strip(),
            "board");
    if (answer.question().isEmpty() || answer.option().isEmpty() || answer.person().isEmpty()) {
      Answers.refuse(http, 400, "an answer is one of those to choose, and names who gave it");
      return;
    }
    Run run = run(http);
    if (!run.waiting()) {
      Answers.refuse(http, 409, "this question is not asked any more; look again");
      return;
    }
    told(http, flows.answer(run, answer));
  }

  private static void told(Context http, Flows.Heard heard) {
    Answers.json(http, heard.accepted() ? 200 : 409, heard.accepted() ? heard : said(heard));
  }

  private static Map<String, String> said(Flows.Heard refused) {
    return Map.of("error", refused.says());
  }

  private static Decision.Choice choice(String word) {
    return switch (word) {
      case "APPROVE" -> Decision.Choice.APPROVE;
      case "REJECT" -> Decision.Choice.REJECT;
      default -> Decision.Choice.UNKNOWN;
    };
  }

  /** A run in a list. */
  record Line(
      String id,
      String state,
      String project,
      String title,
      String phase,
      String says,
      long startedAt,
      long closedAt) {
    static Line of(Run run) {
      return new Line(
          run.id(),
          run.state(),
          run.progress().project(),
          run.progress().title(),
          run.progress().phase(),
          run.waiting() ? run.progress().waiting().question() : run.progress().says(),
          run.startedAt(),
          run.closedAt());
    }
  }
}
