package dev.nightshift.activities.git;

import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Histories of the mirrors: along the first parents, as the branch itself went. */
public final class GitHistories implements Histories {
  /** A project that did not run well for longer is no longer mended by looking at what came in. */
  private static final int MOST_COMMITS = 300;

  private static final int MOST_FILES = 300;

  /** Whoever wants to read more of one file's asks Git. */
  private static final int MOST_NAMED = 5;

  /** A seed or a model; what is larger is data that nobody reads line by line. */
  private static final long LARGEST = 1_000_000;

  private static final Duration DAY = Duration.ofDays(1);
  private static final int SHORT = 10;

  private final Mirrors mirrors;

  public GitHistories(Mirrors mirrors) {
    this.mirrors = mirrors;
  }

  @Override
  public Lately since(Workspace workspace, Span span) {
    ObjectId base = Trees.commit(mirrors, workspace.repository(), workspace.base());
    return mirrors.with(
        workspace.repository(), mirror -> lately(mirror, base, workspace.subfolder(), span));
  }

  private static Lately lately(Repository mirror, ObjectId base, String subfolder, Span span)
      throws IOException {
    try (RevWalk commits = new RevWalk(mirror)) {
      RevCommit head = commits.parseCommit(base);
      Start start = Start.of(mirror, commits, head, span);
      RevCommit at = head;
      List<Came> came = new ArrayList<>();
      Map<String, List<Came>> touched = new LinkedHashMap<>();
      boolean cut = false;
      while (at.getParentCount() > 0 && !start.holds(at)) {
        cut |= came.size() == MOST_COMMITS;
        if (cut) {
          break;
        }
        RevCommit parent = commits.parseCommit(at.getParent(0));
        Came one = came(at);
        List<String> paths = paths(mirror, parent, at, subfolder);
        cut |= paths.size() == MOST_FILES;
        if (!paths.isEmpty()) {
          start = start.known() ? start : Start.at(one.at().minus(DAY));
          if (span.red() == null || !one.at().isAfter(span.red())) {
            paths.forEach(
                path -> touched.computeIfAbsent(path, file -> new ArrayList<>()).add(one));
            came.add(one);
          }
        }
        at = parent;
      }
      if (at.equals(head)) {
        return new Lately(start.known(), List.of(), List.of(), cut, List.of());
      }
      List<Earlier> files = files(mirror, at, head, subfolder, touched, cut || span.red() == null);
      cut |= files.size() == MOST_FILES;
      return new Lately(true, came, files, cut, outside(mirror, at, head, subfolder));
    }
  }

  /** Where the good state is: a commit whose whole past it holds, else a time. */
  private record Start(Repository mirror, RevCommit commit, Instant time) {
    static Start at(Instant time) {
      return new Start(null, null, time);
    }

    /** A commit that is not in this one's past, or is gone, tells nothing of it. */
    static Start of(Repository mirror, RevWalk commits, RevCommit head, Span span)
        throws IOException {
      ObjectId named =
          span.commit().isEmpty() ? null : Trees.find(mirror, span.commit()).orElse(null);
      if (named != null) {
        RevCommit green = commits.parseCommit(named);
        if (isIn(mirror, green, head)) {
          return new Start(mirror, green, span.green());
        }
      }
      return at(span.green());
    }

    boolean known() {
      return commit != null || time != null;
    }

    boolean holds(RevCommit one) throws IOException {
      if (commit == null) {
        return time != null && !one.getCommitterIdent().getWhenAsInstant().isAfter(time);
      }
      return one.getCommitTime() <= commit.getCommitTime() && isIn(mirror, one, commit);
    }

    private static boolean isIn(Repository mirror, RevCommit past, RevCommit of)
        throws IOException {
      try (RevWalk walk = new RevWalk(mirror)) {
        return walk.isMergedInto(walk.parseCommit(past), walk.parseCommit(of));
      }
    }
  }

  private static Came came(RevCommit commit) {
    return new Came(
        commit.abbreviate(SHORT).name(),
        commit.getShortMessage(),
        commit.getAuthorIdent().getName(),
        commit.getCommitterIdent().getWhenAsInstant());
  }

  private static List<String> paths(
      Repository mirror, RevCommit before, RevCommit after, String subfolder) throws IOException {
    List<String> paths = new ArrayList<>();
    try (TreeWalk walk = walk(mirror, before, after, subfolder)) {
      while (paths.size() < MOST_FILES && walk.next()) {
        paths.add(walk.getPathString());
      }
    }
    return paths;
  }

  private static List<Earlier> files(
      Repository mirror,
      RevCommit before,
      RevCommit after,
      String subfolder,
      Map<String, List<Came>> touched,
      boolean all)
      throws IOException {
    List<Earlier> files = new ArrayList<>();
    try (TreeWalk walk = walk(mirror, before, after, subfolder)) {
      while (files.size() < MOST_FILES && walk.next()) {
        String path = walk.getPathString();
        if (!all && !touched.containsKey(path)) {
          continue;
        }
        List<Came> by = touched.getOrDefault(path, List.of());
        int named = Math.min(MOST_NAMED, by.size());
        boolean isNew = walk.getFileMode(0).equals(FileMode.MISSING);
        files.add(
            new Earlier(
                subfolder.isEmpty() ? path : path.substring(subfolder.length() + 1),
                isNew ? null : text(mirror, walk),
                isNew,
                by.subList(0, named),
                by.size() - named));
      }
    }
    return files;
  }

  /** A project may read what lies beside it. */
  private static List<String> outside(
      Repository mirror, RevCommit before, RevCommit after, String subfolder) throws IOException {
    List<String> outside = new ArrayList<>();
    if (!subfolder.isEmpty()) {
      try (TreeWalk walk = walk(mirror, before, after, "")) {
        while (outside.size() < MOST_FILES && walk.next()) {
          if (!walk.getPathString().startsWith(subfolder + "/")) {
            outside.add(walk.getPathString());
          }
        }
      }
    }
    return outside;
  }

  private static TreeWalk walk(
      Repository mirror, RevCommit before, RevCommit after, String subfolder) throws IOException {
    TreeWalk walk = new TreeWalk(mirror);
    walk.addTree(before.getTree());
    walk.addTree(after.getTree());
    walk.setRecursive(true);
    walk.setFilter(
        subfolder.isEmpty()
            ? TreeFilter.ANY_DIFF
            : AndTreeFilter.create(PathFilter.create(subfolder), TreeFilter.ANY_DIFF));
    return walk;
  }

  private static String text(Repository mirror, TreeWalk walk) throws IOException {
    if ((walk.getFileMode(0).getBits() & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) {
      return null;
    }
    ObjectLoader loader = mirror.open(walk.getObjectId(0));
    if (loader.getSize() > LARGEST) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(loader.getBytes()))
          .toString();
    } catch (CharacterCodingException noText) {
      return null;
    }
  }
}
