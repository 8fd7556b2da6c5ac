package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** A commit's files by path, and what a patch makes of them. */
final class Tree {
  private static final ObjectChecker PATHS = new ObjectChecker().setSafeForMacOS(true);

  private final Repository repository;
  private final SortedMap<String, Entry> entries = new TreeMap<>();

  private Tree(Repository repository) {
    this.repository = repository;
  }

  /** A file: its content is an object of the repository, or the bytes that a patch gave. */
  record Entry(FileMode mode, ObjectId id, RawText patched) {
    boolean isModule() {
      return mode.equals(FileMode.GITLINK);
    }

    boolean isLink() {
      return mode.equals(FileMode.SYMLINK);
    }

    boolean isExecutable() {
      return mode.equals(FileMode.EXECUTABLE_FILE);
    }
  }

  static Tree empty(Repository repository) {
    return new Tree(repository);
  }

  static Tree of(Repository repository, ObjectId commit) throws IOException {
    Tree tree = new Tree(repository);
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(commits.parseCommit(commit).getTree());
      walk.setRecursive(true);
      while (walk.next()) {
        String path = walk.getPathString();
        checkPath(path);
        tree.entries.put(path, new Entry(walk.getFileMode(0), walk.getObjectId(0), null));
      }
    }
    return tree;
  }

  SortedMap<String, Entry> entries() {
    return entries;
  }

  byte[] content(Entry entry) throws IOException {
    return entry.patched != null
        ? entry.patched.getRawContent()
        : repository.open(entry.id).getBytes();
  }

  long size(Entry entry) throws IOException {
    return entry.patched != null
        ? entry.patched.getRawContent().length
        : repository.open(entry.id).getSize();
  }

  /** The paths at which the other one has another file, or only one of them has any. */
  Set<String> differing(Tree other) {
    Set<String> differing = new TreeSet<>();
    Set<String> all = new TreeSet<>(entries.keySet());
    all.addAll(other.entries.keySet());
    for (String path : all) {
      if (!Transplant.same(entries.get(path), other.entries.get(path))) {
        differing.add(path);
      }
    }
    return differing;
  }

  void put(String path, FileMode mode, byte[] content) {
    checkPath(path);
    ObjectId id;
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      id = formatter.idFor(Constants.OBJ_BLOB, content);
    }
    entries.put(path, new Entry(mode, id, new RawText(content)));
  }

  void remove(String path) {
    entries.remove(path);
  }

  /** A path cannot be a file and a folder at once. */
  void checkPlace(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (entries.containsKey(path.substring(0, slash))) {
        throw unreadable(path, "is below a file");
      }
    }
    String below = path + "/";
    if (entries.containsKey(path)
        && entries.tailMap(below).keySet().stream().limit(1).anyMatch(p -> p.startsWith(below))) {
      throw unreadable(path, "is a file and a folder");
    }
  }

  /** Stores what is new and gives the tree's id. */
  ObjectId write(ObjectInserter inserter) throws IOException {
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    for (var each : entries.entrySet()) {
      DirCacheEntry file = new DirCacheEntry(each.getKey());
      file.setFileMode(each.getValue().mode());
      RawText patched = each.getValue().patched();
      file.setObjectId(
          patched == null
              ? each.getValue().id()
              : inserter.insert(Constants.OBJ_BLOB, patched.getRawContent()));
      builder.add(file);
    }
    builder.finish();
    return index.writeTree(inserter);
  }

  static void checkPath(String path) {
    try {
      PATHS.checkPath(path);
    } catch (CorruptObjectException e) {
      throw unreadable(path, "is no path that a checkout may have: " + e.getMessage());
    }
  }

  private static RuntimeException unreadable(String path, String why) {
    return ErrorKind.UNREADABLE.failure("«" + path + "» " + why);
  }
}
