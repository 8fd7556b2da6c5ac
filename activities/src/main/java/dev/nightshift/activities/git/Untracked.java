package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * Files that a folder has beyond its tree: what {@code .gitignore} names is left out, and what dbt
 * itself writes beside a project.
 */
final class Untracked {
  /** dbt's defaults: a project's own {@code .gitignore} can bring them back. */
  private static final String WRITTEN_BY_DBT =
      "target/\nlogs/\ndbt_packages/\ndbt_modules/\n.user.yml\n__pycache__/\n";

  private final Path root;
  private final Tree tree;
  private final Deque<Rules> rules = new ArrayDeque<>();
  private final List<String> found = new ArrayList<>();

  private Untracked(Path root, Tree tree) {
    this.root = root;
    this.tree = tree;
  }

  /** The rules of one folder; {@code prefix} is its path with a slash, or empty. */
  private record Rules(String prefix, IgnoreNode node) {}

  static List<String> in(Path root, Tree tree) throws IOException {
    Untracked untracked = new Untracked(root, tree);
    untracked.rules.push(new Rules("", parsed(WRITTEN_BY_DBT.getBytes(StandardCharsets.UTF_8))));
    untracked.visit(root, "");
    return untracked.found;
  }

  private void visit(Path folder, String prefix) throws IOException {
    Path own = folder.resolve(".gitignore");
    boolean hasOwn = Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS);
    if (hasOwn) {
      rules.push(new Rules(prefix, parsed(Files.readAllBytes(own))));
    }
    for (Path entry : entries(folder)) {
      visitEntry(entry, prefix + entry.getFileName());
    }
    if (hasOwn) {
      rules.pop();
    }
  }

  private void visitEntry(Path entry, String path) throws IOException {
    Tree.Entry tracked = tree.entries().get(path);
    boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    if (entry.getFileName().toString().equals(".git") || (tracked != null && !isFolder)) {
      return;
    }
    if (tracked != null && tracked.isModule()) {
      return;
    }
    if (ignored(path, isFolder)) {
      return;
    }
    if (isFolder) {
      visit(entry, path + "/");
    } else {
      found.add(path);
    }
  }

  /** The innermost rules that say something decide. */
  private boolean ignored(String path, boolean isFolder) {
    for (Rules each : rules) {
      Boolean says = each.node.checkIgnored(path.substring(each.prefix.length()), isFolder);
      if (says != null) {
        return says;
      }
    }
    return false;
  }

  private static IgnoreNode parsed(byte[] text) throws IOException {
    IgnoreNode node = new IgnoreNode();
    try (InputStream in = new ByteArrayInputStream(text)) {
      node.parse(in);
    }
    return node;
  }

  private List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the folder " + folder + " of the checkout " + root + " cannot be read: " + e, e);
    }
  }
}
