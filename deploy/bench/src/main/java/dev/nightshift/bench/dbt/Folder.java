package dev.nightshift.bench.dbt;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.values.BlobRef;
import java.nio.file.Path;
import java.util.List;

/** A folder as it is, in the place of a checkout. */
public record Folder(Path root) implements Checkout {
  @Override
  public Path project() {
    return root;
  }

  @Override
  public BlobRef patch() {
    return null;
  }

  @Override
  public List<String> changedFiles() {
    return List.of();
  }

  @Override
  public void close() {
    // Nothing was opened.
  }
}
