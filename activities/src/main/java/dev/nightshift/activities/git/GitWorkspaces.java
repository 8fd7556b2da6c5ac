package dev.nightshift.activities.git;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Workspace;
import java.util.Locale;
import org.eclipse.jgit.lib.ObjectId;

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
    Settings.Project wanted =
        settings
            .project(project)
            .orElseThrow(
                () ->
                    ErrorKind.NOT_FOUND.failure(
                        "there is no project «" + project + "» in the configuration"));
    String base =
        commit == null || commit.isBlank()
            ? head(wanted.repository(), wanted.branch())
            : Trees.commit(mirrors, wanted.repository(), commit.strip().toLowerCase(Locale.ROOT))
                .name();
    return new Workspace(project, wanted.repository(), wanted.subfolder(), base, null);
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
