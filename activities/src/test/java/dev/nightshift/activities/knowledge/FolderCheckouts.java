package dev.nightshift.activities.knowledge;

import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Path;
import java.util.List;

/** One folder as every workspace's code. */
public record FolderCheckouts(Path root, String subfolder) implements Checkouts {
  @Override
  public Checkout open(Workspace workspace, String attempt) {
    return new Checkout() {
      @Override
      public Path root() {
        return root;
      }

      @Override
      public Path project() {
        return root.resolve(subfolder);
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
      public void close() {}
    };
  }
}
