package dev.nightshift.activities.edit;

import java.util.Map;
import java.util.TreeMap;

/** Replacements at offsets of one text; everything between them keeps its bytes. */
public final class Splices {
  private final TreeMap<Integer, Splice> splices = new TreeMap<>();

  private record Splice(int end, String with) {}

  public Splices insert(int at, String text) {
    return replace(at, at, text);
  }

  /** The same replacement twice is one; two that overlap are a defect of the caller. */
  public Splices replace(int start, int end, String with) {
    Splice splice = new Splice(end, with);
    Splice there = splices.putIfAbsent(start, splice);
    if (there != null && !there.equals(splice)) {
      throw new IllegalStateException("two edits at offset " + start);
    }
    return this;
  }

  public boolean isEmpty() {
    return splices.isEmpty();
  }

  public String applyTo(String text) {
    StringBuilder result = new StringBuilder(text.length() + 64);
    int at = 0;
    for (Map.Entry<Integer, Splice> entry : splices.entrySet()) {
      if (entry.getKey() < at) {
        throw new IllegalStateException("edits overlap at offset " + entry.getKey());
      }
      result.append(text, at, entry.getKey()).append(entry.getValue().with());
      at = entry.getValue().end();
    }
    return result.append(text, at, text.length()).toString();
  }
}
