package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.OwnPulls;
import java.util.Optional;
import org.kohsuke.github.GHPermissionType;
import org.kohsuke.github.GHPullRequest;

/** The same by GitHub's API. */
public final class GitHubDiscussion implements Discussion {
  private final Connections connections;

  public GitHubDiscussion(Connections connections) {
    this.connections = connections;
  }

  @Override
  public Optional<Remark> remark(Project project, long id) {
    Connection connection = connections.of(project);
    return found(connection, () -> connection.ask("GET", "/issues/comments/" + id, null))
        .map(GitHubDiscussion::remark);
  }

  private static Remark remark(JsonNode said) {
    String issue = said.path("issue_url").asText();
    return new Remark(
        Integer.parseInt("0" + issue.substring(issue.lastIndexOf('/') + 1)),
        said.at("/user/login").asText(),
        said.at("/user/type").asText().equals("User"),
        !said.path("updated_at").asText().equals(said.path("created_at").asText()),
        said.path("body").asText());
  }

  @Override
  public boolean mayWrite(Project project, String login) {
    Connection connection = connections.of(project);
    return found(connection, () -> connection.repository().getPermission(login))
        .filter(may -> may == GHPermissionType.WRITE || may == GHPermissionType.ADMIN)
        .isPresent();
  }

  @Override
  public Optional<Proposal> ours(Project project, int number) {
    Connection connection = connections.of(project);
    return found(connection, () -> connection.repository().getPullRequest(number))
        .filter(pull -> new Pulls(connection, pull.getRepository()).isOurs(pull))
        .map(pull -> new Proposal(Pulls.seen(pull), OwnPulls.workflow(pull.getBody())));
  }

  @Override
  public boolean isUs(Project project, String login) {
    return connections.of(project).isUs(login);
  }

  @Override
  public void say(Project project, int number, String text) {
    Connection connection = connections.of(project);
    Refusals.asked(
        connection.name(),
        () -> {
          GHPullRequest pull = connection.repository().getPullRequest(number);
          new Remarks(connection).say(pull, text);
          return null;
        });
  }

  /** What is not there (any more) is no failure to whoever asks for it. */
  private static <T> Optional<T> found(Connection connection, Refusals.Asking<T> asking) {
    return Refusals.asked(
        connection.name(),
        () -> {
          try {
            return Optional.of(asking.get());
          } catch (Said absent) {
            if (absent.status() == 404 || absent.status() == 410) {
              return Optional.empty();
            }
            throw absent;
          }
        });
  }
}
