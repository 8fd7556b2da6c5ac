package dev.nightshift.activities.git;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.patch.HunkHeader;
import org.eclipse.jgit.util.RawParseUtils;

/** Lines as bytes with their ends, so that a carriage return or a missing last newline is kept. */
final class Lines {
  private Lines() {}

  /** A line of a hunk: {@code ' '}, {@code '-'} or {@code '+'}. */
  record Change(char sign, ByteBuffer text) {}

  static List<ByteBuffer> of(byte[] text, int start, int end) {
    List<ByteBuffer> lines = new ArrayList<>();
    int at = start;
    while (at < end) {
      int next = Math.min(RawParseUtils.nextLF(text, at), end);
      lines.add(ByteBuffer.wrap(text, at, next - at).slice());
      at = next;
    }
    return lines;
  }

  static List<Change> changes(HunkHeader hunk) {
    byte[] buffer = hunk.getBuffer();
    int body = RawParseUtils.nextLF(buffer, hunk.getStartOffset());
    List<Change> changes = new ArrayList<>();
    for (ByteBuffer line : of(buffer, body, hunk.getEndOffset())) {
      char sign = (char) line.get(0);
      if (sign == '\\' && !changes.isEmpty()) {
        Change last = changes.remove(changes.size() - 1);
        changes.add(new Change(last.sign, withoutNewline(last.text)));
      } else if (sign == '\n') {
        // Mailers and models strip the blank that marks an empty context line.
        changes.add(new Change(' ', line));
      } else if (sign == ' ' || sign == '-' || sign == '+') {
        changes.add(new Change(sign, line.slice(1, line.limit() - 1)));
      }
    }
    return changes;
  }

  private static ByteBuffer withoutNewline(ByteBuffer text) {
    int end = text.limit() - 1;
    return end >= 0 && text.get(end) == '\n' ? text.slice(0, end) : text;
  }
}
