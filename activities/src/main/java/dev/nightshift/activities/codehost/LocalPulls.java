package dev.nightshift.activities.codehost;

import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The pull requests of branches of ours on the local host: looked for before one is made. */
final class LocalPulls {
  static final String AUTHOR = "nightshift";

  private final LocalRemotes remotes;
  private final PullStore pulls;
  private final InstantSource clock;

  LocalPulls(Home home, InstantSource clock) {
    this.remotes = new LocalRemotes(home.host());
    this.pulls = new PullStore(home.host());
    this.clock = clock;
  }

  /** The branch's, opened where there is none. */
  StoredPull opened(PullRequest request, String repository, String base, String body) {
    String branch = request.publication().branch();
    return pulls.alone(
        repository,
        () -> {
          Shelf<StoredPull> shelf = pulls.pullShelf(repository);
          Optional<StoredPull> found = ofHead(shelf, branch);
          if (found.isEmpty()) {
            open(shelf, request, repository, base, body);
            found = ofHead(shelf, branch);
          }
          return found.orElseThrow();
        });
  }

  Optional<String> head(String repository, String branch) {
    return BareRepository.head(remotes.folder(repository), branch);
  }

  private void open(
      Shelf<StoredPull> shelf, PullRequest request, String repository, String base, String body) {
    String branch = request.publication().branch();
    String commit =
        head(repository, branch)
            .orElseThrow(
                () ->
                    ErrorKind.NOT_FOUND.failure(
                        "the branch "
                            + branch
                            + " of "
                            + repository
                            + " is gone: somebody deleted it"));
    int number = shelf.next();
    shelf.write(
        number,
        new StoredPull(
            number,
            request.title(),
            body,
            branch,
            base,
            commit,
            StoredPull.OPEN,
            request.draft(),
            AUTHOR,
            clock.instant().toString(),
            List.of(),
            request.publication().workflow()));
  }

  /**
   * The oldest of ours for the branch, whatever its state: a closed one is a «no» that is
   * remembered. Younger ones, which a copy of the folder may have brought, go.
   */
  private static Optional<StoredPull> ofHead(Shelf<StoredPull> shelf, String branch) {
    List<StoredPull> ours =
        shelf.all().stream()
            .filter(pull -> pull.head().equals(branch) && pull.author().equals(AUTHOR))
            .toList();
    ours.stream().skip(1).forEach(younger -> shelf.remove(younger.number()));
    return ours.stream().findFirst();
  }
}
