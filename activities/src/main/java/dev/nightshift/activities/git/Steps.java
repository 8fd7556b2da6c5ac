package dev.nightshift.activities.git;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.ports.CodeHost.Commit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/**
 * A patch in steps, each a tree on the commit that it is made on. A person agreed to the whole and
 * saw no step: what a step holds is of the base or of the whole, or it is all one commit.
 */
record Steps(List<Step> all) {
  /** What the files are with a commit, and what it says. */
  record Step(Tree tree, String message) {}

  /** {@code whole} is the patched tree, {@code there} the same on {@code onto}. */
  static Steps of(
      Repository mirror,
      Blobs blobs,
      OwnBranches.Change change,
      Tree whole,
      ObjectId onto,
      Tree there)
      throws IOException {
    Tree base = Tree.of(mirror, ObjectId.fromString(change.patched().base()));
    List<Step> all = new ArrayList<>();
    Tree last = base;
    for (Commit commit : change.commits()) {
      last = Tree.of(mirror, ObjectId.fromString(change.patched().base()));
      StrictPatch.apply(blobs.read(commit.patch()), last);
      Transplant moved = Transplant.of(base, last, Tree.of(mirror, onto));
      if (!moved.fits() || !isBetween(base, last, whole)) {
        return one(there, change);
      }
      all.add(new Step(moved.tree(), commit.message()));
    }
    return isSame(last, whole) ? new Steps(all) : one(there, change);
  }

  private static Steps one(Tree there, OwnBranches.Change change) {
    return new Steps(List.of(new Step(there, change.message())));
  }

  private static boolean isSame(Tree one, Tree other) {
    return one.entries().keySet().equals(other.entries().keySet())
        && one.entries().keySet().stream()
            .allMatch(path -> Transplant.same(one.entries().get(path), other.entries().get(path)));
  }

  private static boolean isBetween(Tree base, Tree step, Tree whole) throws IOException {
    Set<String> paths = new TreeSet<>(base.entries().keySet());
    paths.addAll(step.entries().keySet());
    paths.addAll(whole.entries().keySet());
    for (String path : paths) {
      Tree.Entry before = base.entries().get(path);
      Tree.Entry at = step.entries().get(path);
      Tree.Entry after = whole.entries().get(path);
      if (Transplant.same(at, before) || Transplant.same(at, after)) {
        continue;
      }
      if (before == null
          || at == null
          || after == null
          || !Transplant.allPlain(before, at, after)) {
        return false;
      }
      Set<String> lines = lines(base.content(before));
      lines.addAll(lines(whole.content(after)));
      if (!lines.containsAll(lines(step.content(at)))) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> lines(byte[] content) {
    RawText text = new RawText(content);
    Set<String> lines = new HashSet<>();
    for (int n = 0; n < text.size(); n++) {
      lines.add(text.getString(n));
    }
    return lines;
  }
}
