package dev.nightshift.starter.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.github.Connections;
import dev.nightshift.activities.github.Discussion;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.starter.http.Answers;
import dev.nightshift.workflows.durable.ErrorKind;
import io.javalin.http.Context;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /hooks/github}: somebody decided or answered by a comment, or merged or closed what
 * we proposed. A delivery that comes twice needs no memory: a decision counts once.
 */
public final class GitHubHook {
  public static final String PATH = "/hooks/github";

  public static final String SECRET = Connections.HOOK_SECRET;

  private static final Logger log = LoggerFactory.getLogger(GitHubHook.class);
  private static final String EVENT = "X-GitHub-Event";

  private final List<Project> projects;
  private final Inbox inbox;
  private final GitHubComments comments;
  private final ClosedPulls closed;
  private final Optional<GitHubSignature> signature;

  public GitHubHook(
      Settings settings,
      Flows flows,
      Signature decisions,
      Discussion discussion,
      Optional<String> secret) {
    this.projects =
        settings.projects().stream().filter(project -> project.host().isGitHub()).toList();
    this.inbox = new Inbox("A webhook of GitHub", flows);
    this.comments = new GitHubComments(flows, decisions, discussion);
    this.closed = new ClosedPulls(flows, decisions, discussion);
    this.signature = secret.map(GitHubSignature::new);
  }

  public void receive(Context http) {
    if (signature.isEmpty()) {
      Answers.refuse(
          http,
          503,
          "GitHub's webhooks are off: start the starter with "
              + SECRET
              + " or "
              + SECRET
              + "_FILE");
      return;
    }
    Optional<byte[]> body = inbox.body(http);
    if (body.isEmpty()) {
      return;
    }
    Optional<String> objection =
        signature.get().objection(http.header(GitHubSignature.HEADER), body.get());
    if (objection.isPresent()) {
      inbox.refuse(http, 401, objection.get());
      return;
    }
    try {
      String came = heard(Optional.ofNullable(http.header(EVENT)).orElse(""), body.get());
      log.info("A webhook of GitHub: {}", came);
      Answers.json(http, 200, Map.of("says", came));
    } catch (IllegalArgumentException why) {
      inbox.refuse(http, 400, why.getMessage());
    } catch (ApplicationFailure failure) {
      // GitHub does not send again: whoever looks at its list of deliveries can.
      int status = ErrorKind.of(failure).retryable() ? 503 : 502;
      inbox.refuse(http, status, failure.getOriginalMessage());
    }
  }

  private String heard(String event, byte[] body) {
    JsonNode root = Bodies.object(body);
    String kind = event + " " + root.path("action").asText();
    return switch (kind) {
      case "issue_comment created" -> comment(root);
      case "pull_request closed" -> closed(root);
      default -> "nothing to do for " + Bodies.shown(kind.strip());
    };
  }

  private String comment(JsonNode root) {
    if (!root.at("/issue/pull_request").isObject()
        || Spoken.in(root.at("/comment/body").asText()).isEmpty()) {
      return "no decision in a comment";
    }
    return comments.heard(of(root), root.at("/comment/id").asLong());
  }

  private String closed(JsonNode root) {
    return closed.heard(
        of(root), root.at("/pull_request/number").asInt(), root.at("/sender/login").asText());
  }

  private List<Project> of(JsonNode root) {
    String repository = root.at("/repository/full_name").asText();
    List<Project> ours =
        projects.stream()
            .filter(project -> project.repository().equalsIgnoreCase(repository))
            .toList();
    if (ours.isEmpty()) {
      throw new IllegalArgumentException(
          "no project of the configuration is in " + Bodies.shown(repository) + " on GitHub");
    }
    return ours;
  }
}
