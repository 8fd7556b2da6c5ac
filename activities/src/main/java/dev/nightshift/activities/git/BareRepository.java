package dev.nightshift.activities.git;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A bare repository made from folders: the demo's, the tests', and the embedded code host's. */
public final class BareRepository {
  private BareRepository() {}

  /** Who commits, when, to which branch, in what words. */
  public record Commit(String branch, String name, String email, Instant at, String message) {}

  /** Makes it with one commit of the folder's files, those in {@code .gitignore} left out. */
  public static String create(Path bare, Path folder, Commit commit) {
    Isolation.begin();
    if (Files.exists(bare)) {
      throw ErrorKind.BAD_INPUT.failure("there is a repository at " + bare + " already");
    }
    Path unfinished = bare.resolveSibling("." + bare.getFileName() + ".new");
    try {
      Isolation.measure(bare.getParent());
      Folders.delete(unfinished);
      Folders.make(unfinished);
      String id;
      try (Repository repository = Mirrors.create(unfinished)) {
        repository.updateRef(Constants.HEAD).link("refs/heads/" + commit.branch());
        id = commit(repository, folder, commit);
      }
      Files.move(unfinished, bare, StandardCopyOption.ATOMIC_MOVE);
      return id;
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("cannot make a repository at " + bare + ": " + e, e);
    }
  }

  /** Adds a commit with the folder's files to a branch, as a person's push would. */
  public static String add(Path bare, Path folder, Commit commit) {
    Isolation.begin();
    try (Repository repository = open(bare)) {
      return commit(repository, folder, commit);
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("cannot commit to " + bare + ": " + e, e);
    }
  }

  /** The commit that a branch points to. */
  public static Optional<String> head(Path bare, String branch) {
    try (Repository repository = open(bare)) {
      return Optional.ofNullable(repository.resolve("refs/heads/" + branch)).map(ObjectId::name);
    } catch (IOException e) {
      throw unreadable(bare, e);
    }
  }

  /** Whether it is the one that a clone would check out. */
  public static boolean isDefaultBranch(Path bare, String branch) {
    try (Repository repository = open(bare)) {
      return branch.equals(repository.getBranch());
    } catch (IOException e) {
      throw unreadable(bare, e);
    }
  }

  /** What {@code head} changed since it left {@code base}; {@code commit} when it is deleted. */
  public static String diff(Path bare, String base, String head, String commit) {
    try (Repository repository = open(bare);
        RevWalk commits = new RevWalk(repository);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        DiffFormatter formatter = new DiffFormatter(text)) {
      ObjectId tip = repository.resolve("refs/heads/" + head);
      RevCommit theirs = commits.parseCommit(tip == null ? ObjectId.fromString(commit) : tip);
      ObjectId into = repository.resolve("refs/heads/" + base);
      if (into == null) {
        throw ErrorKind.NOT_FOUND.failure("the branch " + base + " of " + bare + " is gone");
      }
      RevCommit ours = commits.parseCommit(into);
      commits.setRevFilter(RevFilter.MERGE_BASE);
      commits.markStart(List.of(ours, theirs));
      RevCommit left = commits.next();
      formatter.setRepository(repository);
      formatter.setDetectRenames(false);
      formatter.format(left == null ? ours.getTree() : left.getTree(), theirs.getTree());
      formatter.flush();
      return text.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw unreadable(bare, e);
    }
  }

  private static RuntimeException unreadable(Path bare, IOException e) {
    return ErrorKind.UNAVAILABLE.failure("the repository " + bare + " cannot be read: " + e, e);
  }

  static Repository open(Path bare) throws IOException {
    Isolation.begin();
    if (!Files.isDirectory(bare)) {
      throw ErrorKind.NOT_FOUND.failure(
          "there is no repository at " + bare + "; check projects[].repository");
    }
    return new FileRepositoryBuilder()
        .setGitDir(bare.toFile())
        .setBare()
        .setMustExist(true)
        .build();
  }

  private static String commit(Repository repository, Path folder, Commit commit)
      throws IOException {
    Tree tree = Tree.empty(repository);
    try (Present files = Present.left(folder)) {
      for (String path : Untracked.in(files, Tree.empty(repository), Integer.MAX_VALUE)) {
        tree.put(path, files.modeOf(path), files.content(path, Integer.MAX_VALUE));
      }
    }
    String ref = "refs/heads/" + commit.branch();
    ObjectId parent = repository.resolve(ref);
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      PersonIdent who = new PersonIdent(commit.name(), commit.email(), commit.at(), ZoneOffset.UTC);
      CommitBuilder builder = new CommitBuilder();
      builder.setTreeId(tree.write(inserter));
      if (parent != null) {
        builder.setParentId(parent);
      }
      builder.setAuthor(who);
      builder.setCommitter(who);
      builder.setMessage(commit.message());
      ObjectId id = inserter.insert(builder);
      inserter.flush();
      RefUpdate update = repository.updateRef(ref);
      update.setNewObjectId(id);
      RefUpdate.Result result = update.update();
      if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
        throw new IOException("the branch " + commit.branch() + " was not moved: " + result);
      }
      return id.name();
    }
  }
}
