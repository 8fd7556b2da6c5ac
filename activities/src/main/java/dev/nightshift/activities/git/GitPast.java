package dev.nightshift.activities.git;

import dev.nightshift.activities.git.Checkouts.Past;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.BlameCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.blame.BlameResult;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.TreeRevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Read from the mirror. Only what the base comes from is seen: other branches are others' work. */
final class GitPast implements Past {
  private static final Pattern NAME = Pattern.compile("HEAD((?:~\\d{0,4}|\\^)*)|[0-9a-fA-F]{4,40}");
  private static final int LONGEST = 100_000;
  private static final int LARGEST_FILE = 4 << 20;
  private static final int LARGEST_TO_BLAME = 1 << 20;

  private final Mirrors mirrors;
  private final Workspace workspace;
  private final ObjectId base;

  GitPast(Mirrors mirrors, Workspace workspace) {
    this.mirrors = mirrors;
    this.workspace = workspace;
    base = Trees.commit(mirrors, workspace.repository(), workspace.base());
  }

  @Override
  public List<Commit> log(String path, int most) {
    return mirrors.with(
        workspace.repository(),
        mirror -> {
          List<Commit> commits = new ArrayList<>();
          try (RevWalk walk = new RevWalk(mirror)) {
            walk.markStart(walk.parseCommit(base));
            if (!inRepository(path).isEmpty()) {
              TreeFilter ofPath =
                  AndTreeFilter.create(PathFilter.create(inRepository(path)), TreeFilter.ANY_DIFF);
              walk.setTreeFilter(ofPath);
              walk.setRevFilter(new TreeRevFilter(walk, ofPath));
            }
            for (RevCommit one = walk.next(); one != null; one = walk.next()) {
              if (commits.size() == most) {
                break;
              }
              commits.add(commit(one));
            }
          }
          return commits;
        });
  }

  @Override
  public Optional<Commit> commit(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    String meant = name.startsWith("HEAD") ? base.name() + name.substring(4) : name;
    return mirrors.with(
        workspace.repository(),
        mirror -> {
          try (RevWalk walk = new RevWalk(mirror)) {
            ObjectId id = mirror.resolve(meant + "^{commit}");
            if (id == null) {
              return Optional.empty();
            }
            RevCommit found = walk.parseCommit(id);
            return walk.isMergedInto(found, walk.parseCommit(base))
                ? Optional.of(commit(found))
                : Optional.empty();
          } catch (AmbiguousObjectException several) {
            throw ErrorKind.BAD_INPUT.failure("«" + name + "» begins several ids", several);
          } catch (RevisionSyntaxException
              | MissingObjectException
              | IncorrectObjectTypeException none) {
            return Optional.empty();
          }
        });
  }

  @Override
  public String change(Commit commit, String path) {
    return mirrors.with(
        workspace.repository(),
        mirror -> {
          try (RevWalk walk = new RevWalk(mirror);
              ByteArrayOutputStream text = new ByteArrayOutputStream();
              DiffFormatter diff = new DiffFormatter(text)) {
            RevCommit after = walk.parseCommit(ObjectId.fromString(commit.id()));
            RevCommit before =
                after.getParentCount() == 0 ? null : walk.parseCommit(after.getParent(0));
            diff.setRepository(mirror);
            // What is larger is told of, and not compared.
            diff.setBinaryFileThreshold(LARGEST_TO_BLAME);
            diff.setDetectRenames(true);
            if (!inRepository(path).isEmpty()) {
              diff.setPathFilter(PathFilter.create(inRepository(path)));
            }
            for (DiffEntry entry :
                diff.scan(before == null ? null : before.getTree(), after.getTree())) {
              if (text.size() > LONGEST) {
                break;
              }
              diff.format(entry);
            }
            diff.flush();
            return text.toString(StandardCharsets.UTF_8);
          }
        });
  }

  @Override
  public Optional<String> file(Commit commit, String path) {
    return mirrors.with(
        workspace.repository(),
        mirror -> {
          try (RevWalk walk = new RevWalk(mirror);
              TreeWalk at =
                  TreeWalk.forPath(
                      mirror,
                      inRepository(path),
                      walk.parseCommit(ObjectId.fromString(commit.id())).getTree())) {
            return isFile(at)
                ? Optional.of(new String(content(mirror, at), StandardCharsets.UTF_8))
                : Optional.empty();
          }
        });
  }

  /** No link, and no other repository's commit, which is not here. */
  private static boolean isFile(TreeWalk at) {
    return at != null && (at.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
  }

  private static byte[] content(Repository mirror, TreeWalk at) throws IOException {
    ObjectLoader file = mirror.open(at.getObjectId(0));
    if (file.getSize() > LARGEST_FILE) {
      throw ErrorKind.TOO_LARGE.failure(at.getPathString() + " is larger than is looked at here");
    }
    return file.getCachedBytes(LARGEST_FILE);
  }

  @Override
  public List<Commit> blame(String path) {
    return mirrors.with(workspace.repository(), mirror -> blame(mirror, path));
  }

  private List<Commit> blame(Repository mirror, String path) throws IOException {
    try (RevWalk walk = new RevWalk(mirror);
        TreeWalk at =
            TreeWalk.forPath(mirror, inRepository(path), walk.parseCommit(base).getTree())) {
      if (!isFile(at)) {
        return List.of();
      }
      // Each version of it is held whole: what a person wrote is not so large.
      if (content(mirror, at).length > LARGEST_TO_BLAME) {
        throw ErrorKind.TOO_LARGE.failure(path + " is larger than is blamed on anybody here");
      }
      BlameResult result =
          new BlameCommand(mirror)
              .setStartCommit(base)
              .setFilePath(inRepository(path))
              .setFollowFileRenames(true)
              .call();
      List<Commit> lines = new ArrayList<>();
      Map<ObjectId, Commit> by = new HashMap<>();
      for (int n = 0; result != null && n < result.getResultContents().size(); n++) {
        lines.add(by.computeIfAbsent(result.getSourceCommit(n), id -> commit((RevCommit) id)));
      }
      return lines;
    } catch (GitAPIException e) {
      throw new IOException(e);
    }
  }

  private static Commit commit(RevCommit one) {
    return new Commit(
        one.name(),
        one.getAuthorIdent().getName(),
        one.getAuthorIdent().getWhenAsInstant(),
        one.getFullMessage().strip());
  }

  private String inRepository(String path) {
    String whole = Path.of(workspace.subfolder()).resolve(path).normalize().toString();
    return whole.equals(".") ? "" : whole;
  }
}
