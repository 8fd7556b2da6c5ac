package dev.nightshift.activities.tools;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What is at hand while a tool is used: the project as a folder, made when it is asked for. */
final class Desk implements AutoCloseable {
  private final Use use;
  private final Settings.Project project;
  private final Predicate<String> tools;
  private final Checkouts checkouts;
  private final Blobs blobs;
  private Checkout checkout;
  private boolean changed;
  private boolean looked;
  private Engines.Task delegated;
  private String told = "";

  /** {@code tools} are those that there are for whoever uses one. */
  Desk(
      Use use,
      Settings.Project project,
      Predicate<String> tools,
      Checkouts checkouts,
      Blobs blobs) {
    this.use = use;
    this.project = project;
    this.tools = tools;
    this.checkouts = checkouts;
    this.blobs = blobs;
  }

  Use use() {
    return use;
  }

  Settings.Project project() {
    return project;
  }

  /** A permission is one, by whatever way it is used. */
  void needs(String tool, String what) {
    if (!tools.test(tool)) {
      throw Declined.forbidden(what + " is not yours to run: your file does not give you " + tool);
    }
  }

  /** Where dbt may run on that: never on what an agent changed by hand and nobody may change. */
  Sandbox sandboxFor(Workspace run) {
    if (run.patch() != null && !run.patch().equals(use.before()) && !looked) {
      Optional<String> closed = closed();
      if (closed.isPresent()) {
        throw Declined.forbidden(protects(closed.get()) + ". Put it back as it was");
      }
      looked = true;
    }
    return sandbox();
  }

  /** What a program left in the folder is gone on with: never what nobody may change. */
  void keep() {
    Optional<String> closed = closed();
    if (closed.isPresent()) {
      throw Declined.forbidden(
          protects(closed.get()) + "; nothing of what the command wrote is kept");
    }
    changed = true;
  }

  private String protects(String file) {
    return "the project's policy protects "
        + tree().guarding(file)
        + ", so a person changes "
        + file;
  }

  /** A changed file that nobody may change; what a task began with was let pass by others. */
  private Optional<String> closed() {
    List<String> guarded =
        changedFiles().stream().filter(file -> !tree().guarding(file).isEmpty()).toList();
    if (guarded.isEmpty()) {
      return Optional.empty();
    }
    try (Checkout before =
        checkouts.open(use.workspace().with(use.before()), "before-" + use.key())) {
      return guarded.stream()
          .filter(
              file ->
                  !Arrays.equals(
                      bytes(before.project().resolve(file)), bytes(folder().resolve(file))))
          .findFirst();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Files.readAllBytes(file)
          : new byte[0];
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  Sandbox sandbox() {
    return Optional.ofNullable(use.sandbox())
        .orElseThrow(() -> Declined.cannot("there is no sandbox in which dbt may run here"));
  }

  /** A look at the files, for which no folder is made. */
  <T> T look(Looking<T> looking) {
    return checkouts.stored(use.workspace(), files -> looking.at(new StoredTree(files)));
  }

  /** What is wanted of them. */
  @FunctionalInterface
  interface Looking<T> {
    T at(StoredTree tree) throws IOException;
  }

  Tree tree() {
    return new Tree(folder(), use.workspace().subfolder(), project.policy().allProtected());
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

  /** What led to the code as it is. */
  Checkouts.Past past() {
    return checkouts.past(use.workspace());
  }

  /** What was changed, as a patch; empty where nothing was. */
  String patch() {
    folder();
    BlobRef patch = checkout.patch();
    return patch == null ? "" : blobs.readText(patch);
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
