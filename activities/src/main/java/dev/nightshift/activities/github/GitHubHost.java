package dev.nightshift.activities.github;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.codehost.Clearance;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.OwnBranches;
import dev.nightshift.activities.git.OwnPulls;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Pull;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;

/** Branches by Git, or for an app by GitHub's API, as pull requests are. */
public final class GitHubHost implements CodeHost {
  private static final String HOW_TO_ANSWER =
      "\n\nYou know the answer to a question above? Comment `/nightshift answer` and the answer's"
          + " number or name; where several questions are open, name the question before it. What"
          + " stands on the lines below is kept as the reason.\n";

  private final Settings settings;
  private final Connections connections;
  private final Blobs blobs;
  private final OwnBranches branches;
  private final Clearance clearance;

  public GitHubHost(
      Home home,
      Settings settings,
      Connections connections,
      Mirrors mirrors,
      Blobs blobs,
      Gate gate) {
    this.settings = settings;
    this.connections = connections;
    this.blobs = blobs;
    this.branches = new OwnBranches(mirrors, blobs);
    this.clearance = new Clearance(new Decisions(home.keys()), gate);
  }

  @Override
  public String publishBranch(Publication publication) {
    Settings.Project project = project(publication);
    clearance.check(publication, project);
    if (publication.message() == null || publication.message().isBlank()) {
      throw ErrorKind.BAD_INPUT.failure("a commit has a message");
    }
    Connection connection = connections.of(project);
    GHRepository repository = Refusals.asked(connection.name(), connection::repository);
    checkBranch(publication.branch(), project, repository);
    return branches.publish(
        new OwnBranches.Change(
            publication.patched(),
            publication.branch(),
            project.branch(),
            publication.message(),
            publication.commits()),
        connection.isApp()
            ? Optional.of(new AppCommits(connection, repository))
            : Optional.empty());
  }

  @Override
  public Pull openPull(PullRequest request) {
    Publication publication = request.publication();
    Settings.Project project = project(publication);
    clearance.checkPull(publication, request.draft(), project);
    Connection connection = connections.of(project);
    return Refusals.asked(
        connection.name(),
        () -> {
          GHRepository repository = connection.repository();
          checkBranch(publication.branch(), project, repository);
          Pulls pulls = new Pulls(connection, repository);
          GHPullRequest pull = pulls.ofBranch(publication.branch()).orElse(null);
          if (pull == null) {
            pull =
                pulls.open(request, project.branch(), body(request, project) + howToReply(request));
          }
          if (Pulls.isOpen(pull) && pulls.isOurs(pull)) {
            Labels.set(repository, pull, project.host().labels());
            if (!request.draft()) {
              requestReviews(connection, repository, pull);
            }
          }
          return Pulls.seen(pull);
        });
  }

  @Override
  public Pull reword(PullRequest request, Pull draft) {
    Publication publication = request.publication();
    Settings.Project project = project(publication);
    clearance.checkPull(publication, request.draft(), project);
    return on(
        project.name(),
        draft,
        Pulls::isOpen,
        (connection, found) -> {
          checkBranch(found, publication);
          describe(
              connection, found, request.title(), body(request, project) + howToReply(request));
        });
  }

  @Override
  public Pull markReady(PullRequest request, Pull draft) {
    Publication publication = request.publication();
    Settings.Project project = project(publication);
    clearance.checkAgreed(publication, project);
    Connection connection = connections.of(project);
    return Refusals.asked(
        connection.name(),
        () -> {
          GHRepository repository = connection.repository();
          Pulls pulls = new Pulls(connection, repository);
          GHPullRequest pull = pulls.number(draft.number());
          if (!Pulls.isOpen(pull)) {
            return Pulls.seen(pull);
          }
          checkOurs(connection, pulls, pull);
          checkBranch(pull, publication);
          describe(connection, pull, request.title(), body(request, project));
          if (pull.isDraft()) {
            Drafts.markReady(connection, pull);
          }
          requestReviews(connection, repository, pull);
          return Pulls.seen(pull);
        });
  }

  @Override
  public List<Pull> openPulls(String project) {
    Connection connection = connections.of(settings.needed(project));
    return Refusals.asked(
        connection.name(),
        () ->
            new Pulls(connection, connection.repository())
                .open().stream()
                    .filter(pull -> OwnPulls.mayBeOf(project, pull.getBody()))
                    .map(Pulls::seen)
                    .toList());
  }

