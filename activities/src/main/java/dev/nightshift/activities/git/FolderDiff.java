package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.QuotedString;

/**
 * What a folder changed of its base, as a patch in Git's format that applies again to the same
 * text: sorted by path, modes kept, no renames.
 */
final class FolderDiff {
  private static final String NO_ID = "0".repeat(Constants.OBJECT_ID_STRING_LENGTH);

  /** No review reads more, and the gate takes far less. */
  private static final int LARGEST = 2 << 20;

  /** More new files than that are no change of a project. */
  private static final int MOST_NEW = 10_000;

  private final Tree base;
  private final Present now;
  private final SortedSet<String> all = new TreeSet<>();

  private FolderDiff(Tree base, Present now) {
    this.base = base;
    this.now = now;
  }

  private record Side(FileMode mode, RawText text) {}

  static FolderDiff between(Tree base, Present now) throws IOException {
    FolderDiff diff = new FolderDiff(base, now);
    for (var each : base.entries().entrySet()) {
      if (!each.getValue().isModule()) {
        diff.all.add(each.getKey());
      }
    }
    for (String path : Untracked.in(now, base, MOST_NEW)) {
      Tree.checkPath(path);
      diff.all.add(path);
    }
    return diff;
  }

  List<String> paths() throws IOException {
    List<String> changed = new ArrayList<>();
    for (String path : all) {
      if (isChanged(path)) {
        changed.add(path);
      }
    }
    return changed;
  }

  /** One file after another, so that it never holds more than one and the patch. */
  byte[] patch() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String path : all) {
      if (isChanged(path)) {
        write(out, path);
      }
      if (out.size() > LARGEST) {
        throw ErrorKind.TOO_LARGE.failure("the patch has more than " + LARGEST + " bytes");
      }
    }
    return out.toByteArray();
  }

  private boolean isChanged(String path) throws IOException {
    Tree.Entry entry = base.entries().get(path);
    FileMode mode = modeOf(path, entry);
    if (mode.equals(FileMode.MISSING)) {
      // A socket or a pipe is no file that a repository could hold.
      return entry != null;
    }
    boolean same = entry != null && mode.equals(entry.mode()) && isSame(path, entry);
    if (!same && mode.equals(FileMode.SYMLINK)) {
      Links.check(path, now.content(path, LARGEST));
    }
    return !same;
  }

  private boolean isSame(String path, Tree.Entry entry) throws IOException {
    byte[] old = base.content(entry);
    return now.size(path) == old.length && Arrays.equals(old, now.content(path, old.length));
  }

  /** A link that led out is a file with its target in it: then that file is the link. */
  private FileMode modeOf(String path, Tree.Entry entry) throws IOException {
    FileMode mode = now.modeOf(path);
    if (mode.equals(FileMode.TREE)) {
      return FileMode.MISSING;
    }
    boolean standsForLink =
        entry != null
            && entry.isLink()
            && mode.equals(FileMode.REGULAR_FILE)
            && !Links.staysInside(path, base.content(entry));
    return standsForLink ? FileMode.SYMLINK : mode;
  }

  private void write(ByteArrayOutputStream out, String path) throws IOException {
    Tree.Entry entry = base.entries().get(path);
    byte[] old = entry == null ? new byte[0] : base.content(entry);
    Side before = entry == null ? null : new Side(entry.mode(), new RawText(old));
    FileMode mode = modeOf(path, entry);
    // It cannot grow by more than its patch may have.
    Side after =
        mode.equals(FileMode.MISSING)
            ? null
            : new Side(mode, new RawText(now.content(path, (long) old.length + LARGEST)));
    if (before != null && after != null && !sameType(before.mode, after.mode)) {
      write(out, path, before, null);
      write(out, path, null, after);
    } else if (before != null || after != null) {
      write(out, path, before, after);
    }
  }

  private static void write(ByteArrayOutputStream out, String path, Side before, Side after)
      throws IOException {
    byte[] old = before == null ? new byte[0] : before.text.getRawContent();
    byte[] now = after == null ? new byte[0] : after.text.getRawContent();
    if (RawText.isBinary(old) || RawText.isBinary(now)) {
      throw ErrorKind.REFUSED.failure(
          "«" + path + "» is a binary file and was changed; only text can be reviewed");
    }
    out.write(header(path, before, after).getBytes(StandardCharsets.UTF_8));
    if (Arrays.equals(old, now)) {
      return;
    }
    String from = before == null ? "/dev/null" : quoted("a/" + path);
    String to = after == null ? "/dev/null" : quoted("b/" + path);
    out.write(("--- " + from + "\n+++ " + to + "\n").getBytes(StandardCharsets.UTF_8));
    RawText a = new RawText(old);
    RawText b = new RawText(now);
    EditList edits =
        DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM)
            .diff(RawTextComparator.DEFAULT, a, b);
    try (DiffFormatter formatter = new DiffFormatter(out)) {
      formatter.format(edits, a, b);
    }
  }

  private static String header(String path, Side before, Side after) {
    StringBuilder text = new StringBuilder();
    text.append("diff --git ").append(quoted("a/" + path)).append(' ');
    text.append(quoted("b/" + path)).append('\n');
    String modes = "";
    if (before == null) {
      text.append("new file mode ").append(after.mode).append('\n');
    } else if (after == null) {
      text.append("deleted file mode ").append(before.mode).append('\n');
    } else if (before.mode.equals(after.mode)) {
      modes = " " + after.mode;
    } else {
      text.append("old mode ").append(before.mode).append('\n');
      text.append("new mode ").append(after.mode).append('\n');
    }
    String from = id(before);
    String to = id(after);
    if (!from.equals(to)) {
      text.append("index ").append(from).append("..").append(to).append(modes).append('\n');
    }
    return text.toString();
  }

  private static String id(Side side) {
    if (side == null) {
      return NO_ID;
    }
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      return formatter.idFor(Constants.OBJ_BLOB, side.text.getRawContent()).name();
    }
  }

  private static boolean sameType(FileMode one, FileMode other) {
    return one.equals(FileMode.SYMLINK) == other.equals(FileMode.SYMLINK);
  }

  private static String quoted(String path) {
    return QuotedString.GIT_PATH.quote(path);
  }
}
