package dev.nightshift.activities.codehost;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Merged;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.OwnBranches;
import dev.nightshift.activities.git.OwnPulls;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Pull;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Branches in bare repositories, pull requests as files beside them. */
public final class LocalHost implements CodeHost {
  private final Settings settings;
  private final LocalRemotes remotes;
  private final PullStore pulls;
  private final LocalPulls own;
  private final Blobs blobs;
  private final OwnBranches branches;
  private final Clearance clearance;
  private final InstantSource clock;

  public LocalHost(
      Home home, Settings settings, Mirrors mirrors, Blobs blobs, Gate gate, InstantSource clock) {
    this.settings = settings;
    this.blobs = blobs;
    this.remotes = new LocalRemotes(home.host());
    this.pulls = new PullStore(home.host());
    this.own = new LocalPulls(home, clock);
    this.branches = new OwnBranches(mirrors, blobs);
    this.clearance = new Clearance(new Decisions(home.keys()), gate);
    this.clock = clock;
  }

  /** Makes a repository of a folder's files, one commit on {@code main}; gives the commit. */
  public static String create(
      Home home, String owner, String name, Path folder, InstantSource clock) {
    return BareRepository.create(
        new LocalRemotes(home.host()).folder(owner + "/" + name),
        folder,
        new BareRepository.Commit(
            "main", "The data team", "data@localhost", clock.instant(), "The project\n"));
  }

  @Override
  public String publishBranch(Publication publication) {
    Settings.Project project = project(publication);
    checkBranch(publication.branch(), project);
    clearance.check(publication, project);
    if (publication.message() == null || publication.message().isBlank()) {
      throw ErrorKind.BAD_INPUT.failure("a commit has a message");
    }
    return branches.publish(
        new OwnBranches.Change(
            publication.patched(),
            publication.branch(),
            project.branch(),
            publication.message(),
            publication.commits()));
  }

  @Override
  public Pull openPull(PullRequest request) {
    Publication publication = request.publication();
    Settings.Project project = project(publication);
    checkBranch(publication.branch(), project);
    clearance.checkPull(publication, request.draft(), project);
    return seen(
        project,
        own.opened(request, project.repository(), project.branch(), body(request, project)));
  }

  @Override
  public Pull reword(PullRequest request, Pull draft) {
    Publication publication = request.publication();
    Settings.Project project = project(publication);
    clearance.checkPull(publication, request.draft(), project);
    String body = body(request, project);
    return change(
        project.name(),
        draft,
        StoredPull::isOpen,
        stored -> {
          checkBranch(stored, publication);
          String head = own.head(project.repository(), stored.head()).orElse(stored.commit());
          return stored.reworded(request.title(), body, head);
        });
  }

  @Override
  public Pull markReady(PullRequest request, Pull draft) {
    Publication publication = request.publication();
    Settings.Project project = project(publication);
    clearance.checkAgreed(publication, project);
    String body = body(request, project);
    return change(
        project.name(),
        draft,
        StoredPull::isOpen,
        stored -> {
          checkBranch(stored, publication);
          return stored.ready(request.title(), body);
        });
  }

  private static void checkBranch(StoredPull stored, Publication publication) {
    if (!stored.head().equals(publication.branch())) {
      throw ErrorKind.REFUSED.failure(
          "the pull request " + stored.number() + " is not of " + publication.branch());
    }
  }

  @Override
  public List<Pull> openPulls(String projectName) {
    Settings.Project project = settings.needed(projectName);
    return pulls.pulls(project.repository()).stream()
        .filter(pull -> pull.isOpen() && pull.author().equals(LocalPulls.AUTHOR))
        .filter(pull -> OwnPulls.mayBeOf(projectName, pull.body()))
        .map(pull -> seen(project, pull))
        .toList();
  }

  @Override
  public Pull comment(String project, Pull pull, String comment) {
    Comment said = new Comment(LocalPulls.AUTHOR, clock.instant().toString(), comment);
    return change(
        project,
        pull,
        stored -> !stored.state().equals(StoredPull.CLOSED),
        stored -> stored.commented(said));
  }

  @Override
  public Pull close(String project, Pull pull, String comment) {
    Comment last = new Comment(LocalPulls.AUTHOR, clock.instant().toString(), comment);
    Pull closed = change(project, pull, StoredPull::isOpen, stored -> stored.closed(last));
    branches.removeClosed(settings.needed(project).repository(), pull, closed);
    return closed;
  }

  /** People merge with Git: what that did is looked for in the repository, and noted here. */
  @Override
  public Standing look(String projectName, Pull pull) {
    Settings.Project project = settings.needed(projectName);
    StoredPull stored = stored(project.repository(), pull.number());
    Optional<Merged> merged =
        Merged.find(
            remotes.folder(project.repository()), stored.base(), stored.head(), stored.commit());
    if (merged.isEmpty()) {
      // Where a person noted it by hand, nobody knows since when.
      long now = clock.instant().toEpochMilli();
      return new Standing(seen(project, stored), "", stored.isOpen() ? 0 : now);
    }
    Pull noted = change(projectName, pull, StoredPull::isOpen, StoredPull::merged);
    return new Standing(noted, merged.get().commit(), merged.get().at().toEpochMilli());
  }

  private StoredPull stored(String repository, int number) {
    return pulls
        .pull(repository, number)
        .orElseThrow(
            () ->
                ErrorKind.NOT_FOUND.failure(
                    "there is no pull request " + number + " in " + repository + " any more"));
  }

  private Pull change(
      String projectName,
      Pull pull,
      Predicate<StoredPull> where,
      UnaryOperator<StoredPull> change) {
    Settings.Project project = settings.needed(projectName);
    String repository = project.repository();
    return pulls.alone(
        repository,
        () -> {
          Shelf<StoredPull> shelf = pulls.pullShelf(repository);
          StoredPull stored = stored(repository, pull.number());
          if (!where.test(stored)) {
            return seen(project, stored);
          }
          if (!stored.author().equals(LocalPulls.AUTHOR)) {
            throw ErrorKind.REFUSED.failure(
                "the pull request " + pull.number() + " of " + repository + " is not ours");
          }
          StoredPull changed = change.apply(stored);
          if (!changed.equals(stored)) {
            shelf.write(changed.number(), changed);
          }
          return seen(project, changed);
        });
  }

  private String body(PullRequest request, Settings.Project project) {
    Publication publication = request.publication();
    return branches.told(
        request.body() == null ? "" : blobs.readText(request.body()),
        publication.patched(),
        publication.branch(),
        project.branch());
  }

  private Pull seen(Settings.Project project, StoredPull stored) {
    return new Pull(
        stored.number(),
        settings.starter().pull(project, stored.number()),
        stored.head(),
        own.head(project.repository(), stored.head()).orElse(stored.commit()),
        stored.state());
  }

  private Settings.Project project(Publication publication) {
    if (publication == null || publication.patched() == null) {
      throw ErrorKind.BAD_INPUT.failure("there is no patch to publish");
    }
    return settings.needed(publication.patched().project());
  }

  private void checkBranch(String branch, Settings.Project project) {
    if (branch.equals(project.branch())
        || BareRepository.isDefaultBranch(remotes.folder(project.repository()), branch)) {
      throw ErrorKind.REFUSED.failure(
          "«" + branch + "» is the branch that people work from; we never push there");
    }
  }
}