  @Override
  public Pull comment(String project, Pull pull, String comment) {
    return on(
        project,
        pull,
        found -> Pulls.isOpen(found) || Pulls.isMerged(found),
        (connection, found) -> new Remarks(connection).say(found, comment));
  }

  @Override
  public Pull close(String project, Pull pull, String comment) {
    Pull closed =
        on(
            project,
            pull,
            Pulls::isOpen,
            (connection, found) -> {
              if (comment != null && !comment.isBlank()) {
                new Remarks(connection).say(found, comment);
              }
              found.close();
            });
    branches.removeClosed(settings.needed(project).repository(), pull, closed);
    return closed;
  }

  @Override
  public Standing look(String project, Pull pull) {
    Connection connection = connections.of(settings.needed(project));
    return Refusals.asked(
        connection.name(),
        () -> {
          GHPullRequest found =
              new Pulls(connection, connection.repository()).number(pull.number());
          Pull seen = Pulls.seen(found);
          return Pulls.isMerged(found)
              ? new Standing(
                  seen, found.getMergeCommitSha(), found.getMergedAt().toInstant().toEpochMilli())
              : Standing.unmerged(seen);
        });
  }

  /** What is done with a pull request of ours. */
  @FunctionalInterface
  private interface Deed {
    void to(Connection connection, GHPullRequest pull) throws IOException;
  }

  /** Any other stays as a person left it. */
  private Pull on(String project, Pull pull, Predicate<GHPullRequest> where, Deed deed) {
    Connection connection = connections.of(settings.needed(project));
    return Refusals.asked(
        connection.name(),
        () -> {
          Pulls pulls = new Pulls(connection, connection.repository());
          GHPullRequest found = pulls.number(pull.number());
          if (where.test(found)) {
            checkOurs(connection, pulls, found);
            deed.to(connection, found);
            found = pulls.number(pull.number());
          }
          return Pulls.seen(found);
        });
  }

  private static void describe(
      Connection connection, GHPullRequest pull, String title, String body) {
    if (!title.equals(pull.getTitle()) || !body.equals(pull.getBody())) {
      connection.ask("PATCH", "/pulls/" + pull.getNumber(), Map.of("title", title, "body", body));
    }
  }

  private static void checkBranch(GHPullRequest pull, Publication publication) {
    if (!pull.getHead().getRef().equals(publication.branch())) {
      throw ErrorKind.REFUSED.failure(
          "the pull request " + pull.getNumber() + " is not of " + publication.branch());
    }
  }

  private static void requestReviews(
      Connection connection, GHRepository repository, GHPullRequest pull) throws IOException {
    List<String> refused = new Reviewers(connection).request(repository, pull);
    if (!refused.isEmpty()) {
      // In quotes, so that it calls nobody.
      String names = refused.stream().map(one -> "`" + one + "`").collect(Collectors.joining(", "));
      new Remarks(connection)
          .say(
              pull,
              "GitHub does not let "
                  + names
                  + " be asked for a review here: do they have access to this repository?");
    }
  }

  private static void checkOurs(Connection connection, Pulls pulls, GHPullRequest pull) {
    if (!pulls.isOurs(pull)) {
      throw ErrorKind.REFUSED.failure(
          "the pull request " + pull.getNumber() + " of " + connection.name() + " is not ours");
    }
  }

  private static void checkBranch(
      String branch, Settings.Project project, GHRepository repository) {
    if (branch.equals(project.branch()) || branch.equals(repository.getDefaultBranch())) {
      throw ErrorKind.REFUSED.failure(
          "«" + branch + "» is the branch that people work from; we never push there");
    }
  }

  /** Goes when the draft is ready: then there is nothing left to say here. */
  private String howToReply(PullRequest request) {
    if (!connections.hearComments()) {
      return "";
    }
    return (request.asking() ? HOW_TO_ANSWER : "") + (request.draft() ? howToDecide(request) : "");
  }

  private static String howToDecide(PullRequest request) {
    String hash = request.publication().patched().patch().shortHash();
    return "\n\nReady for review? Comment `/nightshift approve "
        + hash
        + "`, or `/nightshift reject "
        + hash
        + "` and why not.\n";
  }

  private String body(PullRequest request, Settings.Project project) {
    Publication publication = request.publication();
    return branches.told(
        request.body() == null ? "" : blobs.readText(request.body()),
        publication.patched(),
        publication.branch(),
        project.branch());
  }

  private Settings.Project project(Publication publication) {
    if (publication == null || publication.patched() == null) {
      throw ErrorKind.BAD_INPUT.failure("there is no patch to publish");
    }
    return settings.needed(publication.patched().project());
  }
}
