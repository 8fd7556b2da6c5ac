package dev.nightshift.activities.gate;

import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.nightshift.activities.edit.Diff;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A file before and after. {@code path} is relative to the dbt project, {@code inRepository} to the
 * repository's root; a side is null where the file is not there.
 */
record FileChange(String path, String inRepository, Side old, Side now) {

  /** What a file holds; {@code readable} is false where that is no UTF-8 text. */
  record Side(boolean readable, String text) {
    static Side of(byte[] bytes) {
      try {
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.indexOf('\0') < 0 ? new Side(true, text) : unreadable();
      } catch (CharacterCodingException e) {
        return unreadable();
      }
    }

    static Side unreadable() {
      return new Side(false, "");
    }
  }

  static FileChange of(String path, String before, String after) {
    return new FileChange(path, path, side(before), side(after));
  }

  private static Side side(String text) {
    return text == null ? null : new Side(true, text);
  }

  boolean isNew() {
    return old == null;
  }

  boolean isGone() {
    return now == null;
  }

  boolean isBinary() {
    return (old != null && !old.readable()) || (now != null && !now.readable());
  }

  /** Empty where the file was not there. */
  String before() {
    return old == null ? "" : old.text();
  }

  String after() {
    return now == null ? "" : now.text();
  }

  boolean ends(String... endings) {
    String lower = path.toLowerCase(Locale.ROOT);
    return Arrays.stream(endings).anyMatch(lower::endsWith);
  }

  boolean isYaml() {
    return ends(".yml", ".yaml");
  }

  List<AbstractDelta<String>> deltas() {
    return Diff.between(lines(before()), lines(after()));
  }

  /** The lines that are new or not as they were. */
  List<String> addedLines() {
    return deltas().stream()
        .filter(delta -> delta.getType() != DeltaType.DELETE)
        .flatMap(delta -> delta.getTarget().getLines().stream())
        .toList();
  }

  List<String> removedLines() {
    return deltas().stream()
        .filter(delta -> delta.getType() != DeltaType.INSERT)
        .flatMap(delta -> delta.getSource().getLines().stream())
        .toList();
  }

  /** With their line ends' carriage returns, so that a change of those is seen. */
  static List<String> lines(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\n", -1));
  }
}
