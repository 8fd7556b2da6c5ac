package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
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

  private final Tree base;
  private final Folder folder;
  private final SortedMap<String, Change> changes = new TreeMap<>();

  private FolderDiff(Tree base, Folder folder) {
    this.base = base;
    this.folder = folder;
  }

  /** Before and after of one path; null where there is no file. */
  private record Change(Side before, Side after) {}

  private record Side(FileMode mode, RawText text) {}

  static FolderDiff between(Tree base, Folder folder) throws IOException {
    FolderDiff diff = new FolderDiff(base, folder);
    for (var each : base.entries().entrySet()) {
      if (!each.getValue().isModule()) {
        diff.compare(each.getKey(), each.getValue());
      }
    }
    for (String path : Untracked.in(folder.root(), base)) {
      diff.add(path);
    }
    return diff;
  }

  Iterable<String> paths() {
    return changes.keySet();
  }

  byte[] patch() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (var each : changes.entrySet()) {
      String path = each.getKey();
      Side before = each.getValue().before;
      Side after = each.getValue().after;
      if (before != null && after != null && !sameType(before.mode, after.mode)) {
        write(out, path, before, null);
        write(out, path, null, after);
      } else {
        write(out, path, before, after);
      }
    }
    return out.toByteArray();
  }

  private void compare(String path, Tree.Entry entry) throws IOException {
    byte[] old = base.content(entry);
    FileMode mode = folder.modeOf(path);
    if (mode.equals(FileMode.MISSING)) {
      changes.put(path, new Change(new Side(entry.mode(), new RawText(old)), null));
      return;
    }
    byte[] now = folder.content(path);
    boolean standsForLink =
        entry.isLink() && mode.equals(FileMode.REGULAR_FILE) && !Links.staysInside(path, old);
    FileMode kept = standsForLink ? FileMode.SYMLINK : mode;
    if (kept.equals(entry.mode()) && Arrays.equals(old, now)) {
      return;
    }
    if (kept.equals(FileMode.SYMLINK)) {
      Links.check(path, now);
    }
    changes.put(
        path,
        new Change(new Side(entry.mode(), new RawText(old)), new Side(kept, new RawText(now))));
  }

  private void add(String path) {
    Tree.checkPath(path);
    FileMode mode = folder.modeOf(path);
    if (mode.equals(FileMode.MISSING)) {
      // A socket or a pipe is no file that a repository could hold.
      return;
    }
    byte[] now = folder.content(path);
    if (mode.equals(FileMode.SYMLINK)) {
      Links.check(path, now);
    }
    changes.put(path, new Change(null, new Side(mode, new RawText(now))));
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
