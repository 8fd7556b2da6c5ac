package dev.nightshift.activities.edit;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.DiffAlgorithmListener;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import java.util.List;

/**
 * In which places a text is not as it was. One that is another throughout, as a seed that was
 * sorted anew, is another in one place: the shortest way between the two takes time and memory by
 * the square of what differs.
 */
public final class Diff {
  /** Nobody edits as many lines by hand; at the limit it takes a tenth of a second. */
  private static final int MOST = 2_000;

  private Diff() {}

  public static <T> List<AbstractDelta<T>> between(List<T> before, List<T> after) {
    try {
      return DiffUtils.diff(before, after, new Bound()).getDeltas();
    } catch (TooFar another) {
      return List.of(whole(before, after));
    }
  }

  private static <T> AbstractDelta<T> whole(List<T> before, List<T> after) {
    int least = Math.min(before.size(), after.size());
    int first = 0;
    while (first < least && before.get(first).equals(after.get(first))) {
      first++;
    }
    int last = 0;
    while (last < least - first
        && before.get(before.size() - 1 - last).equals(after.get(after.size() - 1 - last))) {
      last++;
    }
    return new ChangeDelta<>(
        new Chunk<>(first, before.subList(first, before.size() - last)),
        new Chunk<>(first, after.subList(first, after.size() - last)));
  }

  private static final class TooFar extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooFar() {
      super("more than " + MOST + " differ", null, false, false);
    }
  }

  private static final class Bound implements DiffAlgorithmListener {
    @Override
    public void diffStart() {}

    @Override
    public void diffStep(int value, int most) {
      if (value > MOST) {
        throw new TooFar();
      }
    }

    @Override
    public void diffEnd() {}
  }
}
