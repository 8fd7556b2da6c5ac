package dev.nightshift.activities.github;

import dev.nightshift.activities.git.OwnBranches;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.values.Pull;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;

/** The pull requests of a branch of ours: looked for before one is made, and again after. */
final class Pulls {
  private final Connection connection;
  private final GHRepository repository;

  Pulls(Connection connection, GHRepository repository) {
    this.connection = connection;
    this.repository = repository;
  }

  /** The branch's pull request, whatever its state: a closed one is a «no» that is remembered. */
  Optional<GHPullRequest> ofBranch(String branch) throws IOException {
    List<GHPullRequest> all =
        repository
            .queryPullRequests()
            .state(GHIssueState.ALL)
            .head(connection.owner() + ":" + branch)
            .list()
            .toList()
            .stream()
            .filter(pull -> pull.getHead().getRef().equals(branch))
            .sorted(Comparator.comparingInt(GHPullRequest::getNumber))
            .toList();
    Optional<GHPullRequest> oldest =
        all.stream().filter(this::isOurs).findFirst().or(() -> all.stream().findFirst());
    if (oldest.isPresent()) {
      for (GHPullRequest younger : all) {
        if (isOurs(younger) && younger != oldest.get() && isOpen(younger)) {
          younger.close();
        }
      }
    }
    return oldest;
  }

  /** Opens it, unless somebody was faster; an answer that was lost is looked for before a retry. */
  GHPullRequest open(PullRequest request, String base, String body) throws IOException {
    String branch = request.publication().branch();
    try {
      repository.createPullRequest(request.title(), branch, base, body, true, request.draft());
    } catch (Said no) {
      if (!no.says("already exists")) {
        throw notOpened(branch, base, no);
      }
    } catch (ApplicationFailure unsure) {
      Optional<GHPullRequest> there =
          ErrorKind.of(unsure) == ErrorKind.UNAVAILABLE ? ofBranch(branch) : Optional.empty();
      return there.orElseThrow(() -> unsure);
    }
    return ofBranch(branch)
        .orElseThrow(
            () ->
                ErrorKind.UNAVAILABLE.failure(
                    "the pull request of " + branch + " was opened and is not listed yet"));
  }

  /** Those of our branches that are open. */
  List<GHPullRequest> open() throws IOException {
    return repository
        .queryPullRequests()
        .state(GHIssueState.OPEN)
        .list()
        .withPageSize(100)
        .toList()
        .stream()
        .filter(pull -> OwnBranches.isOurs(pull.getHead().getRef()) && isOurs(pull))
        .toList();
  }

  GHPullRequest number(int number) throws IOException {
    return repository.getPullRequest(number);
  }

  boolean isOurs(GHPullRequest pull) {
    try {
      return connection.isUs(pull.getUser().getLogin());
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("the author of a pull request cannot be read", e);
    }
  }

  static boolean isOpen(GHPullRequest pull) {
    return pull.getState() == GHIssueState.OPEN;
  }

  static boolean isMerged(GHPullRequest pull) {
    return !isOpen(pull) && pull.getMergedAt() != null;
  }

  static Pull seen(GHPullRequest pull) {
    String state = isOpen(pull) ? "open" : isMerged(pull) ? "merged" : "closed";
    return new Pull(
        pull.getNumber(),
        pull.getHtmlUrl().toString(),
        pull.getHead().getRef(),
        pull.getHead().getSha(),
        state);
  }

  private RuntimeException notOpened(String branch, String base, Said no) {
    String where = " of " + connection.name();
    if (no.status() != 422) {
      return no;
    }
    if (no.objectsTo("head", "invalid")) {
      return ErrorKind.NOT_FOUND.failure(
          "the branch " + branch + where + " is gone: somebody deleted it", no);
    }
    if (no.objectsTo("base", "invalid")) {
      return ErrorKind.NOT_FOUND.failure(
          "the branch " + base + where + " is gone: check projects[].branch", no);
    }
    if (no.says("Draft pull requests are not supported")) {
      return ErrorKind.REFUSED.failure(
          connection.name()
              + " takes no drafts (its plan on GitHub has none): set policy.publish to ask",
          no);
    }
    return no;
  }
}
