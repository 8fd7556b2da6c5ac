package dev.nightshift.activities.github;

import dev.nightshift.activities.configuration.Settings.Project;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kohsuke.github.GHRepository;

/**
 * Whether a project can work on GitHub: who we are there, and what we may do, as far as it says.
 */
public final class GitHubCheck {
  private static final List<String> WANTED = List.of("contents", "pull_requests", "issues");

  private final Connections connections;

  public GitHubCheck(Connections connections) {
    this.connections = connections;
  }

  /** One thing that was looked at; {@code todo} is empty where it is right. */
  public record Seen(String what, String says, String todo) {
    public boolean isRight() {
      return todo.isEmpty();
    }
  }

  public List<Seen> of(Project project) {
    List<Seen> seen = new ArrayList<>();
    try {
      Connection connection = connections.of(project);
      connection.access().token();
      GHRepository repository = Refusals.asked(connection.name(), connection::repository);
      seen.add(new Seen("github", connection.login() + " at " + project.host().api(), ""));
      rights(connection, repository).forEach(seen::add);
    } catch (ApplicationFailure failure) {
      seen.add(
          new Seen(
              "github",
              failure.getOriginalMessage(),
              "see `code_host` in nightshift.yml and the secret beside it"));
    }
    return seen;
  }

  private static List<Seen> rights(Connection connection, GHRepository repository) {
    Map<String, String> given = connection.access().permissions();
    if (given.isEmpty()) {
      return List.of(
          repository.hasPushAccess()
              ? new Seen("github rights", "the account may push to " + connection.name(), "")
              : new Seen(
                  "github rights",
                  "the account may not push to " + connection.name(),
                  Refusals.CREDENTIALS));
    }
    List<String> missing =
        WANTED.stream().filter(right -> !"write".equals(given.get(right))).toList();
    return List.of(
        missing.isEmpty()
            ? new Seen("github rights", "the app may write what it must", "")
            : new Seen(
                "github rights",
                "the app may not write " + String.join(", ", missing),
                "give it these permissions in its settings on GitHub, and let the owner accept"));
  }
}
