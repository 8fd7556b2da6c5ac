package dev.nightshift.activities.dbt;

import dev.nightshift.activities.warehouse.SandboxFolder;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What dbt remembers of a project that it parsed, from one job on a sandbox to the next: parsing is
 * most of a short job. dbt itself finds out which files have changed since.
 *
 * <p>A project's code could write a false memory. So each base commit has its own, and only the
 * base without a patch leaves one: nothing is believed from a patch that is being judged.
 */
record Parsed(Path kept, boolean leaves) {
  private static final String NAME = "partial_parse.msgpack";

  static Parsed of(SandboxFolder sandbox, Workspace workspace) {
    String base = workspace.base();
    boolean known = base.matches("[0-9a-f]{40,64}");
    return new Parsed(
        known ? sandbox.root().resolve("parsed-" + base) : null,
        known && workspace.patch() == null);
  }

  void recall(JobFolder job) throws IOException {
    if (kept != null && Files.exists(kept)) {
      Files.copy(kept, job.target().resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  void remember(JobFolder job) throws IOException {
    if (!leaves || Files.exists(kept)) {
      return;
    }
    var fresh = job.artifact(NAME);
    if (fresh.isPresent()) {
      Path whole = Files.createTempFile(kept.getParent(), "parsed", ".new");
      Files.copy(fresh.get(), whole, StandardCopyOption.REPLACE_EXISTING);
      Files.move(whole, kept, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
