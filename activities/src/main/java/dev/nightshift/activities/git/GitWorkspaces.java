package dev.nightshift.activities.git;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.util.Locale;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevWalk;

/** Resolves what to work on from the configuration and the mirror. */
public final class GitWorkspaces implements Workspaces {
  private final Settings settings;
  private final Mirrors mirrors;

  public GitWorkspaces(Settings settings, Mirrors mirrors) {
    this.settings = settings;
    this.mirrors = mirrors;
  }

  @Override
  public Workspace resolve(String project, String commit) {
    Settings.Project wanted = settings.needed(project);
    String base =
        commit == null || commit.isBlank()
            ? head(wanted.repository(), wanted.branch())
            : Trees.commit(mirrors, wanted.repository(), commit.strip().toLowerCase(Locale.ROOT))
                .name();
    return new Workspace(project, wanted.repository(), wanted.subfolder(), base, null);
  }

  @Override
  public boolean contains(String project, String commit, String other) {
    String repository = settings.needed(project).repository();
    try {
      ObjectId later = Trees.commit(mirrors, repository, commit);
      ObjectId earlier = Trees.commit(mirrors, repository, other);
      return mirrors.with(
          repository,
          mirror -> {
            try (RevWalk commits = new RevWalk(mirror)) {
              return commits.isMergedInto(commits.parseCommit(earlier), commits.parseCommit(later));
            }
          });
    } catch (ApplicationFailure failure) {
      ErrorKind kind = ErrorKind.of(failure);
      if (kind != ErrorKind.NOT_FOUND && kind != ErrorKind.BAD_INPUT) {
        throw failure;
      }
      return false;
    }
  }

  /** The newest commit of a branch. */
  public String head(String repository, String branch) {
    mirrors.refresh(repository);
    ObjectId head = mirrors.with(repository, mirror -> mirror.resolve("refs/heads/" + branch));
    if (head == null) {
      throw ErrorKind.NOT_FOUND.failure(
          "there is no branch «"
              + branch
              + "» in "
              + repository
              + "; check `branch` in nightshift.yml");
    }
    return head.name();
  }
}
