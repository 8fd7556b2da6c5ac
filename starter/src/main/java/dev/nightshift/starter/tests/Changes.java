package dev.nightshift.starter.tests;

import dev.nightshift.starter.cli.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** What a checkout has changed since it left a branch: committed, staged or neither. */
final class Changes {
  /** Where no branch is named. */
  private static final List<String> USUAL =
      List.of("refs/remotes/origin/HEAD", "origin/main", "origin/master", "main", "master");

  private Changes() {}

  /** The paths of changed and new files below a folder, as they stand from there. */
  static List<String> below(Path folder, String base) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(folder.toFile());
    if (builder.getGitDir() == null) {
      throw new Refusal(folder + " is in no Git repository; name the models by --models");
    }
    try (Repository repository = builder.setMustExist(true).build();
        Git git = new Git(repository);
        ObjectReader reader = repository.newObjectReader()) {
      Path root = repository.getWorkTree().toPath().toRealPath();
      String inside = root.relativize(folder.toRealPath()).toString().replace('\\', '/');
      CanonicalTreeParser then = new CanonicalTreeParser();
      then.reset(reader, left(repository, base).getTree());
      var diff = git.diff().setOldTree(then).setNewTree(new FileTreeIterator(repository));
      diff.setShowNameAndStatusOnly(true);
      if (!inside.isEmpty()) {
        diff.setPathFilter(PathFilter.create(inside));
      }
      return diff.call().stream()
          .filter(entry -> entry.getChangeType() != DiffEntry.ChangeType.DELETE)
          .map(DiffEntry::getNewPath)
          .map(path -> inside.isEmpty() ? path : path.substring(inside.length() + 1))
          .toList();
    } catch (GitAPIException unreadable) {
      throw new IOException("the repository of " + folder + " cannot be read", unreadable);
    }
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
