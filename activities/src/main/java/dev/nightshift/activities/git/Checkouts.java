package dev.nightshift.activities.git;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Path;
import java.util.List;

/** Folders made from workspaces, from a local mirror; a folder is a cache that may vanish. */
public interface Checkouts {
  /** Base and patch, in a folder that only this attempt uses until it is closed. */
  Checkout open(Workspace workspace, String attempt);

  /** A folder with the code in it. */
  interface Checkout extends AutoCloseable {
    /** The repository's root. */
    Path root();

    /** The dbt project's folder. */
    Path project();

    /** What was changed since the base, as a patch in the blob store; null when nothing was. */
    BlobRef patch();

    /** The changed files, relative to the dbt project's folder. */
    List<String> changedFiles();

    @Override
    void close();
  }
}
