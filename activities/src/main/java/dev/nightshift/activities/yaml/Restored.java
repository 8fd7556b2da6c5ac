package dev.nightshift.activities.yaml;

import com.github.difflib.patch.AbstractDelta;
import dev.nightshift.activities.edit.Diff;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A text with lines as they were before, where only their white space and marks are others now. */
final class Restored {
  /** Lines that are others now, and what stood there. */
  private record Slip(int from, int count, List<String> old) {}

  private Restored() {}

  /** Each such place by itself, then all of them. */
  static Set<String> candidates(String before, String now) {
    List<String> lines = Arrays.asList(now.split("\n", -1));
    List<Slip> slips = new ArrayList<>();
    for (AbstractDelta<String> delta : Diff.between(Arrays.asList(before.split("\n", -1)), lines)) {
      slips.addAll(slips(delta));
    }
    Set<String> candidates = new LinkedHashSet<>();
    slips.forEach(slip -> candidates.add(restored(lines, List.of(slip))));
    candidates.add(restored(lines, slips));
    return candidates;
  }

  /** All of the place, or those of its lines that have the words of one that stood there. */
  private static List<Slip> slips(AbstractDelta<String> delta) {
    List<String> old = delta.getSource().getLines();
    List<String> now = delta.getTarget().getLines();
    int from = delta.getTarget().getPosition();
    if (YamlMend.isSlip(String.join("\n", old), String.join("\n", now))) {
      return List.of(new Slip(from, now.size(), old));
    }
    List<Slip> slips = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      String line = now.get(i);
      int at = from + i;
      old.stream()
          .filter(it -> !it.isBlank() && YamlMend.isSlip(it, line))
          .findFirst()
          .ifPresent(it -> slips.add(new Slip(at, 1, List.of(it))));
    }
    return slips;
  }

  private static String restored(List<String> lines, List<Slip> slips) {
    List<String> all = new ArrayList<>(lines);
    for (int i = slips.size() - 1; i >= 0; i--) {
      Slip slip = slips.get(i);
      all.subList(slip.from(), slip.from() + slip.count()).clear();
      all.addAll(slip.from(), slip.old());
    }
    return String.join("\n", all);
  }
}
