package dev.nightshift.activities.knowledge;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.ports.Knowledge;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;

/** Each project's knowledge from where its team writes it. */
public final class ProjectKnowledge implements Knowledge {
  private final Settings settings;
  private final Knowledge files;
  private final Knowledge notion;

  public ProjectKnowledge(Settings settings, Knowledge files, Knowledge notion) {
    this.settings = settings;
    this.files = files;
    this.notion = notion;
  }

  @Override
  public BlobRef fetch(Workspace workspace) {
    boolean inNotion =
        settings
            .project(workspace.project())
            .filter(project -> !project.knowledge().notion().isEmpty())
            .isPresent();
    return (inNotion ? notion : files).fetch(workspace);
  }
}
