package dev.nightshift.starter.tests;

import dev.nightshift.starter.cli.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader.PatchType;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/**
 * What a checkout has changed below a folder since it left a branch: committed, staged or neither.
 */
final class Changes {
  /** Where no branch is named. */
  private static final List<String> USUAL =
      List.of("refs/remotes/origin/HEAD", "origin/main", "origin/master", "main", "master");

  /** What a project of dbt is made of. */
  private static final Pattern USUAL_FILE = Pattern.compile("(?i).+\\.(sql|py|ya?ml|csv|md)");

  /** What is often there and belongs to a person or a machine. */
  private static final Pattern HIDDEN = Pattern.compile("(^|/)(\\.|profiles\\.yml$)");

  private final String commit;
  private final String inside;
  private final List<String> paths;
  private final byte[] patch;

  private Changes(String commit, String inside, List<String> paths, byte[] patch) {
    this.commit = commit;
    this.inside = inside;
    this.paths = List.copyOf(paths);
    this.patch = patch;
  }

  /** Where it left the branch. */
  String commit() {
    return commit;
  }

  /** The folder's path in its repository. */
  String inside() {
    return inside;
  }

  /** Changed and new files, from the folder on. */
  List<String> paths() {
    return paths;
  }

  /** All of it as text. */
  byte[] patch() {
    return patch.clone();
  }

  static Changes below(Path folder, String base) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
    if (builder.getGitDir() == null) {
      throw new Refusal(folder + " is in no Git repository; name the models by --models");
    }
    try (Repository repository = builder.setMustExist(true).build()) {
      Path root = repository.getWorkTree().toPath().toRealPath();
      String inside = root.relativize(folder.toRealPath()).toString().replace('\\', '/');
      return between(repository, left(repository, base), inside);
    }
  }

  private static Changes between(Repository repository, RevCommit left, String inside)
      throws IOException {
    ByteArrayOutputStream patch = new ByteArrayOutputStream();
    List<String> paths = new ArrayList<>();
    try (ObjectReader reader = repository.newObjectReader();
        DiffFormatter formatter = new DiffFormatter(patch)) {
      formatter.setRepository(repository);
      if (!inside.isEmpty()) {
        formatter.setPathFilter(PathFilter.create(inside));
      }
      CanonicalTreeParser then = new CanonicalTreeParser();
      then.reset(reader, left.getTree());
      DirCache tracked = repository.readDirCache();
      for (DiffEntry entry : formatter.scan(then, new FileTreeIterator(repository))) {
        if (!isOfTheProject(entry, tracked)) {
          continue;
        }
        if (entry.getChangeType() != DiffEntry.ChangeType.DELETE) {
          String path = entry.getNewPath();
          paths.add(inside.isEmpty() ? path : path.substring(inside.length() + 1));
        }
        // A picture is no model, and nothing that one could be tried with.
        if (formatter.toFileHeader(entry).getPatchType() == PatchType.UNIFIED) {
          formatter.format(entry);
        }
      }
    }
    return new Changes(left.name(), inside, paths, patch.toByteArray());
  }

  /** No other repository, and nothing beside the project that nobody means to commit. */
  private static boolean isOfTheProject(DiffEntry entry, DirCache tracked) {
    if (entry.getOldMode().equals(FileMode.GITLINK)
        || entry.getNewMode().equals(FileMode.GITLINK)) {
      return false;
    }
    String path = entry.getNewPath();
    boolean untracked =
        entry.getChangeType() == DiffEntry.ChangeType.ADD && tracked.findEntry(path) < 0;
    return !untracked || (USUAL_FILE.matcher(path).matches() && !HIDDEN.matcher(path).find());
  }

  /** The commit at which the checkout left the branch. */
  private static RevCommit left(Repository repository, String base) throws IOException {
    ObjectId branch = branch(repository, base);
    ObjectId head = repository.resolve("HEAD");
    if (head == null) {
      throw new Refusal("there is no commit yet; name the models by --models");
    }
    try (RevWalk walk = new RevWalk(repository)) {
      walk.setRevFilter(RevFilter.MERGE_BASE);
      walk.markStart(walk.parseCommit(branch));
      walk.markStart(walk.parseCommit(head));
      RevCommit common = walk.next();
      if (common == null) {
        throw new Refusal("what is checked out has no commit in common with " + base);
      }
      try (RevWalk fresh = new RevWalk(repository)) {
        return fresh.parseCommit(common);
      }
    }
  }

  private static ObjectId branch(Repository repository, String base) throws IOException {
    List<String> names = base.isEmpty() ? USUAL : List.of(base);
    for (String name : names) {
      Optional<ObjectId> found = Optional.ofNullable(repository.resolve(name + "^{commit}"));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new Refusal(
        base.isEmpty()
            ? "there is no branch to compare with; name one by --base"
            : "there is no branch or commit «" + base + "» here");
  }
}
