package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.lib.FileMode;

/**
 * Files that a folder has beyond its tree: what {@code .gitignore} names is left out, and what dbt
 * itself writes beside a project.
 */
final class Untracked {
  /** dbt's defaults: a project's own {@code .gitignore} can bring them back. */
  private static final String WRITTEN_BY_DBT =
      "target/\nlogs/\ndbt_packages/\ndbt_modules/\n.user.yml\n__pycache__/\n";

  /** Rules of a project have a few kilobytes. */
  private static final int LONGEST_RULES = 1 << 20;

  private final Present present;
  private final Tree tree;
  private final int most;
  private final Deque<Rules> rules = new ArrayDeque<>();
  private final List<String> found = new ArrayList<>();

  private Untracked(Present present, Tree tree, int most) {
    this.most = most;
    this.present = present;
    this.tree = tree;
  }

  /** The rules of one folder; {@code prefix} is its path with a slash, or empty. */
  private record Rules(String prefix, IgnoreNode node) {}

  static List<String> in(Present present, Tree tree, int most) throws IOException {
    Untracked untracked = new Untracked(present, tree, most);
    untracked.rules.push(new Rules("", parsed(WRITTEN_BY_DBT.getBytes(StandardCharsets.UTF_8))));
    untracked.visit("");
    return untracked.found;
  }

  /** {@code folder} is its path, or empty. */
  private void visit(String folder) throws IOException {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    List<String> names = present.names(folder);
    String own = prefix + ".gitignore";
    boolean hasOwn = isFile(present.modeOf(own));
    if (hasOwn) {
      rules.push(new Rules(prefix, parsed(present.content(own, LONGEST_RULES))));
    }
    for (String name : names) {
      visitEntry(name, prefix + name);
    }
    if (hasOwn) {
      rules.pop();
    }
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  private void visitEntry(String name, String path) throws IOException {
    Tree.Entry tracked = tree.entries().get(path);
    boolean isFolder = present.modeOf(path).equals(FileMode.TREE);
    if (name.equals(".git") || (tracked != null && !isFolder)) {
      return;
    }
    if (tracked != null && tracked.isModule()) {
      return;
    }
    if (ignored(path, isFolder)) {
      return;
    }
    if (isFolder) {
      visit(path);
    } else if (found.size() == most) {
      throw ErrorKind.TOO_LARGE.failure("there are more than " + most + " new files");
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
}
