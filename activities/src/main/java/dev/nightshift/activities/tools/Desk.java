package dev.nightshift.activities.tools;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What is at hand while a tool is used: the project as a folder, made when it is asked for. */
final class Desk implements AutoCloseable {
  private final Blobs blobs;
  private final Use use;
  private final Settings.Project project;
  private final Checkouts checkouts;
  private Checkout checkout;
  private boolean changed;
  private Engines.Task delegated;
  private String told = "";

  Desk(Use use, Settings.Project project, Checkouts checkouts, Blobs blobs) {
    this.blobs = blobs;
    this.use = use;
    this.project = project;
    this.checkouts = checkouts;
  }

  Use use() {
    return use;
  }

  Settings.Project project() {
    return project;
  }

  /**
   * Where dbt may run: not on what nobody may change, which is as far as a hand of its own gets.
   */
  Sandbox sandbox() {
    if (use.workspace().patch() != null && !use.workspace().patch().equals(use.before())) {
      String before = use.before() == null ? "" : blobs.readText(use.before());
      changedFiles().forEach(file -> tree().requireOpen(file, before));
    }
    return Optional.ofNullable(use.sandbox())
        .orElseThrow(() -> Declined.cannot("there is no sandbox in which dbt may run here"));
  }

  Tree tree() {
    return new Tree(folder(), use.workspace().subfolder(), project.policy().protectedPaths());
  }

  Path folder() {
    if (checkout == null) {
      checkout = checkouts.open(use.workspace(), "tool-" + use.key());
    }
    return checkout.project();
  }

  /** The folder is another one now: what stands in it is what the session goes on with. */
  void changed() {
    changed = true;
  }

  /** The answer is to be another agent's. */
  void delegate(Engines.Task task) {
    delegated = task;
  }

  /** Words for whoever gave the task. */
  void tell(String words) {
    told = words;
  }

  String told() {
    return told;
  }

  /** What another agent is to do; null where the answer is here. */
  Engines.Task delegated() {
    return delegated;
  }

  /** Where nothing was changed there is nothing to go on with but what was there. */
  Optional<Workspace> after() {
    return changed ? Optional.of(use.workspace().with(checkout.patch())) : Optional.empty();
  }

  /** All files that are not as the base has them. */
  List<String> changedFiles() {
    folder();
    return checkout.changedFiles();
  }

  @Override
  public void close() {
    if (checkout != null) {
      checkout.close();
    }
  }
}
