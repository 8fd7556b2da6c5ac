package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.patch.CombinedFileHeader;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.FormatError;
import org.eclipse.jgit.patch.HunkHeader;
import org.eclipse.jgit.patch.Patch;

/**
 * Applies a patch exactly where it says, byte for byte. JGit's own applier shifts hunks to where
 * they happen to fit, loses carriage returns of files that have them, ignores binary changes, and
 * runs filters: a patch that a person agreed to must become that text and no other.
 */
final class StrictPatch {
  private StrictPatch() {}

  static void apply(byte[] text, Tree tree) throws IOException {
    Patch patch = new Patch();
    patch.parse(text, 0, text.length);
    for (FormatError error : patch.getErrors()) {
      if (error.getSeverity() == FormatError.Severity.ERROR) {
        throw unreadable("", "is malformed: " + error.getMessage());
      }
    }
    if (patch.getFiles().isEmpty()) {
      throw unreadable("", "names no file");
    }
    List<String> touched = new ArrayList<>();
    for (FileHeader file : patch.getFiles()) {
      touched.add(applyFile(file, tree));
    }
    touched.forEach(tree::checkPlace);
  }

  private static String applyFile(FileHeader file, Tree tree) throws IOException {
    String path =
        file.getChangeType() == FileHeader.ChangeType.DELETE
            ? file.getOldPath()
            : file.getNewPath();
    if (file.getPatchType() != FileHeader.PatchType.UNIFIED || file instanceof CombinedFileHeader) {
      throw unreadable(path, "is changed as a binary file or a merge; only text can be reviewed");
    }
    switch (file.getChangeType()) {
      case ADD -> {
        if (tree.entries().containsKey(path)) {
          throw unreadable(path, "is added, but is there already");
        }
        tree.put(path, modeOf(file, FileMode.REGULAR_FILE), patched(file, path, new byte[0]));
      }
      case DELETE -> {
        Tree.Entry old = source(file, tree);
        if (patched(file, path, tree.content(old)).length > 0) {
          throw unreadable(path, "is deleted, but not all of its lines are");
        }
        tree.remove(path);
      }
      case MODIFY -> {
        Tree.Entry old = source(file, tree);
        tree.put(path, modeOf(file, old.mode()), patched(file, path, tree.content(old)));
      }
      case RENAME, COPY -> {
        Tree.Entry old = source(file, tree);
        byte[] content = patched(file, path, tree.content(old));
        if (file.getChangeType() == FileHeader.ChangeType.RENAME) {
          tree.remove(file.getOldPath());
        }
        if (tree.entries().containsKey(path)) {
          throw unreadable(path, "is added, but is there already");
        }
        tree.put(path, modeOf(file, old.mode()), content);
      }
    }
    Tree.Entry made = tree.entries().get(path);
    if (made != null && made.isLink()) {
      Links.check(path, tree.content(made));
    }
    return path;
  }

  private static Tree.Entry source(FileHeader file, Tree tree) {
    String path = file.getOldPath();
    Tree.Entry old = tree.entries().get(path);
    if (old == null) {
      throw unreadable(path, "is changed, but is not there");
    }
    if (old.isModule()) {
      throw unreadable(path, "is a submodule, which we leave alone");
    }
    if (file.getOldMode() != null && !file.getOldMode().equals(old.mode())) {
      throw unreadable(path, "has another mode than the patch expects");
    }
    return old;
  }

  private static FileMode modeOf(FileHeader file, FileMode otherwise) {
    FileMode mode = file.getNewMode() == null ? otherwise : file.getNewMode();
    if (mode.equals(FileMode.REGULAR_FILE)
        || mode.equals(FileMode.EXECUTABLE_FILE)
        || mode.equals(FileMode.SYMLINK)) {
      return mode;
    }
    throw unreadable(file.getNewPath(), "would get the mode " + mode + ", which no file has");
  }

  private static byte[] patched(FileHeader file, String path, byte[] before) {
    List<ByteBuffer> old = Lines.of(before, 0, before.length);
    ByteArrayOutputStream after = new ByteArrayOutputStream(before.length + 512);
    int next = 0;
    for (HunkHeader hunk : file.getHunks()) {
      int count = hunk.getOldImage().getLineCount();
      int start = hunk.getOldImage().getStartLine() - (count == 0 ? 0 : 1);
      if (start < next || start + count > old.size()) {
        throw unreadable(path, "does not have the lines that the patch changes");
      }
      for (; next < start; next++) {
        write(old.get(next), after);
      }
      next = applyHunk(hunk, path, old, next, after);
    }
    for (; next < old.size(); next++) {
      write(old.get(next), after);
    }
    return after.toByteArray();
  }

  private static int applyHunk(
      HunkHeader hunk, String path, List<ByteBuffer> old, int from, ByteArrayOutputStream after) {
    int next = from;
    for (Lines.Change line : Lines.changes(hunk)) {
      if (line.sign() != '+') {
        if (next >= old.size() || !old.get(next).equals(line.text())) {
          throw unreadable(
              path, "differs at line " + (next + 1) + " from what the patch was made on");
        }
        next++;
      }
      if (line.sign() != '-') {
        write(line.text(), after);
      }
    }
    if (next - from != hunk.getOldImage().getLineCount()) {
      throw unreadable(path, "has a hunk whose lines are not as many as it says");
    }
    return next;
  }

  private static void write(ByteBuffer line, ByteArrayOutputStream out) {
    byte[] bytes = new byte[line.limit()];
    line.get(0, bytes);
    out.writeBytes(bytes);
  }

  private static RuntimeException unreadable(String path, String why) {
    return ErrorKind.UNREADABLE.failure(
        "the patch does not apply: "
            + (path.isEmpty() ? "it " : "«" + path + "» ")
            + why
            + "; make it again on this base");
  }
}
