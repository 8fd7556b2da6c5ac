package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;

/** One project's way to GitHub. */
final class Connection {
  private final Project project;
  private final Line line;
  private final Access access;
  private final Supplier<String> who;
  private final GitHub gitHub;
  private String login = "";

  /** {@code who} asks for the login that our pull requests and comments carry. */
  Connection(Project project, Line line, Access access, Supplier<String> who) {
    this.project = project;
    this.line = line;
    this.access = access;
    this.who = who;
    try {
      this.gitHub =
          new GitHubBuilder()
              .withEndpoint(project.host().api())
              .withAuthorizationProvider(() -> "Bearer " + access.token())
              .withConnector(line)
              .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
              .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
              .build();
    } catch (IOException e) {
      throw new IllegalStateException("nothing was asked yet", e);
    }
  }

  Project project() {
    return project;
  }

  Access access() {
    return access;
  }

  /** Whether we are an app, for which GitHub makes commits that it vouches for. */
  boolean isApp() {
    return project.host().app() > 0;
  }

  synchronized String login() {
    if (login.isEmpty()) {
      login = who.get();
    }
    return login;
  }

  boolean isUs(String author) {
    return login().equalsIgnoreCase(author);
  }

  /** The repository as it is now, if it can be worked in under the name that we know it by. */
  GHRepository repository() throws IOException {
    GHRepository found = gitHub.getRepository(project.repository());
    if (!found.getFullName().toLowerCase(Locale.ROOT).equals(name().toLowerCase(Locale.ROOT))) {
      throw ErrorKind.NOT_FOUND.failure(
          name()
              + " is called "
              + found.getFullName()
              + " on GitHub now: write that as projects[].repository");
    }
    if (found.isArchived() || found.isDisabled()) {
      throw ErrorKind.REFUSED.failure(
          name()
              + (found.isArchived() ? " is archived" : " is disabled")
              + " on GitHub, so nothing can be published there: take the project out of"
              + " nightshift.yml, or open the repository again");
    }
    return found;
  }

  JsonNode ask(String method, String below, Object body) {
    return line.ask(method, "/repos/" + name() + below, access.token(), body);
  }

  JsonNode query(Object body) {
    return line.query(access.token(), body);
  }

  String name() {
    return project.repository();
  }

  String owner() {
    return name().substring(0, name().indexOf('/'));
  }
}
