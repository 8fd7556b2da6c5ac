package dev.nightshift.activities.git;

import dev.nightshift.activities.git.Checkouts.Stored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Those of a tree that stand below a folder. */
final class StoredFiles implements Stored {
  private final Tree tree;
  private final String before;

  StoredFiles(Tree tree, String subfolder) {
    this.tree = tree;
    String folder = Path.of(subfolder).normalize().toString();
    before = folder.isEmpty() ? "" : folder + "/";
  }

  @Override
  public List<String> files() {
    return tree.entries().tailMap(before).entrySet().stream()
        .takeWhile(file -> file.getKey().startsWith(before))
        .filter(file -> !file.getValue().isLink() && !file.getValue().isModule())
        .map(file -> file.getKey().substring(before.length()))
        .toList();
  }

  @Override
  public boolean isLink(String path) {
    Tree.Entry entry = tree.entries().get(before + path);
    return entry != null && entry.isLink();
  }

  @Override
  public long size(String path) throws IOException {
    return tree.size(tree.entries().get(before + path));
  }

  @Override
  public byte[] read(String path) throws IOException {
    return tree.content(tree.entries().get(before + path));
  }
}
