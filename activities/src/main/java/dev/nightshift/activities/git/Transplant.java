package dev.nightshift.activities.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/**
 * A patch brought from the commit that it was made on to another. What both changed in the same
 * place is a conflict, never a guess: a person agreed to the patch as it was shown.
 */
record Transplant(Tree tree, List<String> conflicts) {

  boolean fits() {
    return conflicts.isEmpty();
  }

  /** {@code onto} becomes the result. */
  static Transplant of(Tree base, Tree patched, Tree onto) throws IOException {
    SortedSet<String> paths = new TreeSet<>(base.entries().keySet());
    paths.addAll(patched.entries().keySet());
    List<String> touched = new ArrayList<>();
    List<String> conflicts = new ArrayList<>();
    for (String path : paths) {
      Tree.Entry before = base.entries().get(path);
      Tree.Entry after = patched.entries().get(path);
      Tree.Entry there = onto.entries().get(path);
      if (same(before, after) || same(there, after)) {
        continue;
      }
      touched.add(path);
      if (same(there, before)) {
        set(onto, path, after, after == null ? null : patched.content(after));
      } else if (!merged(base, before, patched, after, onto, path)) {
        conflicts.add(path);
      }
    }
    touched.forEach(onto::checkPlace);
    return new Transplant(onto, conflicts);
  }

  private static boolean merged(
      Tree base, Tree.Entry before, Tree patched, Tree.Entry after, Tree onto, String path)
      throws IOException {
    Tree.Entry there = onto.entries().get(path);
    if (before == null || after == null || there == null || !allPlain(before, after, there)) {
      return false;
    }
    MergeResult<RawText> result =
        new MergeAlgorithm()
            .merge(
                RawTextComparator.DEFAULT,
                new RawText(base.content(before)),
                new RawText(onto.content(there)),
                new RawText(patched.content(after)));
    if (result.containsConflicts()) {
      return false;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    new MergeFormatter().formatMerge(text, result, List.of("", "", ""), StandardCharsets.UTF_8);
    set(onto, path, there, text.toByteArray());
    return true;
  }

  static boolean allPlain(Tree.Entry before, Tree.Entry after, Tree.Entry there) {
    return !before.isLink()
        && !before.isModule()
        && before.mode().equals(after.mode())
        && before.mode().equals(there.mode());
  }

  private static void set(Tree tree, String path, Tree.Entry entry, byte[] content) {
    if (entry == null) {
      tree.remove(path);
    } else {
      tree.put(path, entry.mode(), content);
    }
  }

  static boolean same(Tree.Entry one, Tree.Entry other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.mode().equals(other.mode()) && one.id().equals(other.id());
  }
}
